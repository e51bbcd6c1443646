import type { ChartFormat } from '../../../../domain/measures/chart-formats.js';
import type { Period } from '../../../../domain/measures/period.js';
import { call } from '../../../api/client';
import { reportError } from '../../../shared/frame/report';
import { currentLocale, translate } from '../../../shared/i18n';
import { isoDay } from '../../../shared/i18n/format';
import { onPaper } from '../lib/paper';
import { lookOf } from '../lib/tokens';
import type { ChartModel } from '../model/chart';
import { sheetOf, wordsOf } from '../model/files';
import type { TrendState } from '../model/address';
import { narrowedTo } from './narrowed';

/**
 * Asks where to and writes a chart there: what goes on paper is drawn in the light look. The tray tells the rest.
 * Its title says what it is narrowed to: outside of the page there is no filter bar beside it.
 * @param size pixels of the drawing as it stands on the page
 */
export async function saveChart(
  model: ChartModel,
  { fromDay, toDay, filter }: Period & Pick<TrendState, 'filter'>,
  format: ChartFormat,
  size: { width: number; height: number },
): Promise<void> {
  try {
    const days = { from: isoDay(fromDay), to: isoDay(toDay) };
    const title = [model.title, ...(await narrowedTo(filter))].join(' · ');
    const name = translate('trends.frame.fileName', { chart: title, ...days });
    const file = await call('files.pickSave', { purpose: 'chart', suggestedName: `${name}.${format}` });
    if (!file) return;
    const { summary } = model;
    // On its page it stands under its title and its sentence.
    const pictured =
      format === 'pdf'
        ? { ...onPaper(model), untitled: true }
        : { model: { ...model, title }, look: lookOf('light'), ...size };
    const drawing = format === 'csv' || format === 'xlsx' ? null : await import('../lib/drawing');
    await call('charts.save', {
      token: file.token,
      format,
      language: currentLocale(),
      ...{ title, summary, notes: [...model.notes], period: { fromDay, toDay } },
      ...sheetOf(model),
      words: wordsOf(model),
      svg: format === 'svg' && drawing ? drawing.svgOf(pictured) : null,
      png: (format === 'png' || format === 'pdf') && drawing ? drawing.pngOf(pictured) : null,
    });
  } catch (error) {
    reportError(error);
  }
}
