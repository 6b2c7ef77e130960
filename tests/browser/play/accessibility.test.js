// WCAG 2.1 AA as far as a program can tell: axe finds nothing on any view or dialog, everything fits at 200 %,
// the focus goes along, and little is announced.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { audit, hasFocus, headingFocused, misfitsZoomed } from '../support/accessibility.js';
import { PHONE, TV, closeBrowser } from '../support/browser.js';
import { callVote, choose, holding, inPhase, nextRound, vote, withParty } from '../support/party.js';
import { sceneOf } from '../support/scenes.js';
import { openScene } from '../support/stage.js';
import { ONE_ROUND, playOneRound } from '../support/short_game.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const settings = { ...ONE_ROUND, SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '30', SPYSTER_GAME_VOTE_DURATION_SECONDS: '180' };

/** What was found anywhere: a test tells of all of it at its end. @type {string[]} */
let findings = [];
beforeEach(() => {
  findings = [];
});

/** @param {Page} page @param {string} name */
async function check(page, name) {
  const found = [...(await audit(page)), ...(await misfitsZoomed(page))];
  findings.push(...found.map((finding) => `${name}: ${finding}`));
}

/** A dialog that a click on `opener` opens; Escape closes it and gives the focus back. @param {Page} page @param {string} opener @param {string} name */
async function checkDialog(page, opener, name) {
  await page.click(opener);
  await page.waitForSelector('dialog[open]');
  await check(page, name);
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog', { state: 'detached' });
  await hasFocus(page, `${name} closed`);
}

/** Everything that comes before a game. @param {Party} party */
async function beforeTheGame(party) {
  const door = await party.scan('somebody at the door');
  await door.emulateMedia({ reducedMotion: 'reduce' });
  await door.waitForSelector('.view-join');
  await check(door, 'join');
  await checkDialog(door, 'text="How to play"', 'how to play');
  await checkDialog(door, '.language', 'languages');
  await door.click('text="Join"');
  await door.waitForSelector('#name-error:not(:empty)');
  await check(door, 'join without a name');
  await door.close();
}

/** @param {Party} party @param {Page} phone */
async function lobby(party, phone) {
  await check(phone, 'phone lobby');
  await checkDialog(phone, 'text="Menu"', 'menu');
  await phone.click('text="Menu"');
  await phone.click('text="Leave the game"');
  await check(phone, 'leave?');
  await phone.click('text="Cancel"');
  await check(party.tv, 'TV lobby');
  await checkDialog(party.tv, 'text="How to play"', 'how to play on the TV');
  await checkDialog(party.tv, '.player:has-text("Ana")', 'a player');
  await checkDialog(party.tv, 'button:text-is("Close room")', 'close the room?');
  await party.tv.click('text="Live feed"');
  await check(party.tv, 'TV feed');
  await party.tv.click('text="Live feed"');
}

/** @param {Party} party @param {Page} phone */
async function votes(party, phone) {
  await check(phone, 'vote');
  await check(party.tv, 'TV vote');
  await choose(phone, 'Ben', 3);
  await check(phone, 'vote, chosen');
  await phone.click('text="Guess the location"');
  await check(phone, 'vote, locations');
  await phone.click('[role=tab]:text-is("Vote")');
  await vote(phone, 'Ben', 3);
  await hasFocus(phone, 'locked in');
  await check(phone, 'vote, locked');
}

/** @param {Party} party @param {string} phase @param {string} name */
async function everywhere(party, phase, name) {
  await party.all(phase, 45_000);
  for (const page of [party.phone('Ana'), party.tv]) await headingFocused(page);
  await check(party.phone('Ana'), `phone ${name}`);
  await check(party.tv, `TV ${name}`);
}

