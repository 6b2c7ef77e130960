// @ts-check
// A whole screen for one message and its next step; used where there is no game to show.

import { button, el, heading, setText, show } from '../dom.js';

/** @import { View } from '../stage.js' */

/** @typedef {{ title: string, text: string, action?: string, act?: () => void, quiet?: boolean }} Notice
 * `quiet`: the action is a way out, not the way on */

/** @param {Notice} first @returns {View<Notice>} */
export function createNotice(first) {
  let notice = first;
  const title = heading(first.title);
  const text = el('p', { class: 'lead', role: 'status' });
  const next = button('', `button button-wide ${first.quiet ? '' : 'button-primary'}`, () => notice.act?.());
  return {
    element: el('section', { class: 'view view-notice' },
      el('p', { class: 'wordmark wordmark-big', 'aria-hidden': 'true' }, 'Spyster'), title, text, next),
    title: first.title,
    update(data) {
      notice = data;
      setText(title, data.title);
      setText(text, data.text);
      show(next, Boolean(data.action));
      setText(next, data.action ?? '');
    },
  };
}
