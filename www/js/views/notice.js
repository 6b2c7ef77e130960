// @ts-check
// A whole screen for one message and its next step; used where there is no game to show.

import { button, el, heading, setText, show } from '../dom.js';
import { createMark } from '../parts/mark.js';

/** @import { IconName } from '../icons.js' */
/** @import { View } from '../stage.js' */

/** @typedef {{ icon: IconName, title: string, text: string, action?: string, act?: () => void, quiet?: boolean, number?: number | null }} Notice
 * `quiet`: the action is a way out, not the way on; `number`: what somebody else is to compare */

/** @param {Notice} first @returns {View<Notice>} */
export function createNotice(first) {
  let notice = first;
  const mark = createMark(first.icon);
  const title = heading(first.title);
  const number = el('p', { class: 'number' });
  const text = el('p', { class: 'lead', role: 'status' });
  const next = button('', `button button-wide ${first.quiet ? '' : 'button-primary'}`, () => notice.act?.());
  return {
    element: el('section', { class: 'view view-notice' }, mark.element, title, number, text, next),
    title: first.title,
    update(data) {
      notice = data;
      mark.update(data.icon);
      setText(title, data.title);
      setText(number, String(data.number ?? ''));
      setText(text, data.text);
      show(next, Boolean(data.action));
      setText(next, data.action ?? '');
    },
  };
}
