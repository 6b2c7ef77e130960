// @ts-check
// The four arrow keys of a TV remote move the focus to the nearest control in that direction.

import { isMirrored } from './arrows.js';
import { isSeen } from './dom.js';

const CONTROLS = 'button:not(:disabled), a[href], input:not(:disabled), summary, [tabindex="0"]';
/** @type {Record<string, [number, number]>} */
const DIRECTIONS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** How far one box is from another along one axis; 0 where they overlap. @param {number} a @param {number} aSize @param {number} b @param {number} bSize */
function gap(a, aSize, b, bSize) {
  return Math.max(0, b - (a + aSize), a - (b + bSize));
}

/**
 * The index of the box to go to, or -1. What lies straight ahead comes before what is off to the side.
 * @param {Box} from
 * @param {Box[]} boxes
 * @param {[number, number]} direction
 */
export function nearest(from, boxes, [dx, dy]) {
  let best = -1;
  let bestCost = Infinity;
  boxes.forEach((box, index) => {
    const middleX = box.x + box.width / 2 - (from.x + from.width / 2);
    const middleY = box.y + box.height / 2 - (from.y + from.height / 2);
    const ahead = dx ? gap(from.x, from.width, box.x, box.width) : gap(from.y, from.height, box.y, box.height);
    const aside = dx ? gap(from.y, from.height, box.y, box.height) : gap(from.x, from.width, box.x, box.width);
    if (middleX * dx + middleY * dy <= 0 || (ahead === 0 && aside > 0)) return;
    const cost = ahead + 3 * aside + 0.01 * Math.abs(dx ? middleY : middleX);
    if (cost < bestCost) [best, bestCost] = [index, cost];
  });
  return best;
}

/** Where reading begins. @returns {Box} */
const cornerOfPage = () => ({ x: isMirrored(document.documentElement) ? innerWidth : 0, y: 0, width: 0, height: 0 });

export function followRemote() {
  document.addEventListener('keydown', (event) => {
    const direction = DIRECTIONS[event.key];
    const focused = document.activeElement;
    // In a field left and right move between the letters.
    const types = focused instanceof HTMLInputElement && event.key !== 'ArrowUp' && event.key !== 'ArrowDown';
    if (!direction || event.defaultPrevented || types) return;
    const scope = document.querySelector('dialog[open]') ?? document;
    const controls = /** @type {HTMLElement[]} */ ([...scope.querySelectorAll(CONTROLS)]).filter(
      (node) => node !== focused && isSeen(node),
    );
    const from = focused && focused !== document.body ? focused.getBoundingClientRect() : cornerOfPage();
    const target =
      controls[
        nearest(
          from,
          controls.map((node) => node.getBoundingClientRect()),
          direction,
        )
      ];
    if (target) {
      event.preventDefault();
      target.focus();
    }
  });
}
