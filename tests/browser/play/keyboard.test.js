// A whole game without a pointer: a phone by keys alone, the TV by a remote's arrows and Enter.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasFocus, headingFocused, pressByArrows, tabTo } from '../support/accessibility.js';
import { inPhase, vote, withParty } from '../support/party.js';
import { ONE_ROUND } from '../support/short_game.js';

/** @import { Page } from 'playwright-core' */

const settings = { ...ONE_ROUND, SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '10', SPYSTER_GAME_VOTE_DURATION_SECONDS: '180' };

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

    await pressByArrows(tv, 'Start the game');
    await party.all('ROLES');
    for (const page of [tv, ana]) await headingFocused(page);
    await tabTo(ana, '.card-holder');
    await ana.keyboard.down('Space');
    assert.notEqual(await ana.locator('.face-role').innerText(), '');
    await ana.keyboard.up('Space');
    assert.equal(await ana.locator('.face-role').textContent(), '');

    await party.all('QUESTIONING');
    await pressByArrows(tv, 'Next question');
    await pressByArrows(tv, 'Pause');
    await party.all('PAUSED');
    await pressByArrows(tv, 'Resume');
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
    await pressByArrows(tv, 'Next round');
    await party.all('END');
    for (const page of [tv, ana]) await headingFocused(page);
    await pressByArrows(tv, 'Play again');
    await party.all('LOBBY');
  }),
);
