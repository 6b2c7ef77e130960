// A whole game without a pointer: a phone by keys alone, the TV by a remote's arrows and Enter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { localeOf, teach } from '../support/languages.js';
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

test(
  'a game by keys alone',
  withParty({ names: ['Ben', 'Cleo', 'Dan'], settings }, async (party) => {
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
  }),
);

/** A device whose owner reads from right to left. @param {import('../support/party.js').Party} party @param {{ width: number, height: number }} viewport */
async function mirroredDevice(party, viewport) {
  const device = await party.device(viewport, localeOf('ar-XB'));
  await teach(device, 'ar-XB');
  return device;
}

/** Which of the page's controls has the focus after each of these keys, from no focus on. @param {Page} page @param {string[]} keys */
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
  'where lines begin on the right, the arrow to the left leads on',
  withParty({ names: ['Ben', 'Cleo', 'Dan'], settings }, async (party) => {
    const ana = await party.open(await mirroredDevice(party, PHONE), `/api/spyster/player?room=${party.room}`, 'Ana');
    await ana.waitForSelector('html[dir=rtl]');
    await ana.fill('#name', 'Ana');
    await ana.keyboard.press('Enter');
    await inPhase(ana, 'LOBBY');
    party.phones.set('Ana', ana);

    // On a TV the arrows lead where they point; from nowhere, they set out where reading begins.
    const address = `/api/spyster/host?watch=${party.room}`;
    const screen = await party.open(await party.device(TV), address, 'a screen');
    const mirrored = await party.open(await mirroredDevice(party, TV), address, 'a mirrored screen');
    await Promise.all([screen, mirrored].map((page) => inPhase(page, 'LOBBY')));
    const places = await walk(screen, ['ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft']);
    assert.deepEqual(places, [0, 1, 2, 1]);
    assert.deepEqual(await walk(mirrored, ['ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowRight']), places);

    await party.start();
    await party.all('QUESTIONING', 20_000);
    await party.tv.click('text="Skip to vote"');
    await party.all('VOTE');
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
