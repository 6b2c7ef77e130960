// Screenshots of every view, each looked over for what a program can see: nothing cut off, nothing to scroll.

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

const FOLDER = resolve(import.meta.dirname, '../screenshots');

/**
 * What does not fit on the screen. A phone may scroll up and down, never sideways; a TV never scrolls.
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export function misfits(page) {
  return page.evaluate(() => {
    const tv = document.body.classList.contains('tv');
    /** @param {Element} node */
    const fits = (node) => {
      const box = node.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || node.children.length > 0) return true;
      const sideways = box.left < -1 || box.right > innerWidth + 1;
      const upDown = box.top < -1 || box.bottom > innerHeight + 1;
      const cut = node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1;
      const cuts = node.clientWidth > 0 && getComputedStyle(node).overflow !== 'visible';
      return !sideways && !(tv && upDown) && !(cut && cuts);
    };
    return [...document.querySelectorAll('body *')]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.visually-hidden') && !fits(node))
      .map((node) => `${node.className || node.tagName}: ${node.textContent}`);
  });
}

/** @param {import('playwright-core').Page} page @param {string} name of the file, without its ending */
export async function picture(page, name) {
  await mkdir(FOLDER, { recursive: true });
  await page.screenshot({ path: `${FOLDER}/${name}.png`, animations: 'disabled' });
  assert.deepEqual(await misfits(page), [], `${name}: everything is on the screen.`);
}
