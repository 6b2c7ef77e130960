// @ts-check
// Two panels of which one is open, with tabs to switch and arrow keys between them.

import { stepAcross } from '../arrows.js';
import { el, setAttribute, show } from '../dom.js';

/**
 * @template {string} Key
 * @param {string} label
 * @param {{ key: Key, text: string, panel: HTMLElement }[]} tabs
 * @param {(key: Key) => void} choose
 */
export function createTabs(label, tabs, choose) {
  const buttons = tabs.map(({ key, text, panel }) => {
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-label', text);
    return el('button', { type: 'button', class: 'tab', role: 'tab', onclick: () => choose(key) }, text);
  });
  const list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, ...buttons);
  list.addEventListener('keydown', (event) => {
    const step = stepAcross(event);
    const from = buttons.findIndex((node) => node === document.activeElement);
    if (!step || from < 0) return;
    event.preventDefault();
    const to = (from + step + tabs.length) % tabs.length;
    const next = tabs[to];
    if (next) choose(next.key);
    buttons[to]?.focus();
  });
  return {
    list,
    /** @param {Key} open */
    update(open) {
      tabs.forEach(({ key, panel }, index) => {
        const node = /** @type {HTMLElement} */ (buttons[index]);
        setAttribute(node, 'aria-selected', String(key === open));
        setAttribute(node, 'tabindex', key === open ? 0 : -1);
        show(panel, key === open);
      });
    },
  };
}
