// @ts-check
// The code of a room, found in whatever somebody typed or pasted.

const LETTER = '[B-DF-HJ-NP-TV-XZ2-9]';
const BETWEEN = '[^\\p{L}\\p{N}]';
const CODE = new RegExp(`^${LETTER}{4}$`);
const SPREAD = new RegExp(`(?:^|${BETWEEN})((?:${LETTER}${BETWEEN}*){3}${LETTER})(?!${BETWEEN.replace('^', '')})`, 'u');

/** Whether a text is a code as the server writes it: no vowels, no look-alikes. @param {string} text */
export const isRoomCode = (text) => CODE.test(text);

/** @param {string} text */
const bare = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');

/**
 * The code in "Room FW-89", "k7 pq." or a link to a page of that room, in whatever width of letters. Where there
 * is none, what is left of the text without white space and punctuation.
 * @param {string} text
 */
export function findRoomCode(text) {
  const seen = text
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase();
  const named = /[?&](?:ROOM|WATCH)=([^&#\s]*)/.exec(seen)?.[1] ?? seen.replace(/\S+:\/\/\S+/g, '');
  const words = named.split(/\s+/).map(bare);
  return words.find(isRoomCode) ?? bare(SPREAD.exec(named)?.[1] ?? named);
}