test(
  'axe finds nothing on any view of a game, and every view fits at 200 %',
  withParty({ settings }, async (party) => {
    const phone = party.phone('Ana');
    for (const page of party.pages) await page.emulateMedia({ reducedMotion: 'reduce' });
    await beforeTheGame(party);
    await lobby(party, phone);

    await party.tv.click('text="Start the game"');
    await everywhere(party, 'ROLES', 'roles');
    await holding(phone, () => check(phone, 'card held'));
    await everywhere(party, 'QUESTIONING', 'questioning');
    const display = await party.open(await party.device(TV), `/api/spyster/host?watch=${party.room}`, 'display');
    await inPhase(display, 'QUESTIONING');
    await check(display, 'display');
    await phone.click('text="Locations"');
    await check(phone, 'locations');
    await phone.click('text="Questions"');
    await party.tv.click('text="Pause"');
    await everywhere(party, 'PAUSED', 'paused');
    await party.tv.click('text="Resume"');
    await party.all('QUESTIONING');

    await callVote(phone);
    await party.all('VOTE');
    await headingFocused(phone);
    await check(display, 'display, vote');
    await display.close();
    await votes(party, phone);
    for (const name of ['Ben', 'Cleo', 'Dan']) await vote(party.phone(name), name === 'Ben' ? 'Ana' : 'Ben', 2);
    await everywhere(party, 'REVEAL', 'reveal');
    await party.tv.waitForSelector('[data-verdict]');
    await phone.waitForSelector('[data-verdict]');
    await check(phone, 'phone verdict');
    await check(party.tv, 'TV verdict');
    await party.all('SCORING');
    await everywhere(party, 'SCORING', 'scoring');
    await nextRound(party.tv);
    await everywhere(party, 'END', 'end');
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on the pages without a game',
  withParty({ names: [] }, async (party) => {
    for (const [path, shown] of /** @type {[string, string][]} */ ([
      ['/', 'h1'],
      ['/api/spyster/history', 'h1'],
      ['/api/spyster/player', '.view-join'],
      ['/api/spyster/host?watch=ZZZZ', '.view-notice'],
    ])) {
      const page = await party.open(await party.device(TV), path, path);
      await page.waitForSelector(shown);
      await check(page, path);
    }
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on a host’s phone, in its menu, or on the pages of past games',
  withParty({ settings: ONE_ROUND }, async (party) => {
    const phone = party.phone('Ana');
    await party.tv.click('.player:has-text("Ana")');
    await party.tv.click('text="Make host"');
    await phone.waitForSelector('.setting');
    await check(phone, 'lobby of a host’s phone');
    await checkDialog(phone, 'text="Menu"', 'menu of a host’s phone');

    await playOneRound(party);
    await check(phone, 'END on a host’s phone');
    const past = await party.open(await party.device(PHONE), '/api/spyster/history', 'past games');
    await past.waitForSelector('a.past');
    await check(past, 'past games');
    await past.click('a.past');
    await past.waitForSelector('.past-round');
    await check(past, 'a past game');
    await past.click('text="Leaderboard"');
    await past.waitForSelector('.record');
    await check(past, 'leaderboard');
    assert.deepEqual(findings, []);
  }),
);

/** Keeps what is read out, in `window.told`. @param {Page} page */
const listen = (page) =>
  page.evaluate(() => {
    window.told = [];
    const announcer = document.querySelector('#announcer');
    new MutationObserver(() => window.told.push(announcer?.textContent ?? '')).observe(announcer ?? document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });

/** @param {Page} page @returns {Promise<string[]>} */
const told = (page) => page.evaluate(() => window.told);

/** Waits until the timer shows these seconds, or a few less on a machine that looks late. @param {Page} page @param {number} seconds */
const shows = (page, seconds) =>
  page.waitForFunction((wanted) => {
    const [minutes = NaN, rest = NaN] = (document.querySelector('.timer-digits')?.textContent ?? '')
      .split(':')
      .map(Number);
    const shown = 60 * minutes + rest;
    return shown <= wanted && shown > wanted - 5;
  }, seconds);

test(
  'little is announced: the phases, and ten seconds of a short vote',
  withParty(
    {
      settings: { SPYSTER_GAME_VOTE_DURATION_SECONDS: '15' },
    },
    async (party) => {
      const phone = party.phone('Ana');
      await party.start();
      await party.all('QUESTIONING');
      await listen(phone);
      await party.tv.click('text="Skip to vote"');
      await party.all('VOTE');
      await party.all('REVEAL', 30_000);
      await inPhase(phone, 'REVEAL');
      assert.deepEqual(await told(phone), ['Vote', '10 seconds left', 'Reveal']);
    },
  ),
);

for (const [kind, viewport, who] of /** @type {const} */ ([
  ['player', PHONE, 'Ana'],
  ['host', TV, null],
])) {
  test(`of a long vote, a ${kind === 'host' ? 'TV' : 'phone'} announces 60, 30 and 10 seconds and nothing between`, async () => {
    after(closeBrowser);
    const { page, device, say } = await openScene(kind, viewport);
    const left = (/** @type {number} */ seconds) =>
      say(sceneOf('VOTE', { who, more: { timer: { name: 'vote', remaining: seconds, total: 180 } } }));
    await left(170);
    await shows(page, 170);
    await listen(page);
    let count = 0;
    for (const mark of [60, 30, 10]) {
      await left(mark + 10);
      await shows(page, mark + 10);
      await left(mark + 0.4);
      count += 1;
      await page.waitForFunction((wanted) => window.told.length >= wanted, count);
    }
    await left(1);
    await shows(page, 0);
    assert.deepEqual(await told(page), ['60 seconds left', '30 seconds left', '10 seconds left']);
    await device.close();
  });
}
