// What matters in each phase is in sight and under the thumb, on every phone, upright and on its side.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, SOON } from '../support/browser.js';
import { sceneOf } from '../support/scenes.js';
import { closeStage, withScene } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */
/** @import { State } from '../../../www/js/protocol.js' */

after(closeStage);

const SIZES = [PHONE, { width: 360, height: 640 }, { width: 320, height: 568 }, { width: 844, height: 390 }];
const names = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn'];

/** Is wholly on the screen, and a finger gets at it where it is there for one. @param {Page} phone @param {string} part @param {string} when */
async function inReach(phone, part, when) {
  const seen = await phone
    .locator(`${part}:visible`)
    .first()
    .evaluate(
      (node) => {
        const box = node.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return {
          top: box.top,
          bottom: box.bottom,
          right: box.right,
          width: innerWidth,
          height: innerHeight,
          free: node.matches('.card-sheet') || node.contains(top) || (top?.contains(node) ?? false),
        };
      },
      undefined,
      { timeout: SOON },
    );
  assert.ok(
    seen.top >= 0 && seen.bottom <= seen.height + 1 && seen.right <= seen.width + 1 && seen.free,
    `${part} ${when}: ${JSON.stringify(seen)}`,
  );
  return seen;
}

/** @param {Page} phone @param {string} when @param {string[]} parts @param {string} [action] has to be under the thumb */
async function atEverySize(phone, when, parts, action) {
  for (const size of SIZES) {
    await phone.setViewportSize(size);
    const at = `${when}, ${size.width}×${size.height}`;
    for (const part of parts) await inReach(phone, part, at);
    if (!action) continue;
    const { top, height } = await inReach(phone, action, at);
    assert.ok(top > height / 2, `${action} is under the thumb: ${at}`);
  }
  await phone.setViewportSize(PHONE);
}

/** Holds the card down, which has to be whole. @param {Page} phone @param {string} when */
async function cardHeld(phone, when) {
  await phone.locator('.card-holder').focus();
  await phone.keyboard.down('Space');
  await atEverySize(phone, when, ['.card-sheet']);
  await phone.keyboard.up('Space');
}

/** @param {Parameters<typeof sceneOf>[0]} phase @param {Partial<State>} [more] */
const onPhone = (phase, more) => sceneOf(phase, { names, who: 'Ana', more });

test(
  'the name and Join are in reach at the door',
  withScene(['player', PHONE, { reducedMotion: 'reduce', who: '' }], async ({ page }) => {
    await page.waitForSelector('.view-join');
    await atEverySize(page, 'at the door', ['#name', 'button:text-is("Join")']);
  }),
);

test(
  'what matters is in sight and in reach on every phone, upright and on its side',
  withScene(['player', PHONE, { reducedMotion: 'reduce' }], async ({ page, say }) => {
    await say(onPhone('ROLES'));
    await atEverySize(page, 'ROLES', ['.coach', 'h1', '.timer', '.card-holder']);
    await cardHeld(page, 'card held');
    await say(onPhone('QUESTIONING'));
    await atEverySize(page, 'QUESTIONING', ['.timer', '.turn', '.card-holder'], 'button:text-is("Call vote")');
    await cardHeld(page, 'card held over the questions');
    await say(onPhone('VOTE'));
    await atEverySize(
      page,
      'VOTE',
      ['.timer', '.tracker', '.suspects .choice', '.bets .choice', '.card-holder'],
      '.action-row .button-primary',
    );
    await page.click('text="Guess the location"');
    await atEverySize(page, 'locations', ['.places .choice', '.card-holder'], 'button:text-is("Guess this location")');
    await page.click('[role=tab]:text-is("Vote")');
    await say(onPhone('VOTE', { has_voted: true, your_vote: { target: 'Ben', confidence: 1 } }));
    await page.waitForSelector('.stamp:visible');
    await atEverySize(page, 'locked', ['.timer', '.tracker', '.stamp'], '.card-holder');
    await say(onPhone('SCORING'));
    // The time until the next round.
    await atEverySize(page, 'SCORING', ['h1', '.own-points'], '.timer');
  }),
);
