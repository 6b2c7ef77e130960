// Where lines begin on the right, arrows lead the other way.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { tabTo } from '../support/accessibility.js';
import { PHONE, TV } from '../support/browser.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, openScene, withScene } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */

after(closeStage);

const language = 'ar-XB';
const names = TEN.slice(0, 4);

/** Which of the page’s controls has the focus after each of these keys, from no focus on. @param {Page} page @param {string[]} keys */
async function walk(page, keys) {
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement).blur());
  const places = [];
  for (const key of keys) {
    await page.keyboard.press(key);
    places.push(
      await page.evaluate(() =>
        [...document.querySelectorAll('button, a[href], [tabindex="0"]')].indexOf(
          /** @type {Element} */ (document.activeElement),
        ),
      ),
    );
  }
  return places;
}

test(
  'the arrow to the left leads on through tabs, suspects and bets',
  withScene(['player', PHONE, { reducedMotion: 'reduce', language }], async ({ page: ana, say }) => {
    await ana.waitForSelector('html[dir=rtl]');
    await say(sceneOf('VOTE', { names, who: 'Ana' }));
    await tabTo(ana, '[role=tab][aria-selected=true]');
    await ana.keyboard.press('ArrowLeft');
    await ana.waitForSelector('[role=tab]:nth-child(2)[aria-selected=true]');
    await ana.keyboard.press('ArrowRight');
    await ana.waitForSelector('[role=tab]:nth-child(1)[aria-selected=true]');
    await tabTo(ana, '.suspects [role=radio]');
    await ana.keyboard.press('ArrowDown');
    await ana.waitForSelector('.suspects [role=radio]:nth-child(2)[aria-checked=true]');
    await tabTo(ana, '.bets [role=radio][tabindex="0"]');
    for (const [key, bet] of [
      ['ArrowLeft', 2],
      ['ArrowLeft', 3],
      ['ArrowRight', 2],
    ]) {
      await ana.keyboard.press(String(key));
      await ana.waitForSelector(`.bets [role=radio]:nth-child(${bet})[aria-checked=true]`);
    }
    const [left = 0, right = 0] = await ana.evaluate(() =>
      [3, 1].map((bet) => document.querySelector(`.bets [role=radio]:nth-child(${bet})`)?.getBoundingClientRect().left),
    );
    assert.ok(left < right, 'The bets stand from right to left.');
  }),
);

// From nowhere they set out where reading begins.
test('on a TV the arrows lead where they point', async () => {
  const [places, mirrored] = await Promise.all(
    /** @type {const} */ ([
      ['en-US', ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft']],
      [language, ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']],
    ]).map(async ([reads, keys]) => {
      const scene = await openScene('host', TV, { reducedMotion: 'reduce', watches: true, language: reads });
      await scene.say(sceneOf('LOBBY', { names, more: { you: { name: null, is_host: false, is_player: false } } }));
      const found = await walk(scene.page, [...keys]);
      await scene.device.close();
      return found;
    }),
  );
  assert.deepEqual(places, [0, 1, 2, 1]);
  assert.deepEqual(mirrored, places);
});
