// @ts-check
// Names inside of texts. They may run in the other direction than the text, and they are not to be translated: in a
// string they stand between two characters that isolate them, on the page in an element that does.

const [OPEN, CLOSE] = ['\u2068', '\u2069'];

/** A name to be put into a text, whichever way it is written. @param {string} name */
export const isolate = (name) => OPEN + plain(name) + CLOSE;

/** A text without those characters, for what is read out or compared. @param {string} text */
export const plain = (text) => text.replace(/[\u2068\u2069]/g, '');

/** A text as parts of which every second one is a name. @param {string} text */
export const partsOf = (text) => text.split(/\u2068([^\u2069]*)\u2069/);
