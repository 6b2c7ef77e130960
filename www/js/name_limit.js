// @ts-check
// How long a name may be, counted as the server does: in characters as people see them.

const MOST = 20;
/** Draws nothing by itself. Joiners, variation selectors and tags stay: they make several characters one. */
const UNSEEN = /(?![\u200c\u200d\ufe00-\ufe0f\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu;
/**
 * Near enough where the browser can't tell: never shorter than what is seen as one, for most scripts. In those of India
 * a sign joins a letter to the next one, as in क्ष.
 */
const CHARACTER =
  /\p{RI}{2}|\P{M}(?:[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d][\p{M}\u200d]*\p{Lo}|[\p{M}\p{Emoji_Modifier}\u200c\u{e0020}-\u{e007f}]|\u200d\p{Extended_Pictographic}?)*|\p{M}/gu;

/** @param {string} text @returns {string[]} */
function charactersOf(text) {
  if (!Intl.Segmenter) return text.match(CHARACTER) ?? [];
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

/** Hangul fillers and the blank of Braille are seen as white space. @param {string} text */
const asSeen = (text) =>
  text
    .replace(/[\u115f\u1160\u2800\u3164\uffa0]/g, ' ')
    .replace(UNSEEN, '')
    .replace(/\s+/g, ' ')
    .trim()
    .normalize('NFC');

/** As much of the text as a name may hold, from its beginning. @param {string} text */
export function fittingName(text) {
  const characters = charactersOf(text);
  while (charactersOf(asSeen(characters.join(''))).length > MOST) characters.pop();
  return characters.join('');
}
