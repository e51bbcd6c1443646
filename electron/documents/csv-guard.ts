/**
 * A spreadsheet takes a csv cell that begins like this for a formula and would run it. An apostrophe in front keeps
 * it text; one that stands there already gets a second, so that taking one away again always gives the cell back.
 */
const RISKY = /^'*[=+\-@\t\r]/;

export const guard = (text: string): string => (RISKY.test(text) ? `'${text}` : text);

export const unguard = (text: string): string => (text.startsWith("'") && RISKY.test(text) ? text.slice(1) : text);

/** One row of a csv, with its line end. */
export function csvLine(cells: readonly string[]): string {
  const written = cells.map((cell) => {
    const safe = guard(cell);
    return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  });
  return `${written.join(',')}\r\n`;
}
