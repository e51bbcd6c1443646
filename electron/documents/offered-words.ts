import type { Worksheet } from 'exceljs';

/**
 * Lets the cells of a range be chosen from a list of words, as a spreadsheet keeps such lists.
 * @param range `B2:B500` or a single cell
 */
export function offerWords(page: Worksheet, range: string, words: readonly string[], required: boolean): void {
  // The typings know only single cells; a range is one rule instead of thousands.
  const { dataValidations } = page as unknown as { dataValidations: { add(range: string, rule: object): void } };
  dataValidations.add(range, {
    type: 'list',
    allowBlank: !required,
    formulae: [`"${words.join(',')}"`],
    showErrorMessage: true,
  });
}
