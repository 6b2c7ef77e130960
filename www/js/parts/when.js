// @ts-check
// A date and time, as the reader's language writes them.

import { el } from '../dom.js';
import { language } from '../i18n.js';

/** @param {number} at milliseconds since the Unix epoch */
export function createWhen(at) {
  const date = new Date(at);
  return el(
    'time',
    { datetime: date.toISOString() },
    date.toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' }),
  );
}
