// @ts-check
// A headline that keeps to its line: with long names in it the type is smaller.

import { el, heading, setAttribute, setText } from '../dom.js';

/** No smaller than this share of its size; what is longer still ends in three dots. */
const SMALLEST = 0.4;

/** @param {string} [className] */
export function createHeadline(className = 'title tv-title') {
  const words = el('span', { class: 'headline-words' });
  const element = heading('', `${className} headline`);
  element.append(words);

  function fit() {
    element.style.setProperty('--fit', '1');
    setAttribute(words, 'data-cut', null);
    const share = words.offsetWidth > 0 ? element.clientWidth / (words.offsetWidth + 1) : 1;
    element.style.setProperty('--fit', String(Math.min(1, Math.max(SMALLEST, share))));
    setAttribute(words, 'data-cut', share < SMALLEST);
  }

  // Its own box does not depend on what fits in it. The first call comes when it is on the page.
  new ResizeObserver(fit).observe(element);
  return {
    element,
    /** @param {string} text */
    update(text) {
      if (words.textContent === text) return;
      setText(words, text);
      fit();
    },
  };
}
