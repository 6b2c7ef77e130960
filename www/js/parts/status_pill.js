// @ts-check
// The pill in the corner that says how the connection is, and the button to try again.

import { button, el, fill, setAttribute, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { statusText } from '../status_words.js';

/** @import { Status } from '../status.js' */

/**
 * @param {HTMLElement} host
 * @param {() => void} retry
 */
export function createStatusPill(host, retry) {
  const dot = el('span', { class: 'pill-dot', 'aria-hidden': 'true' });
  const label = el('span', { class: 'pill-text' });
  // Apart from the label, which is read out when it changes: nobody wants to hear every round trip.
  const latency = el('span', { class: 'pill-latency', 'aria-hidden': 'true' });
  const again = button('', 'button button-small', retry);
  show(again, false);
  fill(host, el('span', { class: 'pill' }, dot, label, latency), again);
  return {
    /** @param {Status} status */
    update(status) {
      setAttribute(host, 'data-status', status.kind);
      setText(again, t('status.retry'));
      setText(label, statusText(status));
      setText(
        latency,
        status.kind === 'connected' && status.latency !== null
          ? t('status.latency', { count: Math.round(status.latency) })
          : '',
      );
      show(again, ['gave_up', 'reconnecting', 'polling', 'resting'].includes(status.kind));
      if (host.parentElement) setAttribute(host.parentElement, 'data-retry', !again.hidden);
    },
  };
}
