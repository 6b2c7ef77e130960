// The reveal comes in step: each beat on every screen at the same moment.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callVote, nextRound, vote, withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** How far apart the same beat may be on any two screens; milliseconds. */
const APART = 100;
const BEATS = ['flip 1', 'flip 2', 'flip 3', 'flip 4', 'breath', 'bets', 'verdict'];
/** The machine may stop a page for a moment, which no plan can help; a fault of ours shows in every reveal. */
const REVEALS = 3;

/**
 * Notes when what a beat changes is on the page, by the clock that all pages of this machine share.
 * @param {Page} page
 */
function noteBeats(page) {
  return page.evaluate(() => {
    /** @type {Record<string, number>} */
    const seen = {};
    Object.assign(window, { seen });
    const look = () => {
      const note = (/** @type {string} */ beat, /** @type {boolean} */ here) => {
        if (here) seen[beat] ??= performance.timeOrigin + performance.now();
      };
      const open = document.querySelectorAll('.vote-card[data-open]').length;
      for (let count = 1; count <= open; count += 1) note(`flip ${count}`, true);
      note('breath', document.querySelector('.vote-cards[data-held]') !== null);
      note('bets', document.querySelector('.vote-card-bet:not(:empty)') !== null);
      note('verdict', document.querySelector('[data-verdict]') !== null);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

/** @param {Page} page @returns {Promise<Record<string, number>>} */
const beatsOf = (page) => page.evaluate(() => /** @type {any} */ (window).seen);

/** Four votes from the cards to the scores. @param {Party} party @returns how far apart each beat was */
async function reveal(party) {
  const {
    spy,
    crew: [first, ...others],
  } = await party.lookAtCards();
  await party.all('QUESTIONING');
  await callVote(party.phone(first));
  await party.all('VOTE');
  for (const name of [first, ...others]) await vote(party.phone(name), spy, 3);
  // With everything moving that moves.
  for (const page of party.pages) await page.emulateMedia({ reducedMotion: 'no-preference' });
  await Promise.all(party.pages.map(noteBeats));
  await vote(party.phone(spy), first, 1);
  await party.all('SCORING');

  const seen = await Promise.all(party.pages.map(beatsOf));
  const apart = BEATS.map((beat) => {
    const times = seen.map((page) => page[beat] ?? NaN);
    return /** @type {const} */ ([beat, Math.max(...times) - Math.min(...times)]);
  });
  console.log(
    `Apart, in ms, on ${seen.length} screens: ${apart.map(([beat, by]) => `${beat} ${by.toFixed(0)}`).join(', ')}`,
  );
  return apart;
}

test(
  'every beat of a reveal is on all screens within a tenth of a second',
  withParty({}, async (party) => {
    await party.start();
    for (let count = 1; ; count += 1) {
      const late = (await reveal(party)).filter(([, by]) => !(by <= APART));
      if (late.length === 0) return;
      assert.ok(count < REVEALS, `Late in each of ${REVEALS} reveals; in the last one: ${late.join('; ')} ms apart`);
      for (const page of party.pages) await page.emulateMedia({ reducedMotion: 'reduce' });
      await nextRound(party.tv);
      await party.all('ROLES');
    }
  }),
);
