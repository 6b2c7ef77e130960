// What a program can check of WCAG 2.1 AA on a page: axe's rules, the focus, and the page at twice the size.

import assert from 'node:assert/strict';
import axe from 'axe-core';

/** @import { Page } from 'playwright-core' */

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** All movement that ends has ended. @param {Page} page */
export const settled = (page) =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        (animation) =>
          animation.playState === 'finished' || animation.effect?.getComputedTiming().iterations === Infinity,
      ),
  );

/** What axe finds on the page as it is. @param {Page} page @returns {Promise<string[]>} */
export async function audit(page) {
  await settled(page);
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: { type: 'tag', values: rules } });
    return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
  }, RULES);
}

/** What is to the side of the screen at twice the size. @param {Page} page @returns {Promise<string[]>} */
export async function misfitsZoomed(page) {
  const size = page.viewportSize();
  assert.ok(size);
  await page.setViewportSize({ width: size.width / 2, height: Math.round(size.height / 2) });
  const beyond = await page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter(
        (node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.visually-hidden, .howto-cards'),
      )
      .filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
      })
      .map((node) => `at 200 %: ${node.getAttribute('class') ?? node.localName}: ${node.textContent}`),
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await page.setViewportSize(size);
  return wide ? ['at 200 %: the page is wider than the screen', ...beyond] : beyond;
}

/** The new view's heading has the focus or, on a TV, the one button for what comes next. @param {Page} page */
export const headingFocused = (page) =>
  page.waitForFunction(() => document.activeElement?.matches('#view h1, .tv .button-primary'));

/** Something on the page has the focus. @param {Page} page @param {string} when */
export async function hasFocus(page, when) {
  assert.ok(
    await page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body),
    `${when}: the focus is lost.`,
  );
}

/** Keys that lead from anywhere to anything on a page. */
const MOST_STEPS = 60;

/** Presses Tab until what can be seen of this has the focus. @param {Page} page @param {string} selector */
export async function tabTo(page, selector) {
  const target = page.locator(`${selector}:visible`).first();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return target;
    await page.keyboard.press('Tab');
  }
  return assert.fail(`Tab does not lead to ${selector}.`);
}

/** As somebody with a remote would: towards the control, and around what is in the way. @param {Page} page @param {string} selector */
async function arrowTo(page, selector) {
  const target = page.locator(`${selector}:visible`).first();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await target.evaluate((node) => node === document.activeElement)) return;
    const keys = await target.evaluate((node) => {
      const from =
        document.activeElement === document.body
          ? new DOMRect()
          : /** @type {Element} */ (document.activeElement).getBoundingClientRect();
      const to = node.getBoundingClientRect();
      const [dx, dy] = [to.x + to.width / 2 - from.x - from.width / 2, to.y + to.height / 2 - from.y - from.height / 2];
      const across = dx > 0 ? 'ArrowRight' : 'ArrowLeft';
      const along = dy > 0 ? 'ArrowDown' : 'ArrowUp';
      return Math.abs(dy) > to.height / 2 ? [along, across] : [across, along];
    });
    for (const key of keys) {
      const before = await page.evaluateHandle(() => document.activeElement);
      await page.keyboard.press(key);
      if (await page.evaluate((node) => node !== document.activeElement, before)) break;
    }
  }
  assert.fail(`The arrows do not lead to ${selector}.`);
}

/** Goes to a button by a remote's arrows, and presses its OK key. @param {Page} tv @param {string} text */
export async function pressByArrows(tv, text) {
  await arrowTo(tv, `button:text-is("${text}")`);
  await tv.keyboard.press('Enter');
}
