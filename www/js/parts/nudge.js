// @ts-check
// A nudge from the host: the phone vibrates and flashes until somebody has looked at it.

import { button, el } from '../dom.js';
import { vibrate } from '../haptics.js';
import { t } from '../i18n.js';

/** @import { Page } from '../page.js' */

/** Milliseconds: on, off, on, … */
const PATTERN = [200, 100, 200, 100, 400];
const VISIBLE_FOR = 6_000;

/** @param {Page} page */
export function createNudge(page) {
  /** @type {HTMLElement | null} */
  let shown = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  function close() {
    clearTimeout(timer);
    shown?.remove();
    shown = null;
  }

  /** Goes away by itself, but not before somebody can have seen it. */
  function closeLater() {
    clearTimeout(timer);
    if (document.visibilityState === 'visible') timer = setTimeout(close, VISIBLE_FOR);
  }
  document.addEventListener('visibilitychange', closeLater);

  return {
    /** @returns {{ status: 'done' } | { status: 'failed', detail: string }} what to tell the host */
    ring() {
      close();
      shown = el(
        'div',
        { class: 'nudge' },
        el('p', { class: 'nudge-text' }, t('nudge.words')),
        button(t('nudge.here'), 'button button-primary', close),
      );
      document.body.append(shown);
      page.announce(t('nudge.words'));
      closeLater();
      vibrate(PATTERN);
      return document.visibilityState === 'visible' ? { status: 'done' } : { status: 'failed', detail: 'page_hidden' };
    },
  };
}
