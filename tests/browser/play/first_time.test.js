// The first time: a line of advice per phase that goes away for good, and "How to play" in five cards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPhase, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Page } from 'playwright-core' */

/** @param {Page} page */
const coach = (page) => page.locator('.coach:visible').count();
/** @param {Page} page @param {number} card */
const onCard = (page, card) => page.waitForSelector(`.howto-where:text-is("${card} of 5")`);

/** The card itself is what can be read. @param {Page} page @param {number} card */
const inView = (page, card) =>
  page.waitForFunction((wanted) => {
    const list = document.querySelector('.howto-cards')?.getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.howto-card')].map((card) => card.getBoundingClientRect());
    const whole = boxes.flatMap((box, index) => (list && Math.abs(box.left - list.left) < 2 ? [index + 1] : []));
    return whole.length === 1 && whole[0] === wanted;
  }, card);

test(
  'the coach has a word for every phase, until somebody has understood it',
  withParty({}, async (party) => {
    const [ana, ben] = [party.phone('Ana'), party.phone('Ben')];
    await ana.waitForSelector('.coach:has-text("the spy")');
    await picture(ana, 'phone-coach');
    await ana.click('.coach');
    assert.equal(await coach(ana), 0);
    await ana.reload();
    await inPhase(ana, 'LOBBY');
    assert.equal(await coach(ana), 0, 'It is gone for good.');
    assert.equal(await coach(ben), 1, 'Others still need it.');

    await party.tv.click('text="Start the game"');
    await party.all('ROLES');
    await ana.waitForSelector('.coach:has-text("Your card knows")');
    await party.all('QUESTIONING');
    await ana.waitForSelector('.coach:has-text("the spy is listening")');
    await party.tv.click('text="Pause"');
    await party.all('PAUSED');
    assert.equal(await coach(ana), 0);
    await party.tv.click('text="Resume"');
    await party.all('QUESTIONING');
    await party.playToTheEnd();

    // Whoever has seen an end needs no coach any more, whether they have tapped or not.
    await party.tv.click('text="Play again"');
    await party.all('LOBBY');
    assert.equal(await coach(ben), 0);
    await party.start();
    assert.equal(await coach(ben), 0);
  }),
);

/** A finger goes from the right edge to the left one. @param {Page} page @param {string} over */
async function swipeLeft(page, over) {
  const box = await page.locator(over).boundingBox();
  assert.ok(box);
  const client = await page.context().newCDPSession(page);
  const y = box.y + box.height / 2;
  const touch = (/** @type {'touchStart' | 'touchMove' | 'touchEnd'} */ type, /** @type {number} */ part) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: box.x + box.width * part, y }],
    });
  await touch('touchStart', 0.95);
  for (let part = 0.9; part > 0.1; part -= 0.05) await touch('touchMove', part);
  await touch('touchEnd', 0.1);
}

test(
  '"How to play" is five cards, turned with buttons, keys and fingers',
  withParty({ names: [] }, async (party) => {
    const phone = await party.scan('a guest');
    await phone.click('text="How to play"');
    for (const card of [1, 2, 3, 4]) {
      await onCard(phone, card);
      await inView(phone, card);
      await phone.click('text="Next"');
    }
    await onCard(phone, 5);
    await inView(phone, 5);
    await phone.click('button:text-is("Back")');
    await onCard(phone, 4);
    await phone.keyboard.press('ArrowLeft');
    await onCard(phone, 3);
    await inView(phone, 3);

    await swipeLeft(phone, '.howto-cards');
    await onCard(phone, 4);
    await inView(phone, 4);
    await phone.keyboard.press('ArrowRight');
    await onCard(phone, 5);
    await phone.click('text="Let’s play"');
    await phone.waitForSelector('dialog', { state: 'detached' });
  }),
);

test(
  'it is there in the lobby, in the menu of a game, and on the TV by its arrows',
  withParty({}, async (party) => {
    const phone = party.phone('Ana');
    await phone.click('.view-lobby >> text="How to play"');
    await onCard(phone, 1);
    await phone.keyboard.press('Escape');
    await party.tv.click('text="How to play"');
    await party.tv.keyboard.press('ArrowRight');
    await onCard(party.tv, 2);
    await inView(party.tv, 2);
    await party.tv.keyboard.press('Escape');
    await party.start();
    await phone.click('text="Menu"');
    await phone.click('dialog >> text="How to play"');
    await onCard(phone, 1);
  }),
);
