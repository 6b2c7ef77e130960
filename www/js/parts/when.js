// @ts-check
// A date and time, as the reader's own device writes them.

import { el } from '../dom.js';

/** @param {number} at milliseconds since the Unix epoch */
export function createWhen(at) {
  const date = new Date(at);
  return el('time', { datetime: date.toISOString() }, date.toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' }));
}
