const DIGITS = '零一二三四五六七八九';
const PLACES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

const digitOf = (sign: string): number => (sign === '〇' ? 0 : sign === '两' ? 2 : DIGITS.indexOf(sign));

/** `四千八百四十二` -> 4842, `二〇二六` -> 2026; null of what is no whole number in Chinese words. */
export function numberInWords(text: string): number | null {
  if (text === '' || !/^[零〇一二两三四五六七八九十百千万]+$/.test(text)) return null;
  if (!/[十百千万]/.test(text)) return Number([...text].map(digitOf).join(''));
  let [whole, section, digit] = [0, 0, 0];
  for (const sign of text) {
    const place = PLACES[sign];
    if (sign === '万') [whole, section, digit] = [(whole + section + digit) * 10_000, 0, 0];
    else if (place !== undefined) [section, digit] = [section + (digit === 0 ? 1 : digit) * place, 0];
    else digit = digitOf(sign);
  }
  return whole + section + digit;
}

/** `七十一点五` -> `71.5`, digits as they are; null of what is neither. */
export function decimalInWords(text: string): string | null {
  if (/^\d+(\.\d+)?$/.test(text)) return text;
  const [whole = '', ...rest] = text.split('点');
  const number = numberInWords(whole);
  if (number === null || rest.length > 1) return null;
  const [after] = rest;
  if (after === undefined) return String(number);
  const digits = [...after].map(digitOf);
  return digits.length > 0 && digits.every((digit) => digit >= 0) ? `${number}.${digits.join('')}` : null;
}
