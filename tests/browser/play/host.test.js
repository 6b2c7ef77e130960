// What a host can see and do from the TV: the live feed, the room's badge, one player's phone, who wants back in,
// and who hosts.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { callVote, inPhase, nextRound, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, openScene } from '../support/stage.js';

/** @import { State } from '../../../www/js/protocol.js' */
/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

after(closeStage);

/** What the live feed says, without the time. @param {Page} page */
const feedOf = (page) =>
  page
    .locator('.feed-line .feed-text')
    .evaluateAll((nodes) => nodes.map((node) => node.querySelector(':scope > :not(.visually-hidden)')?.textContent));

/** @param {Page} page @param {string} line */
const told = (page, line) => page.waitForSelector(`.feed-line .feed-text:has-text("${line}")`);

/** @param {Page} page @param {string} room @param {string} words */
const badge = (page, room, words) => page.waitForSelector(`.badge[data-room=${room}]:text-is("${words}")`);

/** A whole round; the feed is open on the TV. @param {Party} party */
async function playRound(party) {
  const { tv } = party;
  await party.start();
  await badge(tv, 'playing', 'Playing');
  const dealt = await party.lookAtCards();
  await party.all('QUESTIONING');
  await tv.click('text="Pause"');
  await badge(tv, 'paused', 'Paused');
  await tv.click('text="Resume"');
  await badge(tv, 'playing', 'Playing');
  await callVote(party.phone('Ana'));
  await party.all('VOTE');
  await told(tv, 'Ana called a vote');
  await vote(party.phone('Ben'), 'Ana', 1);
  await told(tv, 'Ben locked in');
  await picture(tv, 'tv-feed-vote');
  // Ana has Ben's vote already; with the spy's there would be a tie, and the round would go on.
  const framed = dealt.crew.find((name) => name !== 'Ana') ?? '';
  for (const name of ['Ana', 'Cleo', 'Dan']) await vote(party.phone(name), name === dealt.spy ? framed : dealt.spy, 2);
  return dealt;
}

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1' };

test(
  'the live feed tells what happens, and never the location',
  withParty({ settings }, async (party) => {
    const { tv } = party;
    await badge(tv, 'waiting', 'Waiting');
    assert.equal(await tv.locator('.feed').isVisible(), false, 'It is closed until somebody opens it.');
    await tv.click('text="Live feed"');
    await told(tv, 'Dan joined');
    assert.deepEqual((await feedOf(tv)).sort(), [
      'Ana joined',
      'Ben joined',
      'Cleo joined',
      'Dan joined',
      'Room opened',
    ]);
    await picture(tv, 'tv-feed-lobby');

    const { place } = await playRound(party);
    await told(tv, 'Verdict: ');
    await told(tv, 'Round 1 is over');
    const lines = await feedOf(tv);
    assert.ok(
      lines.some((line) => /paused/i.test(line ?? '')),
      lines.join('\n'),
    );
    assert.ok(
      lines.every((line) => !line?.includes(place)),
      'The location is not for the feed.',
    );
    for (const time of await tv.locator('.feed-time').allInnerTexts()) assert.match(time, /^\d\d:\d\d:\d\d$/);

    await tv.reload();
    await party.all('SCORING');
    // It stays as the host has left it: open, and with the lines there were.
    await told(tv, 'Round 1 is over');
    assert.deepEqual((await feedOf(tv)).slice(0, lines.length), lines);
    await picture(tv, 'tv-feed-scoring');
    await nextRound(tv);
    await badge(tv, 'finished', 'Finished');
    await told(tv, 'The game is over');
    // Nothing more happens, and it stays at its end on a screen with less room.
    await tv.setViewportSize({ width: 1280, height: 600 });
    await tv.waitForFunction(() => {
      const log = document.querySelector('.feed-log');
      return log && log.scrollHeight > log.clientHeight + 20 && log.scrollTop + log.clientHeight > log.scrollHeight - 2;
    });
    await tv.setViewportSize(TV);
    await tv.click('button:text-is("Live feed")');
    await tv.waitForSelector('.feed', { state: 'hidden' });
  }),
);

