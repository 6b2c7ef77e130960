// @ts-check
// Short messages that announce themselves and go away after five seconds.

import { el } from './dom.js';
import { plain } from './isolates.js';

const VISIBLE_FOR = 5_000;

/**
 * @param {HTMLElement} region an assertive live region
 * @returns {(text: string, kind?: 'error' | 'info') => void}
 */
export function createToaster(region) {
  return (text, kind = 'error') => {
    // The same message again replaces itself instead of piling up.
    for (const old of [...region.children]) if (old.textContent === plain(text)) old.remove();
    const toast = el('p', { class: `toast toast-${kind}` }, text);
    region.append(toast);
    setTimeout(() => toast.remove(), VISIBLE_FOR);
  };
}
