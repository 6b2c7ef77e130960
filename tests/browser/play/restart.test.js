// The server is killed in the middle of a vote and started again; all pages come back by themselves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPhase, readCard, vote, withParty } from '../support/party.js';
import { sure } from '../support/sure.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** A console says so when nobody answers at the server's address, or a request to it breaks off. */
const REFUSED = /ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|WebSocket connection to/;
/** Pages try again after a few seconds at most; milliseconds. */
const BACK_WITHIN = 20_000;

/** @param {Party} party */
const cards = (party) => Promise.all(party.names.map((name) => readCard(party.phone(name))));

/** Seconds on a page's timer. @param {Page} page */
async function secondsLeft(page) {
  const [minutes = NaN, seconds = NaN] = (await page.locator('.timer-digits').innerText()).split(':').map(Number);
  return minutes * 60 + seconds;
}

/** Waits until a page has a connection and is in the vote. @param {Page} page */
async function isBack(page) {
  await page.waitForSelector('#status[data-status=connected]', { timeout: BACK_WITHIN, state: 'attached' });
  await inPhase(page, 'VOTE', BACK_WITHIN);
}

test(
  'the server is killed in the middle of a vote, and the game goes on',
  withParty({}, async (party) => {
    const { tv } = party;
    await party.start();
    await party.all('QUESTIONING', 20_000);
    const dealt = await cards(party);
    await tv.click('text="Skip to vote"');
    await party.all('VOTE');
    const ana = party.phone('Ana');
    await vote(ana, 'Ben', 3);
    await Promise.all(party.pages.map((page) => page.waitForSelector('.tracker-text:text-is("1/4 locked in")')));

    party.forgiven.push(REFUSED);
    const left = await Promise.all(party.pages.map(secondsLeft));
    await party.server.kill();
    await Promise.all(
      party.pages.map((page) => page.waitForSelector('#status:not([data-status=connected])', { state: 'attached' })),
    );
    await party.server.start();
    await Promise.all(party.pages.map(isBack));

    await ana.waitForSelector('.stamp:text-is("Locked")');
    await ana.waitForSelector('.locked .lead:has-text("Ben, ALL IN")');
    for (const [index, page] of party.pages.entries()) {
      await page.waitForSelector('.tracker-text:text-is("1/4 locked in")');
      assert.ok((await secondsLeft(page)) <= sure(left[index]), 'A crash gives no time back.');
    }
    assert.deepEqual(await cards(party), dealt);
    await tv.waitForSelector('.player');
    await tv.waitForSelector('.player:not([data-status=connected])', { state: 'detached' });

    for (const name of ['Ben', 'Cleo', 'Dan']) await vote(party.phone(name), 'Ana', 1);
    await party.all('REVEAL');
    await party.all('SCORING', 20_000);
  }),
);
