// A page that is reloaded in any phase comes back to where it was, on a TV and on phones.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callVote, choose, inPhase, nextRound, readCard, vote, withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** The two whose phones are reloaded. */
const RELOADED = ['Ana', 'Ben'];

/** Reloads the TV and two phones; nobody touches them, and all show the same phase again. @param {Party} party @param {string} phase */
async function reloadIn(party, phase) {
  await party.all(phase);
  const pages = [party.tv, ...RELOADED.map((name) => party.phone(name))];
  const before = await Promise.all(pages.map(whoAndWhere));
  await Promise.all(
    pages.map(async (page) => {
      await page.reload();
      await inPhase(page, phase);
    }),
  );
  assert.deepEqual(await Promise.all(pages.map(whoAndWhere)), before, phase);
  // Nobody was counted twice, and nobody is thought to be gone.
  await party.tv.waitForFunction((names) => {
    const players = [...document.querySelectorAll('.player-name')].map((node) => node.textContent);
    const here = document.querySelectorAll('.player[data-status="connected"] .player-name');
    return new Set(players).size === names.length && here.length === players.length;
  }, party.names);
}

/** What must not change: address, room, view, heading, and whose page it is. @param {Page} page */
function whoAndWhere(page) {
  return page.evaluate(() => ({
    address: location.href,
    room: document.querySelector('#bar-room')?.textContent,
    view: document.querySelector('#view > .view')?.className,
    // The heading of a reveal goes with its beats.
    heading: document.querySelector('#view h1:not(.verdict-title)')?.textContent,
    self: document.querySelector('#view [data-self] :is(.player-name, .standing-name, .vote-card-voter)')?.textContent,
    suspects: [...document.querySelectorAll('.suspects .choice-name')].map((node) => node.textContent),
    standings: [...document.querySelectorAll('.standing')].map((node) => node.textContent),
  }));
}

/** @param {Party} party */
const cards = (party) => Promise.all(RELOADED.map((name) => readCard(party.phone(name))));

/** Seconds on a page's timer. @param {Page} page */
async function secondsLeft(page) {
  const [minutes = NaN, seconds = NaN] = (await page.locator('.timer-digits').innerText()).split(':').map(Number);
  return minutes * 60 + seconds;
}

/** Ana has chosen, Ben has locked in. @param {Party} party @param {string} suspect */
async function reloadInVote(party, suspect) {
  const [ana, ben] = [party.phone('Ana'), party.phone('Ben')];
  await choose(ana, suspect, 3);
  await vote(ben, suspect, 2);
  await reloadIn(party, 'VOTE');
  await ana.waitForSelector(`.suspects [aria-checked=true] .choice-name:text-is("${suspect}")`);
  await ana.waitForSelector('.bets [aria-checked=true] .bet-name:text-is("ALL IN")');
  await ben.waitForSelector('.stamp:text-is("Locked")');
  await ben.waitForSelector(`.locked .lead:has-text("${suspect}, bet 2")`);
  await party.tv.waitForSelector('.tracker-text:text-is("1/4 locked in")');
  await ana.click('text="Lock it in"');
  await ana.waitForSelector('.stamp:text-is("Locked")');
}

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1', SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '15' };

test(
  'the TV and two phones are reloaded in every phase of a game',
  withParty({ settings }, async (party) => {
    const { tv } = party;
    await reloadIn(party, 'LOBBY');

    await party.start();
    const dealt = await cards(party);
    await reloadIn(party, 'ROLES');
    assert.deepEqual(await cards(party), dealt);

    await party.all('QUESTIONING', 20_000);
    const left = await secondsLeft(tv);
    await reloadIn(party, 'QUESTIONING');
    assert.deepEqual(await cards(party), dealt);
    for (const page of party.pages) assert.ok((await secondsLeft(page)) <= left, 'A reload gives no time back.');

    await tv.click('text="Pause"');
    await party.all('PAUSED');
    const paused = await secondsLeft(tv);
    await reloadIn(party, 'PAUSED');
    assert.deepEqual(await cards(party), dealt);
    for (const page of party.pages) assert.equal(await secondsLeft(page), paused);
    await tv.click('text="Resume"');
    await party.all('QUESTIONING');

    await callVote(party.phone('Ana'));
    await party.all('VOTE');
    await reloadInVote(party, 'Cleo');
    assert.deepEqual(await cards(party), dealt);

    await vote(party.phone('Cleo'), 'Dan', 1);
    await vote(party.phone('Dan'), 'Cleo', 1);
    await party.all('REVEAL');
    await tv.waitForSelector('.vote-card[data-open]');
    await reloadIn(party, 'REVEAL');

    await party.all('SCORING');
    await reloadIn(party, 'SCORING');
    await nextRound(tv);

    await party.all('END');
    await reloadIn(party, 'END');
    const standings = await tv.locator('.standing').count();
    assert.equal(standings, 4);
    await tv.click('text="Play again"');
    await party.all('LOBBY');
  }),
);
