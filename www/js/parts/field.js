// @ts-check
// A text field with its label and the place for what is wrong with it.

import { el, setAttribute, setText } from '../dom.js';

/** @param {string} id @param {string} label @param {Record<string, string | number>} attributes */
export function createField(id, label, attributes) {
  const input = el('input', { id, class: 'input', 'aria-describedby': `${id}-error`, ...attributes });
  const error = el('p', { class: 'field-error', id: `${id}-error`, role: 'alert' });
  const element = el('div', { class: 'field' }, el('label', { for: id }, label), input, error);
  return {
    element,
    input,
    /** @param {string} text */
    fail(text) {
      setText(error, text);
      setAttribute(input, 'aria-invalid', text ? 'true' : null);
    },
  };
}
