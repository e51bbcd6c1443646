import { currentLocale, hasText, translate } from './index';

const word = (key: string, fallback: string): string => (hasText(key) ? translate(key) : fallback);

/** Actions whose word says what kind of thing was changed only together with the thing. */
const general = /^hall\.(create|update|move|merge|retire|restore)$/;

/** A log action and its object as words: `新增窗口` / `Added a person`, `Edited · Window`. */
export function actionWords(action: string, object: string): string {
  const done = word(`action.${action}`, action);
  if (!general.test(action)) return done;
  const what = word(`entity.${object}`, object);
  return currentLocale() === 'en' ? `${done} · ${what}` : `${done}${what}`;
}
