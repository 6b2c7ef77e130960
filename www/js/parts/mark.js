// @ts-check
// The large mark at the top of a screen that has no game to show: at a glance, what kind of moment it is.

import { el, setAttribute } from '../dom.js';
import { createIcon } from '../icons.js';

/** @import { IconName } from '../icons.js' */

/** @param {IconName} first */
export function createMark(first) {
  const icon = createIcon(first);
  const element = el('span', { class: 'mark', 'data-icon': first, 'aria-hidden': 'true' }, icon.element);
  return {
    element,
    /** @param {IconName} next */
    update(next) {
      icon.update(next);
      setAttribute(element, 'data-icon', next);
    },
  };
}
