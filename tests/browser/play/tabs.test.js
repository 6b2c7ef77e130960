// A page opened twice, in every phase: the newest tab has the seat, the older says so and can take it back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callVote, choose, inPhase, nextRound, readCard, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const ELSEWHERE = 'h1:text-is("Playing on another tab or phone")';

/** Whose page it is, and what it shows. @param {Page} page */
function whatItShows(page) {
  return page.evaluate(() => ({
    view: document.querySelector('#view > .view')?.className,
    room: document.querySelector('#bar-room')?.textContent,
    self: document.querySelector('#view [data-self] :is(.player-name, .standing-name, .vote-card-voter)')?.textContent,
    suspects: [...document.querySelectorAll('.suspects .choice-name')].map((node) => node.textContent),
  }));
}

/** The same address on the same device. @param {Party} party @param {Page} page */
async function duplicate(party, page) {
  const path = page.url().slice(party.base.length);
  return party.open(page.context(), path, `a second tab of ${path}`);
}

/**
 * Ana opens a second tab on her phone, and takes the seat back to the first. The TV may be open twice.
 * @param {Party} party
 * @param {string} phase
 */
async function duplicateIn(party, phase) {
  await party.all(phase);
  const first = party.phone('Ana');
  const before = await whatItShows(first);
  const [second, otherTv] = await Promise.all([duplicate(party, first), duplicate(party, party.tv)]);
  await Promise.all([inPhase(second, phase), inPhase(otherTv, phase), first.waitForSelector(ELSEWHERE)]);
  assert.deepEqual(await whatItShows(second), before, `${phase}: the new tab shows what the old one did.`);
  if (phase === 'VOTE') await picture(first, 'phone-other-tab');

  await first.click('text="Use it here"');
  await Promise.all([inPhase(first, phase), second.waitForSelector(ELSEWHERE)]);
  assert.deepEqual(await whatItShows(first), before, `${phase}: the old tab is back where it was.`);

  await inPhase(party.tv, phase);
  await otherTv.waitForSelector('#status[data-status=connected]');
  await Promise.all([second.close(), otherTv.close()]);
  // Nobody is thought to be gone, nobody was counted twice.
  await party.tv.waitForFunction((names) => {
    const shown = new Set([...document.querySelectorAll('.player-name')].map((node) => node.textContent));
    return shown.size === names.length && !document.querySelector('.player:not([data-status=connected])');
  }, party.names);
}

/** Locked in on one tab is locked in on the other, and after a reload. @param {Party} party */
async function voteOnAnotherTab(party) {
  const first = party.phone('Ana');
  const second = await duplicate(party, first);
  await inPhase(second, 'VOTE');
  // Not what the first tab has chosen and never said.
  await vote(second, 'Ben', 1);
  await first.click('text="Use it here"');
  await first.waitForSelector('.locked .lead:has-text("Ben, bet 1")');
  await second.waitForSelector(ELSEWHERE);

  // Who reloads a tab wants to play there.
  await second.reload();
  await second.waitForSelector('.stamp:text-is("Locked")');
  await first.waitForSelector(ELSEWHERE);
  await first.click('text="Use it here"');
  await first.waitForSelector('.stamp:text-is("Locked")');
  await second.close();
  await party.tv.waitForSelector('.tracker-text:text-is("1/4 locked in")');
}

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1', SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '15' };

test(
  'a phone and the TV are opened twice in every phase of a game',
  withParty({ settings }, async (party) => {
    const { tv } = party;
    const ana = party.phone('Ana');
    await duplicateIn(party, 'LOBBY');

    await party.start();
    const card = await readCard(ana);
    await duplicateIn(party, 'ROLES');
    assert.deepEqual(await readCard(ana), card);

    await party.all('QUESTIONING', 20_000);
    await duplicateIn(party, 'QUESTIONING');
    assert.deepEqual(await readCard(ana), card);

    await tv.click('text="Pause"');
    await duplicateIn(party, 'PAUSED');
    await tv.click('text="Resume"');
    await party.all('QUESTIONING');

    await callVote(ana);
    await party.all('VOTE');
    await choose(ana, 'Cleo', 3);
    await duplicateIn(party, 'VOTE');
    await ana.waitForSelector('.suspects [aria-checked=true] .choice-name:text-is("Cleo")');
    await voteOnAnotherTab(party);
    for (const name of ['Ben', 'Cleo', 'Dan']) await vote(party.phone(name), 'Ana', 1);

    await duplicateIn(party, 'REVEAL');
    await party.all('SCORING');
    await duplicateIn(party, 'SCORING');
    await nextRound(tv);
    await duplicateIn(party, 'END');
  }),
);