/** Rows of the dialog, by their names. @param {Page} tv */
async function factsOn(tv) {
  await tv.waitForSelector('dialog .facts');
  const [names = [], values = []] = await Promise.all(
    ['dt', 'dd'].map((row) => tv.locator(`dialog .facts ${row}`).allInnerTexts()),
  );
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

test(
  'the host looks at a player’s phone and nudges it',
  withParty({}, async (party) => {
    const { tv } = party;
    const ana = party.phone('Ana');
    await tv.click('#view .player:has(.player-name:text-is("Ana"))');
    await tv.waitForSelector('dialog :text-is("Connected.")');
    const facts = await factsOn(tv);
    assert.equal(facts.Screen, `${PHONE.width}×${PHONE.height}`);
    assert.match(facts.Browser ?? '', /^Chrome \d+/);
    assert.equal(facts.Language, await ana.evaluate(() => navigator.language));
    assert.equal(facts['The game is'], 'on the screen');
    assert.match(facts.Delay ?? '', /^[\d,]+ ms$/);
    await picture(tv, 'tv-player');

    await tv.click('dialog >> text="Nudge"');
    await ana.waitForSelector('.nudge:has-text("Your friends are waiting")');
    await tv.waitForSelector('.nudge-note:text-is("Nudged: the phone has shown it.")');
    await picture(ana, 'phone-nudge');
    await picture(tv, 'tv-nudged');
    await ana.click('text="I’m here"');
    await ana.waitForSelector('.nudge', { state: 'detached' });
    assert.equal(await party.phone('Ben').locator('.nudge').count(), 0, 'Nobody else was nudged.');

    // A phone that is gone has nothing to say, and the host reads why.
    await ana.close();
    await tv.waitForSelector('dialog :text-matches("^Reconnecting for 0:")');
    await tv.click('dialog >> text="Nudge"');
    await tv.waitForSelector('.nudge-note:text-matches("^Their phone is not connected")');
    await picture(tv, 'tv-player-away');
    await tv.click('dialog >> text="Close"');
    party.phones.delete('Ana');
  }),
);

/** @param {Page} phone @param {string} name @returns {Promise<string>} the number on the phone */
async function askBackIn(phone, name) {
  await phone.fill('#name', name);
  await phone.click('text="Join"');
  await phone.waitForSelector('h1:text-is("Asked the host to let you back in…")');
  await phone.waitForSelector('.number:not(:empty)');
  return phone.locator('.number').innerText();
}

/** The request that shows this number. @param {Page} page @param {string} number */
const request = (page, number) => page.locator(`.rejoin-request:has-text("shows ${number}")`);

test(
  'who was removed comes back by the number on their phone, without a card, and votes',
  withParty({}, async (party) => {
    const { tv } = party;
    await party.start();
    await party.all('QUESTIONING');
    const { spy, crew } = await party.lookAtCards();
    const lost = crew.find((name) => name !== 'Ben') ?? '';
    const [phone, ben] = [party.phone(lost), party.phone('Ben')];
    const dialogOf = (/** @type {string} */ name) => tv.click(`#host-bar .player:has(.player-name:text-is("${name}"))`);
    await dialogOf('Ben');
    await tv.click('dialog >> text="Make host"');
    await ben.waitForSelector('.toast:has-text("You have host rights now")');
    await phone.waitForSelector('.toast:has-text("Ben has host rights now")');

    await dialogOf(lost);
    await tv.click('dialog >> text="Remove"');
    await tv.waitForSelector(`dialog >> text=Remove ${lost}?`);
    await picture(tv, 'tv-remove');
    await tv.click('dialog >> text="Cancel"');
    assert.equal(await tv.locator('#host-bar .player-name').count(), 4, 'It asks first.');
    await dialogOf(lost);
    await tv.click('dialog >> text="Remove"');
    await tv.click('dialog .button-danger:text-is("Remove")');
    await phone.waitForSelector('h1:text-is("You were removed")');
    await phone.click('text="Join again"');
    const first = await askBackIn(phone, lost);
    assert.match(first, /^\d\d$/);
    // Whoever hosts is asked, nobody else.
    for (const page of [tv, ben]) await request(page, first).waitFor();
    const other = party.names.find((name) => name !== lost && name !== 'Ben') ?? '';
    assert.equal(await party.phone(other).locator('.rejoin-number').count(), 0);
    await picture(tv, 'tv-rejoin');
    await picture(ben, 'phone-rejoin');
    await picture(phone, 'phone-asks-back-in');
    await tv.click('text="Deny"');
    await phone.waitForSelector('#name-error:not(:empty)');
    await request(tv, first).waitFor({ state: 'detached' });
    assert.equal(await phone.inputValue('#name'), lost);

    const second = await askBackIn(phone, lost);
    await request(ben, second).locator('text="Approve"').click();
    await inPhase(phone, 'QUESTIONING');
    await request(tv, second).waitFor({ state: 'detached' });
    await phone.waitForSelector('.card-holder[disabled] >> text="Your next card comes with the next round."');
    await picture(phone, 'phone-without-card');
    await callVote(party.phone(spy));
    await inPhase(phone, 'VOTE');
    await picture(phone, 'phone-votes-without-card');
    await vote(phone, spy, 2);

    await tv.click('#view .player:has(.player-name:text-is("Ben"))');
    await tv.click('dialog >> text="Take host rights back"');
    await ben.waitForSelector('.toast:has-text("You do not have host rights any more")');
  }),
);

test(
  'a TV that has lost its token hosts again when somebody with host rights says so',
  withParty({}, async (party) => {
    const { tv } = party;
    await tv.click('#view .player:has(.player-name:text-is("Ben"))');
    await tv.click('dialog >> text="Make host"');
    const ben = party.phone('Ben');
    await ben.waitForSelector('.toast');
    await tv.evaluate(() => localStorage.clear());
    await tv.reload();
    await tv.waitForSelector('h1:text-is("May this screen host again?")');
    await tv.waitForSelector('.number:not(:empty)');
    const number = await tv.locator('.number').innerText();
    await request(ben, number).waitFor();
    await picture(tv, 'tv-asks-to-host');
    await picture(ben, 'phone-lets-tv-host');
    await request(ben, number).locator('text="Deny"').click();
    await tv.waitForSelector('h1:text-is("This screen does not host yet")');
    await tv.click('text="Ask again"');
    await tv.waitForSelector('h1:text-is("May this screen host again?")');
    await tv.waitForSelector('.number:not(:empty)');
    await request(ben, await tv.locator('.number').innerText())
      .locator('text="Approve"')
      .click();
    await inPhase(tv, 'LOBBY');
    assert.equal(await tv.locator('.room-code').textContent(), party.room);
    await party.start();
    await tv.reload();
    await tv.waitForSelector('#host-bar .host-actions:not([hidden])');

    // A screen whose storage is blocked has forgotten it at every reload, and gets back in the same way.
    await tv.context().addInitScript(() => {
      for (const name of ['localStorage', 'sessionStorage']) {
        Object.defineProperty(window, name, {
          get() {
            throw new DOMException('Blocked', 'SecurityError');
          },
        });
      }
    });
    await tv.reload();
    await tv.waitForSelector('.number:not(:empty)');
    await request(ben, await tv.locator('.number').innerText())
      .locator('text="Approve"')
      .click();
    await tv.waitForSelector('#host-bar .host-actions:not([hidden])');
    assert.equal(await tv.locator('#bar-room').textContent(), party.room);
  }),
);

test('a player takes over when nobody hosts any more', async () => {
  const scene = await openScene('player', PHONE);
  const { page } = scene;
  /** @type {Partial<State>} */
  const more = {
    pause_reason: 'host_away',
    paused_phase: 'QUESTIONING',
    you: { name: 'Ana', is_host: false, is_player: true, can_claim_host: true },
  };
  await scene.say(sceneOf('PAUSED', { names: TEN.slice(0, 4), who: 'Ana', more }));
  await page.waitForSelector('.claim:has-text("Nobody is hosting any more.")');
  await picture(page, 'phone-claims-host');
  await page.click('text="I’ll host"');
  await scene.page.waitForFunction(() => document.querySelector('.claim button') !== null);
  assert.ok(
    scene.said.some(({ type }) => type === 'claim_host'),
    JSON.stringify(scene.said),
  );
  await scene.say(sceneOf('QUESTIONING', { names: TEN.slice(0, 4), who: 'Ana' }));
  await page.waitForSelector('.claim', { state: 'hidden' });
  assert.deepEqual(scene.troubles, []);
  await scene.device.close();
});
