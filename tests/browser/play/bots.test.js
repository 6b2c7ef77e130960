// Bots: a whole game that nobody plays but they, one with a single person, and bots that come and go in the lobby.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPhase, nextRound, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Page } from 'playwright-core' */

/** Bots vote when it suits them, in half a minute at most; milliseconds. */
const UNHURRIED = 45_000;

/** What the settings read, and who is here. @param {Page} tv */
async function lobbyOf(tv) {
  const texts = (/** @type {string} */ selector) => tv.locator(selector).allInnerTexts();
  return { settings: await texts('.setting-value'), players: await texts('.players-grid .player-name') };
}

/** @param {Page} page */
const marked = (page) => page.locator('.player[data-bot] .avatar[data-bot]:visible').count();

/** What a reveal has led to: questions, if nobody was convicted. @param {Page} tv */
const afterReveal = (tv) =>
  tv.waitForFunction(() => ['QUESTIONING', 'SCORING'].find((one) => one === document.body.dataset.phase), undefined, {
    polling: 50,
  });

test(
  'one press on the TV shows a game of bots, and then all is as before',
  withParty({ names: [] }, async ({ tv }) => {
    const before = await lobbyOf(tv);
    await picture(tv, 'bots-empty-lobby');
    await tv.click('text="Play a round with bots"');
    await inPhase(tv, 'ROLES');
    assert.equal(await marked(tv), 5);
    await inPhase(tv, 'QUESTIONING');
    const turn = await tv.locator('.turn').innerText();
    await tv.waitForFunction(
      (shown) => document.querySelector('.turn')?.textContent !== shown,
      turn.replaceAll('\n', ''),
    );
    await picture(tv, 'bots-questions');
    // Nobody needs to: bots call a vote by themselves, after half a minute.
    await tv.click('text="Skip to vote"');
    await inPhase(tv, 'VOTE');
    await tv.waitForSelector('.tracker-text:text-matches("^[1-5]/5 locked in")');
    await picture(tv, 'bots-vote');
    await inPhase(tv, 'REVEAL', UNHURRIED);
    await picture(tv, 'bots-reveal');
    while ((await (await afterReveal(tv)).jsonValue()) === 'QUESTIONING') {
      await tv.click('text="Skip to vote"');
      await inPhase(tv, 'REVEAL', UNHURRIED);
    }
    await nextRound(tv);
    await inPhase(tv, 'END');
    await picture(tv, 'bots-end');
    await tv.click('text="Play again"');
    await inPhase(tv, 'LOBBY');
    assert.deepEqual(await lobbyOf(tv), before);
  }),
);

test(
  'a single person plays a round with bots, and is waited for',
  withParty({ names: ['Ana'] }, async (party) => {
    const { tv } = party;
    const ana = party.phone('Ana');
    await tv.click('text="Play a round with bots"');
    await party.all('QUESTIONING');
    assert.equal(await ana.locator('.card').count(), 1);
    await tv.click('text="Skip to vote"');
    await party.all('VOTE');
    await picture(ana, 'bots-phone-vote');
    const suspects = await ana.locator('.suspects .choice-name').allInnerTexts();
    assert.equal(suspects.length, 4);
    assert.ok(
      suspects.every((name) => / Bot$/.test(name)),
      suspects.join(),
    );
    assert.equal(await ana.locator('.suspects .avatar[data-bot]').count(), 4);
    await vote(ana, suspects[0] ?? '', 2);
    await party.all('REVEAL');
  }),
);

test(
  'a host adds and removes bots, on the TV and on a phone',
  withParty({ names: ['Ana'] }, async (party) => {
    const { tv } = party;
    const ana = party.phone('Ana');
    assert.equal(await ana.locator('text="Add a bot"').isVisible(), false, 'Only a host adds bots.');
    await tv.click('#view .player:has(.player-name:text-is("Ana"))');
    await tv.click('dialog >> text="Make host"');
    await ana.click('text="Add a bot"');
    for (let bots = 1; bots < 4; bots += 1) {
      await tv.waitForSelector(`.players-grid > li:nth-child(${bots + 1}) .player[data-bot]`);
      if (bots < 3) await tv.click('text="Add a bot"');
    }
    assert.equal(await marked(ana), 3);
    assert.equal(
      await tv.locator('text="Start the game"').getAttribute('aria-disabled'),
      null,
      'Three bots and Ana are enough.',
    );
    await picture(tv, 'bots-lobby');
    await picture(ana, 'bots-phone-lobby');
    await tv.setViewportSize({ width: 1280, height: 720 });
    await picture(tv, 'bots-lobby-720');

    // The fullest lobby that still has a button for bots.
    for (let players = 5; players <= 9; players += 1) {
      await tv.click('text="Add a bot"');
      await tv.waitForSelector(`.players-grid > li:nth-child(${players})`);
    }
    await picture(tv, 'bots-lobby-nine');
    for (let players = 9; players >= 5; players -= 1) {
      await tv.click('#view .player[data-bot] >> nth=-1');
      await tv.click('dialog >> text="Remove bot"');
      await tv.waitForSelector(`.players-grid > li:nth-child(${players})`, { state: 'detached' });
    }

    await tv.click('#view .player[data-bot] >> nth=1');
    await picture(tv, 'bots-dialog');
    await tv.click('dialog >> text="Remove bot"');
    await ana.waitForSelector('.players-grid > li:nth-child(4)', { state: 'detached' });
    await ana.click('.player[data-bot] >> nth=0');
    await ana.click('dialog >> text="Remove bot"');
    await tv.waitForSelector('.players-grid > li:nth-child(3)', { state: 'detached' });
    assert.equal(await marked(tv), 1);
  }),
);
