// Past games on their page: one that was really played, and as many as there may be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inPhase, withParty } from '../support/party.js';
import { catalogue } from '../support/languages.js';
import { earlyGame, partOf, pastGames, standings, wholeGame } from '../support/past_games.js';
import { picture } from '../support/pictures.js';
import { ONE_ROUND, playOneRound } from '../support/short_game.js';
import { sure } from '../support/sure.js';

/** @import { BrowserContext, Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 720 },
  { width: 390, height: 844 },
  { width: 320, height: 640 },
];

/** A picture at every size, of which nothing goes over the sides. @param {Page} page @param {string} view */
async function pictures(page, view) {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await picture(page, `${view}-${size.width}x${size.height}`, { namesMayBeCut: true });
  }
}

/**
 * A device for which the server has these games, whatever was played on it.
 * @param {Party} party
 * @param {Record<string, (query: URLSearchParams) => unknown>} answers by path below /api/spyster/
 * @param {string} [locale]
 */
async function deviceWith(party, answers, locale) {
  const device = await party.device(sure(SIZES[1]), locale);
  for (const [path, answer] of Object.entries(answers)) {
    await device.route(
      (url) => url.pathname === `/api/spyster/${path}`,
      (route) => route.fulfill({ json: answer(new URL(route.request().url()).searchParams) }),
    );
  }
  return device;
}

/** @param {Party} party @param {BrowserContext} device @param {string} [address] */
const open = (party, device, address = 'history') =>
  party.open(device, `/api/spyster/${address}`, `the page ${address}`);

test(
  'a game that was played is told round by round, and can be deleted',
  withParty({ settings: ONE_ROUND }, async (party) => {
    const { tv } = party;
    const { spy, hero, place } = await playOneRound(party);
    await tv.click('text="Past games"');
    const page = tv;
    await page.click(`a.past:has-text("${hero} won with 6")`);
    await page.waitForSelector(`h1:has-text("${hero} won with 6")`);
    await page.waitForSelector(`h2:has-text("Round 1 · ${place}")`);
    await page.waitForSelector(`text=${hero} was convicted, and innocent.`);
    await page.waitForSelector(`text=The spy was ${spy}.`);
    const ofHero = page.locator(`.past-votes tr:has(th:has-text("${hero}"))`);
    assert.match(await ofHero.innerText(), new RegExp(`${spy} ✓\\s*ALL IN\\s*\\+6`));

    await page.click('text="Leaderboard"');
    await page.waitForSelector(`.record:has-text("${hero}") [aria-label="ALL IN: 100% right, 1 of 1 vote"]`);
    await page.waitForSelector(`.record:has-text("${spy}") [aria-label="Won as the spy: 1 of 1"]`);
    await page.goBack();
    await page.waitForSelector(`h1:has-text("${hero} won with 6")`);

    await page.click('text="Delete this game"');
    await page.click('dialog >> text="Cancel"');
    await page.click('text="Delete this game"');
    await page.click('dialog >> text="Delete it"');
    await page.waitForSelector('.empty:has-text("No games yet")');
    // The room stayed open meanwhile, and there is a way back to it.
    await page.click('text="Back to the room"');
    await inPhase(tv, 'END');
  }),
);

test(
  'no games, one, and many, a part at a time',
  withParty({ names: [] }, async (party) => {
    for (const [count, view] of /** @type {const} */ ([
      [0, 'none'],
      [1, 'one'],
      [45, 'many'],
    ])) {
      const games = pastGames(count);
      const device = await deviceWith(party, {
        games: (query) => partOf(games, query),
        leaderboard: () => ({ standings: standings(Math.min(count, 12)) }),
      });
      const page = await open(party, device);
      await page.waitForSelector('h1:text-is("Past games")');
      assert.equal(await page.locator('.past').count(), Math.min(count, 20));
      assert.equal(await page.locator('.empty').isVisible(), count === 0);
      await pictures(page, `history-${view}`);
      while (await page.locator('text="Show older games"').isVisible()) {
        const before = await page.locator('.past').count();
        await page.click('text="Show older games"');
        await page.waitForFunction((more) => document.querySelectorAll('.past').length > more, before);
        assert.ok(
          await page
            .locator('.past')
            .nth(before)
            .evaluate((link) => link === document.activeElement),
          'The first new one has the focus.',
        );
      }
      assert.equal(await page.locator('.past').count(), count);
      await page.click('text="Leaderboard"');
      await page.waitForSelector('h1:text-is("Leaderboard")');
      assert.equal(await page.locator('.record').count(), Math.min(count, 12));
      await pictures(page, `history-leaderboard-${view}`);
    }
  }),
);

