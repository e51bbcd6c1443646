import type { ChartModel } from '../model/chart';
import type { Look } from '../model/look';
import { lookOf } from './tokens';

/** Pixels of a drawing that is as wide as the text of a page, so that its letters are near 8 points there. */
const WIDTH = 680;
const LETTERS = 12;
const REM = 14;

/** A chart as it goes on paper: in the light look, its letters as large for everyone, whatever size one reads on the screen. */
export const onPaper = (model: ChartModel): { model: ChartModel; look: Look; width: number; height: number } => ({
  model,
  look: { ...lookOf('light'), size: LETTERS },
  width: WIDTH,
  height: Math.round((model.tall ?? 18) * REM),
});
