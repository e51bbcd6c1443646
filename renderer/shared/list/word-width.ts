/** `--mc-fs-s` in rem: the size of the words in a list. */
const EM_REM = 13 / 14;
/** What a Latin letter is of a Chinese character, on the safe side. */
const LATIN = 0.58;

/**
 * Room the longest of these words needs in a list, in rem, for `least` of a column whose words are known: reckoned, because
 * a list draws only the rows in sight.
 * @param beside of a light or a mark before the word
 */
export function fitting(words: readonly string[], beside = 0): number {
  const ems = words.map((word) =>
    [...word].reduce((sum, sign) => sum + ((sign.codePointAt(0) ?? 0) < 0x2e80 ? LATIN : 1), 0),
  );
  return Math.max(0, ...ems) * EM_REM + beside;
}

/** Of a state light and its gap. */
export const LIGHT_REM = 1.3;