test(
  'a game with a round of each kind, at its own address',
  withParty({ names: [] }, async (party) => {
    const device = await deviceWith(party, {
      'games/game-1': () => wholeGame,
      games: () => ({ games: pastGames(1), next: null }),
    });
    const page = await open(party, device);
    await page.click('.past');
    await page.waitForSelector('h1:has-text("Ben won with 20")');
    assert.equal(new URL(page.url()).search, '?game=game-1');
    const ends = await page.locator('.past-verdict').allInnerTexts();
    assert.deepEqual(ends, [
      'Spy caught! The spy was convicted.',
      'Innocent! Dan was convicted, and innocent. Double Agent!',
      'Spy caught! The spy guessed Film Set. Wrong!',
      'No conviction Nobody was convicted: the spy got away.',
    ]);
    await pictures(page, 'history-game');
    await page.goBack();
    await page.waitForSelector('.past');
  }),
);

/** Where each round was. @param {Page} page */
const placesOn = (page) => page.locator('.past-round h2').allInnerTexts();

test(
  'places have their names in the reader’s language, where its texts are those of what was played',
  withParty({ names: [] }, async (party) => {
    const [de = {}, fr = {}] = ['de', 'fr'].map((code) => catalogue(`packs/classic.${code}`));
    /** @param {Record<string, string>} texts */
    const inWords = (texts) => ['beach', 'space_station', 'casino', 'hospital'].map((id) => texts[id]);
    const games = pastGames(2);
    games[1] = { ...sure(games[1]), pack_version: 0 };
    const device = await deviceWith(
      party,
      {
        games: () => ({ games, next: null }),
        'games/game-2': () => wholeGame,
        'games/game-1': () => earlyGame,
      },
      'de-DE',
    );
    const page = await open(party, device);
    // Its texts come after the list.
    await page.waitForSelector(`.past-facts:has-text("${de.name}")`);
    const facts = await page.locator('.past-facts').allInnerTexts();
    assert.deepEqual(
      facts.map((text) => text.split(' · ')[0]),
      [de.name, 'Classic'],
      'Another version may have other places.',
    );

    await page.click('.past >> nth=0');
    await page.waitForSelector('.past-round');
    assert.deepEqual(
      await placesOn(page),
      inWords(de).map((place, index) => `Runde ${index + 1} · ${place}`),
    );
    await page.waitForSelector(`.past-verdict:has-text("${de.film_studio}")`);
    await page.waitForSelector(`.summary li:has-text("${de.name}")`);
    await page.click('#language button');
    await page.click('.languages button:text-is("Français")');
    await page.waitForSelector(`h2:has-text("Manche 1 · ${fr.beach}")`);
    assert.deepEqual(
      await placesOn(page),
      inWords(fr).map((place, index) => `Manche ${index + 1} · ${place}`),
    );

    // Kept before there were ids: as it was written down then.
    await page.goto(`${party.base}/api/spyster/history?game=game-1`);
    await page.waitForSelector('h2:has-text("Manche 1 · Beach")');
    assert.deepEqual(
      await placesOn(page),
      ['Beach', 'Space Station', 'Casino', 'Hospital'].map((place, index) => `Manche ${index + 1} · ${place}`),
    );
    await page.waitForSelector('.past-verdict:has-text("Film Set")');
  }),
);

test(
  'a house with a key asks for it once',
  withParty({ names: [], settings: {} }, async (party) => {
    party.forgiven.push(/40[34]/);
    const device = await party.device(sure(SIZES[2]));
    /** @type {(string | undefined)[]} */
    const shown = [];
    await device.route(
      (url) => url.pathname === '/api/spyster/games',
      (route) => {
        const key = route.request().headers().authorization;
        shown.push(key);
        return key === 'Bearer gr%C3%BC%C3%9F%20dich'
          ? route.fulfill({ json: { games: [], next: null } })
          : route.fulfill({ status: 403, json: { type: 'error', code: 'NOT_HOST', message: 'No.' } });
      },
    );
    const page = await open(party, device);
    await page.fill('#host-key', 'wrong');
    await pictures(page, 'history-key');
    await page.click('text="Show the games"');
    await page.waitForSelector('#host-key-error:text-is("That is not the host key. Check it and try again.")');
    await page.fill('#host-key', 'grüß dich');
    await page.click('text="Show the games"');
    await page.waitForSelector('.empty');
    await page.reload();
    await page.waitForSelector('.empty');
    assert.deepEqual(shown, [
      undefined,
      'Bearer wrong',
      'Bearer gr%C3%BC%C3%9F%20dich',
      'Bearer gr%C3%BC%C3%9F%20dich',
    ]);
    await page.goto(`${party.base}/api/spyster/history?game=unknown`);
    await page.waitForSelector('h1:text-is("That game isn’t here")');
    await page.click('text="All games"');
    await page.waitForSelector('h1:text-is("Past games")');
  }),
);

test(
  'where history is off the page says so',
  withParty({ names: [], settings: { SPYSTER_HISTORY: 'false' } }, async (party) => {
    party.forgiven.push(/404/);
    const page = await open(party, await party.device(sure(SIZES[2])));
    await page.waitForSelector('h1:text-is("No history here")');
    await page.click('text="Back to the start page"');
    await page.click('text="Past games and leaderboard"');
    await page.waitForSelector('h1:text-is("No history here")');
  }),
);
