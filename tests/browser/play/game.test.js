// A whole game: a TV and four phones, two rounds, with real clicks and a picture of every view.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { callVote, choose, guess, holding, inPhase, nextRound, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { sure } from '../support/sure.js';

/** @import { Page } from 'playwright-core' */
/** @import { Dealt, Party } from '../support/party.js' */

/** A beat comes to every screen within this many milliseconds. */
const SAME_BEAT = 500;

/** The totals as a page shows them. @param {Page} page @returns {Promise<Record<string, number>>} */
async function totals(page) {
  const rows = await page.locator('.standing').evaluateAll((nodes) =>
    nodes.map((node) => {
      const text = (/** @type {string} */ part) => node.querySelector(`.standing-${part}`)?.textContent ?? '';
      return [text('name'), Number(text('score').replace('−', '-'))];
    }),
  );
  return Object.fromEntries(rows);
}

/** When the verdict appears on each page; milliseconds since the epoch. @param {Party} party */
function verdictTimes(party) {
  return Promise.all(
    party.pages.map((page) =>
      page.evaluate(
        () =>
          new Promise((done) => {
            const look = () => document.querySelector('#view [data-verdict]') && done(Date.now());
            new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
            look();
          }),
      ),
    ),
  );
}

/** @param {Party} party */
async function takeLandingPages(party) {
  for (const [name, viewport] of /** @type {const} */ ([
    ['phone', PHONE],
    ['tv', TV],
  ])) {
    const page = await party.open(await party.device(viewport), '/', `landing ${name}`);
    await picture(page, `${name}-landing`);
    await page.context().close();
  }
}

