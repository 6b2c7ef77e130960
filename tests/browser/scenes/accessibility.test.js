// WCAG 2.1 AA as far as a program can tell: axe finds nothing on any view or dialog, everything fits at 200 %,
// the focus goes along, and little is announced.

import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { audit, hasFocus, headingFocused, misfitsZoomed } from '../support/accessibility.js';
import { PHONE, TV, newDevice } from '../support/browser.js';
import { choose, holding } from '../support/party.js';
import { partOf, pastGames, standings, wholeGame } from '../support/past_games.js';
import { sceneOf } from '../support/scenes.js';
import { closeStage, houseUrl, openScene, withScene } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */
/** @import { Phase, State } from '../../../www/js/protocol.js' */

after(closeStage);

const names = ['Ana', 'Ben', 'Cleo', 'Dan'];
const [STILL, DOOR] = /** @type {const} */ ([{ reducedMotion: 'reduce' }, { reducedMotion: 'reduce', who: '' }]);

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

/** Shows a state to a page whose heading then has the focus, and looks at it. @param {Awaited<ReturnType<typeof openScene>>} scene @param {State} state @param {string} name */
async function checkView({ page, say }, state, name) {
  await say(state);
  await headingFocused(page);
  await check(page, name);
}

/** @param {Phase} phase @param {Partial<State>} [more] */
const onPhone = (phase, more) => sceneOf(phase, { names, who: 'Ana', since: 60_000, more });
/** @param {Phase} phase @param {Partial<State>} [more] */
const onTv = (phase, more) => sceneOf(phase, { names, since: 60_000, more });

