// Every view, looked over for what a program can see: nothing cut off, nothing to scroll. SPYSTER_PICTURES takes a
// screenshot of each.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../screenshots');

/**
 * What does not fit on the screen. A phone may scroll up and down, never sideways; a TV never scrolls, and
 * its bars are not covered by what is between them.
 * @param {import('playwright-core').Page} page
 * @param {boolean} namesMayBeCut for parties where names are longer than any place for them
 * @returns {Promise<string[]>}
 */
export function misfits(page, namesMayBeCut) {
  return page.evaluate((mayBeCut) => {
    // What moves is looked at where it comes to rest.
    for (const one of document.getAnimations())
      if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish();
    const tv = document.body.classList.contains('tv');
    const screen = new DOMRect(0, 0, innerWidth, innerHeight);
    // A name within a sentence is an element of its own, but is cut with its sentence or not at all.
    /** @param {Element | null} node */
    const isText = (node) => node !== null && [...node.children].every((child) => child.localName === 'bdi');
    /** @param {Element} node */
    const fits = (node) => {
      if (!isText(node) || (node.localName === 'bdi' && isText(node.parentElement))) return true;
      const clips = getComputedStyle(node).overflow !== 'visible';
      // Words may be wider than the box they are in.
      const words = document.createRange();
      words.selectNodeContents(node);
      const box = (clips || node.textContent === '' ? node : words).getBoundingClientRect();
      if (box.width === 0 || box.height === 0) return true;
      const room = (tv && node.closest('header, main, footer')?.getBoundingClientRect()) || screen;
      const inside =
        box.left >= room.left - 1 &&
        box.right <= room.right + 1 &&
        (!tv || (box.top >= room.top - 1 && box.bottom <= room.bottom + 1));
      const longer = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
      const cut = longer && clips && node.clientWidth > 0;
      return inside && (!cut || (mayBeCut && /name|voter|target|title/.test(node.className)));
    };
    return [...document.querySelectorAll('body *')]
      .filter(
        (node) =>
          node.checkVisibility({ visibilityProperty: true }) &&
          !node.closest('.visually-hidden, .confetti') &&
          !fits(node),
      )
      .map((node) => `${node.className || node.tagName}: ${node.textContent}`);
  }, namesMayBeCut);
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name of the file, without its ending
 * @param {{ namesMayBeCut?: boolean }} [allowed]
 */
export async function picture(page, name, { namesMayBeCut = false } = {}) {
  const found = await misfits(page, namesMayBeCut);
  if (process.env.SPYSTER_PICTURES || found.length > 0) {
    await mkdir(FOLDER, { recursive: true });
    await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
  }
  assert.deepEqual(found, [], `${name}: everything is on the screen.`);
}