/** Four guests come in; the host, who does not play, sets two rounds. @param {Party} party */
async function inTheLobby(party) {
  const { tv } = party;
  await picture(tv, 'tv-lobby-empty');
  const ana = await party.scan('Ana');
  await picture(ana, 'phone-join');
  await ana.click('text="Join"');
  await ana.waitForSelector('#name-error:text("Enter a name")');
  await picture(ana, 'phone-join-error');
  await ana.context().close();

  await Promise.all(['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => party.join(name)));
  await tv.waitForSelector('h2:text("Players: 4 of 10")');
  await tv.click('.rules summary');
  for (const rounds of [4, 3, 2]) {
    await tv.click('[aria-label="Rounds: previous"]');
    await tv.waitForSelector(`.setting[aria-label="Rounds"] output:text-is("${rounds}")`);
  }
  await party.phone('Ben').waitForSelector('.summary li:text-is("2 rounds")');
  await picture(tv, 'tv-lobby');
  await picture(party.phone('Ana'), 'phone-lobby');
}

/** @param {Party} party @returns {Promise<Dealt>} */
async function roles(party) {
  const dealt = await party.lookAtCards();
  const [member] = dealt.crew;
  await picture(party.tv, 'tv-roles');
  await picture(party.phone(dealt.spy), 'phone-roles');
  await holding(party.phone(dealt.spy), () => picture(party.phone(dealt.spy), 'phone-roles-spy'));
  await holding(party.phone(member), () => picture(party.phone(member), 'phone-roles-crew'));
  return dealt;
}

/** @param {Party} party @param {Dealt} dealt */
async function questions(party, { crew }) {
  const { tv } = party;
  const phone = party.phone(crew[1]);
  await party.all('QUESTIONING');
  const turn = await tv.locator('.turn').innerText();
  assert.match(turn, /asks/);
  assert.equal(await phone.locator('.turn').textContent(), await tv.locator('.turn').textContent());
  await picture(tv, 'tv-questioning');
  await picture(phone, 'phone-questioning');
  await holding(phone, () => picture(phone, 'phone-questioning-card'));
  await phone.click('text="Locations"');
  await picture(phone, 'phone-questioning-locations');
  await phone.click('text="Questions"');

  await tv.click('text="Next question"');
  await tv.waitForFunction(
    (before) => /** @type {HTMLElement | null} */ (document.querySelector('.turn'))?.innerText !== before,
    turn,
  );
  await tv.click('text="Pause"');
  await party.all('PAUSED');
  await picture(tv, 'tv-paused');
  await picture(phone, 'phone-paused');
  await tv.click('text="Resume"');
  await party.all('QUESTIONING');
}

/** Three right votes, one bet each; the spy frames somebody in vain. @param {Party} party @param {Dealt} dealt */
async function firstVote(party, { spy, crew }) {
  const { tv } = party;
  const [one, two, three] = crew;
  await callVote(party.phone(two));
  await party.all('VOTE');
  await tv.waitForSelector(`h1:has-text("Vote called by ${two}")`);
  await picture(party.phone(one), 'phone-vote');
  await vote(party.phone(two), spy, 2);
  await tv.waitForSelector('.tracker-text:text-is("1/4 locked in")');
  await choose(party.phone(three), spy, 3);
  await picture(party.phone(three), 'phone-vote-chosen');
  await party.phone(three).click('text="Guess the location"');
  await picture(party.phone(three), 'phone-vote-locations');
  await party.phone(three).click('[role=tab]:text-is("Vote")');
  await picture(party.phone(two), 'phone-vote-locked');
  await picture(tv, 'tv-vote');

  await vote(party.phone(three), spy, 3);
  await vote(party.phone(spy), one, 2);
  await vote(party.phone(one), spy, 1);
  await party.all('REVEAL');
}

/** @param {Party} party @param {Dealt} dealt */
async function firstReveal(party, { spy, crew }) {
  const { tv } = party;
  const phone = party.phone(crew[2]);
  await tv.waitForSelector('.vote-card[data-open] >> nth=1');
  await Promise.all([picture(tv, 'tv-reveal-votes'), picture(phone, 'phone-reveal-votes')]);
  await tv.waitForSelector('.vote-card[data-all-in]');
  await Promise.all([picture(tv, 'tv-reveal-bets'), picture(phone, 'phone-reveal-bets')]);
  await tv.waitForSelector('h1:text-is("Spy caught!")');
  await phone.waitForSelector(`text=${spy} was the spy.`);
  await Promise.all([picture(tv, 'tv-reveal-verdict'), picture(phone, 'phone-reveal-verdict')]);
}

/** Another round, in which the spy names the location. @param {Party} party */
async function secondRound(party) {
  const { tv } = party;
  await nextRound(tv);
  await party.all('ROLES');
  const dealt = await party.lookAtCards();
  await party.all('QUESTIONING');
  await tv.waitForSelector('text="Round 2 of 2 ×2 · Questions"');
  await callVote(party.phone(dealt.spy));
  await party.all('VOTE');
  const [member] = dealt.crew;

  // Everybody may tap there; only the spy's guess counts.
  await guess(party.phone(member), dealt.place);
  await party.phone(member).waitForSelector('text="Only the spy can guess. Keep them guessing!"');
  await inPhase(tv, 'VOTE');

  const times = verdictTimes(party);
  await guess(party.phone(dealt.spy), dealt.place);
  await party.phone(dealt.spy).waitForSelector('.stamp:text("Locked")', { state: 'attached' });
  await inPhase(tv, 'VOTE');
  await party.phone(member).click('[role=tab]:text-is("Vote")');
  for (const [index, name] of dealt.crew.entries()) {
    await vote(party.phone(name), sure(dealt.crew[(index + 1) % dealt.crew.length]), 1);
  }
  await party.all('REVEAL');
  const seen = await times;
  assert.ok(Math.max(...seen) - Math.min(...seen) <= SAME_BEAT, `The verdict came at ${seen}.`);
  await tv.waitForSelector('h1:text-is("Spy wins")');
  await picture(tv, 'tv-reveal-guess');
  await picture(party.phone(dealt.spy), 'phone-reveal-guess');
  return dealt;
}

test(
  'four phones and a TV play two rounds, and once more',
  withParty({ names: [] }, async (party) => {
    await takeLandingPages(party);
    await inTheLobby(party);
    const { tv } = party;

    await party.start();
    const first = await roles(party);
    await questions(party, first);
    await firstVote(party, first);
    await firstReveal(party, first);

    await party.all('SCORING');
    const [one, two, three] = first.crew;
    const scores = { [one]: 2, [two]: 4, [three]: 6, [first.spy]: -1 };
    assert.deepEqual(await totals(tv), scores);
    for (const name of party.names) assert.deepEqual(await totals(party.phone(name)), scores);
    await tv.waitForSelector(`.tv-truth-value:has-text("${first.place}")`);
    await picture(tv, 'tv-scoring');
    await picture(party.phone(one), 'phone-scoring');

    const second = await secondRound(party);
    // Right, in the last round.
    scores[second.spy] = sure(scores[second.spy]) + 2 * 6;
    await party.all('SCORING');
    assert.deepEqual(await totals(tv), scores);
    await nextRound(tv);

    await party.all('END');
    assert.deepEqual(await totals(tv), scores);
    const winner = second.spy;
    await tv.waitForSelector(`h1:has-text("${winner} wins with ${scores[winner]}")`);
    await party.phone(winner).waitForSelector('h1:text-is("You won!")');
    await picture(tv, 'tv-end');
    await picture(party.phone(winner), 'phone-end-winner');
    await picture(party.phone(party.names.find((name) => name !== winner) ?? ''), 'phone-end');

    await tv.click('text="Play again"');
    await party.all('LOBBY');
    await tv.waitForSelector('h2:text("Players: 4 of 10")');
    await tv.waitForSelector('.rules summary:has-text("2 rounds")');
    await party.start();
  }),
);
