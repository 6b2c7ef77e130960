// @ts-check
// Nobody who plays by keys loses their place: when what has the focus goes away, the heading takes it.

import { isSeen } from './dom.js';

/** Whether an element can have the focus. @param {Element} node */
const canHaveFocus = (node) => node.isConnected && isSeen(node) && !node.matches(':disabled');

/** Watches over the focus for as long as the page is open. */
export function keepFocus() {
  /** @type {Element | null} */
  let last = null;
  document.addEventListener('focusin', (event) => {
    last = /** @type {Element} */ (event.target);
  });

  function check() {
    const now = document.activeElement;
    const lost = !now || now === document.body || !canHaveFocus(now);
    // A tap on the empty ground gives the focus away on purpose: then what had it is still there.
    if (!lost || !last || canHaveFocus(last)) return;
    last = null;
    const headings = [...document.querySelectorAll('dialog[open], #view h1')];
    const heading = /** @type {HTMLElement | undefined} */ (headings.pop());
    heading?.focus({ preventScroll: true });
  }
  new MutationObserver(check).observe(document.body, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['hidden', 'disabled', 'open'],
  });
}