test(
  'axe finds nothing at the door, and it fits at 200 %',
  withScene(['player', PHONE, DOOR], async ({ page }) => {
    await page.waitForSelector('.view-join');
    await check(page, 'join');
    await checkDialog(page, 'text="How to play"', 'how to play');
    await checkDialog(page, '.language', 'languages');
    await page.click('text="Join"');
    await page.waitForSelector('#name-error:not(:empty)');
    await check(page, 'join without a name');
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on any view of a phone',
  withScene(['player', PHONE, STILL], async (scene) => {
    const { page, say } = scene;
    await say(onPhone('LOBBY'));
    await check(page, 'lobby');
    await checkDialog(page, 'text="Menu"', 'menu');
    await page.click('text="Menu"');
    await page.click('text="Leave the game"');
    await check(page, 'leave?');
    await page.click('text="Cancel"');

    await checkView(scene, onPhone('ROLES'), 'roles');
    await holding(page, () => check(page, 'card held'));
    await checkView(scene, onPhone('QUESTIONING'), 'questioning');
    await page.click('text="Locations"');
    await check(page, 'locations');
    await page.click('text="Questions"');
    await checkView(scene, onPhone('PAUSED'), 'paused');

    await checkView(scene, onPhone('VOTE'), 'vote');
    await choose(page, 'Ben', 3);
    await check(page, 'vote, chosen');
    await page.click('text="Guess the location"');
    await check(page, 'vote, locations');
    await page.click('[role=tab]:text-is("Vote")');
    await page.click('text="Lock it in"');
    await say(onPhone('VOTE', { has_voted: true, your_vote: { target: 'Ben', confidence: 3 } }));
    await page.waitForSelector('.stamp:text-is("Locked")');
    await hasFocus(page, 'locked in');
    await check(page, 'vote, locked');

    await checkView(scene, sceneOf('REVEAL', { names, who: 'Ana', since: 2_000 }), 'reveal');
    await say(onPhone('REVEAL'));
    await page.waitForSelector('[data-verdict]');
    await check(page, 'verdict');
    await checkView(scene, onPhone('SCORING'), 'scoring');
    await checkView(scene, onPhone('END'), 'end');
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on a host’s phone and in its menu',
  withScene(['player', PHONE, STILL], async ({ page, say }) => {
    const you = { name: 'Ana', is_host: true, is_player: true };
    await say(onPhone('LOBBY', { you }));
    await page.waitForSelector('.setting');
    await check(page, 'lobby of a host’s phone');
    await checkDialog(page, 'text="Menu"', 'menu of a host’s phone');
    await say(onPhone('END', { you }));
    await check(page, 'END on a host’s phone');
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on any view of a TV',
  withScene(['host', TV, STILL], async (scene) => {
    const { page, say } = scene;
    await say(onTv('LOBBY'));
    await check(page, 'TV lobby');
    await checkDialog(page, 'text="How to play"', 'how to play on the TV');
    await checkDialog(page, '.player:has-text("Ana")', 'a player');
    await checkDialog(page, 'button:text-is("Close room")', 'close the room?');
    await page.click('text="Live feed"');
    await check(page, 'TV feed');
    await page.click('text="Live feed"');
    for (const phase of /** @type {const} */ (['ROLES', 'QUESTIONING', 'PAUSED', 'VOTE']))
      await checkView(scene, onTv(phase), `TV ${phase}`);
    await checkView(scene, sceneOf('REVEAL', { names, since: 2_000 }), 'TV reveal');
    await say(onTv('REVEAL'));
    await page.waitForSelector('[data-verdict]');
    await check(page, 'TV verdict');
    for (const phase of /** @type {const} */ (['SCORING', 'END'])) await checkView(scene, onTv(phase), `TV ${phase}`);
    assert.deepEqual(findings, []);
  }),
);

test(
  'nor on a screen that only watches',
  withScene(['host', TV, { ...STILL, watches: true }], async ({ page, say }) => {
    for (const phase of /** @type {const} */ (['QUESTIONING', 'VOTE'])) {
      await say(onTv(phase, { you: { name: null, is_host: false, is_player: false } }));
      await check(page, `display, ${phase}`);
    }
    assert.deepEqual(findings, []);
  }),
);

test('nor on the pages without a game', async () => {
  const device = await newDevice(TV);
  for (const [path, shown] of /** @type {[string, string][]} */ ([
    ['/', 'h1'],
    ['/api/spyster/history', 'h1'],
    ['/api/spyster/player', '.view-join'],
    ['/api/spyster/host?watch=ZZZZ', '.view-notice'],
  ])) {
    const page = await device.newPage();
    await page.goto((await houseUrl()) + path);
    await page.waitForSelector(shown);
    await check(page, path);
    await page.close();
  }
  await device.close();
  assert.deepEqual(findings, []);
});

test('nor on the pages of past games', async () => {
  const device = await newDevice(PHONE);
  const games = pastGames(3);
  for (const [path, answer] of /** @type {[string, (query: URLSearchParams) => unknown][]} */ ([
    ['games', (query) => partOf(games, query)],
    ['games/game-1', () => wholeGame],
    ['leaderboard', () => ({ standings: standings(4) })],
  ]))
    await device.route(
      (url) => url.pathname === `/api/spyster/${path}`,
      (route) => route.fulfill({ json: answer(new URL(route.request().url()).searchParams) }),
    );
  const page = await device.newPage();
  await page.goto(`${await houseUrl()}/api/spyster/history`);
  await page.waitForSelector('a.past');
  await check(page, 'past games');
  await page.click('a.past >> nth=-1');
  await page.waitForSelector('.past-round');
  await check(page, 'a past game');
  await page.click('text="Leaderboard"');
  await page.waitForSelector('.record');
  await check(page, 'leaderboard');
  await device.close();
  assert.deepEqual(findings, []);
});

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
  withScene(['player', PHONE, { reducedMotion: 'reduce' }], async ({ page, say }) => {
    await say(sceneOf('QUESTIONING', { who: 'Ana' }));
    await listen(page);
    await say(sceneOf('VOTE', { who: 'Ana', more: { timer: { name: 'vote', remaining: 10.6, total: 15 } } }));
    await page.waitForFunction(() => window.told.length >= 2);
    await say(sceneOf('REVEAL', { who: 'Ana' }));
    assert.deepEqual(await told(page), ['Vote', '10 seconds left', 'Reveal']);
  }),
);

for (const [kind, viewport, who] of /** @type {const} */ ([
  ['player', PHONE, 'Ana'],
  ['host', TV, null],
])) {
  test(`of a long vote, a ${kind === 'host' ? 'TV' : 'phone'} announces 60, 30 and 10 seconds and nothing between`, async () => {
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
