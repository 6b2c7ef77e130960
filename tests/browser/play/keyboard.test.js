// A whole game without a pointer: a phone by keys alone, the TV by a remote's arrows and Enter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasFocus, headingFocused } from '../support/accessibility.js';
import { inPhase, vote, withParty } from '../support/party.js';
import { ONE_ROUND } from '../support/short_game.js';

/** @import { Locator, Page } from 'playwright-core' */

const MOST_STEPS = 60;
const settings = { ...ONE_ROUND, SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '10', SPYSTER_GAME_VOTE_DURATION_SECONDS: '180' };

/** @param {Locator} target */
const isFocused = (target) => target.evaluate((node) => node === document.activeElement);

/** @param {Page} page @param {string} selector */
async function tabTo(page, selector) {
  const target = page.locator(`${selector}:visible`).first();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await isFocused(target)) return target;
    await page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not lead to ${selector}.`);
}

/** As somebody with a remote would: towards the control, and around what is in the way. @param {Page} page @param {string} selector */
async function arrowTo(page, selector) {
  const target = page.locator(`${selector}:visible`).first();
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (await isFocused(target)) return;
    const keys = await target.evaluate((node) => {
      const from = document.activeElement === document.body ? new DOMRect() : /** @type {Element} */ (document.activeElement).getBoundingClientRect();
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

/** @param {Page} tv @param {string} text */
async function press(tv, text) {
  await arrowTo(tv, `button:text-is("${text}")`);
  await tv.keyboard.press('Enter');
}

/** Picks the second suspect and ALL IN by arrows, then locks it in. @param {Page} phone */
async function voteByKeys(phone) {
  await tabTo(phone, '.suspects [role=radio]');
  await phone.keyboard.press('ArrowDown');
  const suspect = await phone.locator('.suspects [aria-checked=true] .choice-name').innerText();
  await tabTo(phone, '.bets [role=radio][tabindex="0"]');
  await phone.keyboard.press('ArrowRight');
  await phone.keyboard.press('ArrowRight');
  await phone.waitForSelector('.bets [aria-checked=true]:has-text("ALL IN")');
  await tabTo(phone, 'button:text-is("Lock it in")');
  await phone.keyboard.press('Enter');
  await phone.waitForSelector('.stamp:text-is("Locked")');
  await hasFocus(phone, 'locked in');
  return suspect;
}

test('a game by keys alone', withParty({ names: ['Ben', 'Cleo', 'Dan'], settings }, async (party) => {
  const { tv } = party;
  const ana = await party.scan('Ana');
  await tabTo(ana, '#name');
  await ana.keyboard.type('Ana');
  await ana.keyboard.press('Enter');
  await inPhase(ana, 'LOBBY');
  party.phones.set('Ana', ana);
  await headingFocused(ana);
  await tabTo(ana, '.coach');
  await ana.keyboard.press('Enter');
  await ana.waitForSelector('.coach', { state: 'hidden' });
  await hasFocus(ana, 'the coach is gone');
  await tabTo(ana, 'button:text-is("How to play")');
  await ana.keyboard.press('Enter');
  for (let card = 2; card <= 5; card += 1) {
    await ana.keyboard.press('ArrowRight');
    await ana.waitForSelector(`.howto-where:text-is("${card} of 5")`);
  }
  await ana.keyboard.press('Escape');

  await press(tv, 'Start the game');
  await party.all('ROLES');
  for (const page of [tv, ana]) await headingFocused(page);
  await tabTo(ana, '.card-holder');
  await ana.keyboard.down('Space');
  assert.notEqual(await ana.locator('.face-role').innerText(), '');
  await ana.keyboard.up('Space');
  assert.equal(await ana.locator('.face-role').textContent(), '');

  await party.all('QUESTIONING');
  await press(tv, 'Next question');
  await press(tv, 'Pause');
  await party.all('PAUSED');
  await press(tv, 'Resume');
  await party.all('QUESTIONING');
  await headingFocused(ana);
  await tabTo(ana, 'button:text-is("Call vote")');
  await ana.keyboard.press('Enter');
  await ana.keyboard.press('Enter');
  await party.all('VOTE');
  for (const page of [tv, ana]) await headingFocused(page);

  await tabTo(ana, '[role=tab][aria-selected=true]');
  await ana.keyboard.press('ArrowRight');
  await ana.waitForSelector('.places .choice');
  await ana.keyboard.press('ArrowLeft');
  const suspect = await voteByKeys(ana);
  for (const name of ['Ben', 'Cleo', 'Dan']) await vote(party.phone(name), name === suspect ? 'Ana' : suspect, 1);
  await party.all('REVEAL');
  for (const page of [tv, ana]) await headingFocused(page);
  await party.all('SCORING', 30_000);
  await headingFocused(ana);
  await press(tv, 'Next round');
  await party.all('END');
  for (const page of [tv, ana]) await headingFocused(page);
  await press(tv, 'Play again');
  await party.all('LOBBY');
}));
