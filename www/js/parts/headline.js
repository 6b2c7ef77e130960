// @ts-check
// A headline that keeps to its line: with long names in it the type is smaller.

import { el, heading, setAttribute, setText } from '../dom.js';
import { plain } from '../isolates.js';

/** No smaller than this share of its size; what is longer still ends in three dots. */
const SMALLEST = 0.4;

export function createHeadline() {
  const words = heading('', 'title tv-title');
  const element = el('div', { class: 'headline' }, words);

  function fit() {
    element.style.setProperty('--fit', '1');
    setAttribute(words, 'data-cut', null);
    const share = words.offsetWidth > 0 ? element.clientWidth / (words.offsetWidth + 1) : 1;
    element.style.setProperty('--fit', String(Math.min(1, Math.max(SMALLEST, share))));
    setAttribute(words, 'data-cut', share < SMALLEST);
  }

  // The box does not depend on what fits in it. The first call comes when it is on the page.
  new ResizeObserver(fit).observe(element);
  return {
    element,
    /** @param {string} text */
    update(text) {
      if (words.textContent === plain(text)) return;
      setText(words, text);
      fit();
    },
  };
}
