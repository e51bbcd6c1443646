/** About how wide a text is at 12.5 px: Chinese characters are square, the rest a good half of that. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += /[\u2e80-\uffef]/u.test(sign) ? 12.5 : 6.9;
  return width;
}

/** As much of a bold beginning and what follows it as there is room for; what does not fit is left out as a whole. */
export function fitting(bold: string, plain: string, room: number): { bold: string; plain: string } {
  if (widthOf(bold) > room) return { bold: '', plain: '' };
  const parts = plain.split(' · ');
  while (parts.length > 0 && widthOf(bold) + 10 + widthOf(parts.join(' · ')) > room) parts.pop();
  return { bold, plain: parts.join(' · ') };
}
