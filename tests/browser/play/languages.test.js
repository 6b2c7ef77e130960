// Every phone in its own language, the TV in the host's; and what is written fits in all of them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PHONE } from '../support/browser.js';
import { ALL, cardsTooLong, catalogue, localeOf, teach, tooLong } from '../support/languages.js';
import { holding, inPhase, nextRound, withParty } from '../support/party.js';
import { sure } from '../support/sure.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const SMALL = { width: 360, height: 640 };
const SMALL_TV = { width: 1280, height: 720 };
const FOLDER = resolve(import.meta.dirname, '../screenshots');

/** @param {Page} page @param {string | undefined} text */
const headed = (page, text) => page.waitForSelector(`h1:text-is("${text}")`);

/** @param {Page} page @param {string} name as the language calls itself */
async function switchTo(page, name) {
  await page.locator('.language').filter({ visible: true }).click();
  await page.click(`.languages button:text-is("${name}")`);
}

/** @param {Page} phone @param {string} name */
async function enter(phone, name) {
  await phone.fill('#name', name);
  await phone.click('.join-form .button-primary');
}

test(
  'a phone speaks its owner’s language, and another one if asked to',
  withParty({ names: ['Ana'] }, async (party) => {
    const [de = {}, fr = {}, nl = {}] = ['de', 'fr', 'nl'].map(catalogue);
    const url = `/api/spyster/player?room=${party.room}`;
    const phone = await party.open(await party.device(PHONE, 'de-DE'), url, 'Bea');
    await headed(phone, de['join.title']);
    assert.equal(await phone.locator('html').getAttribute('lang'), 'de');
    await headed(party.tv, catalogue('en')['tv.scan']);

    // Errors too; and what is typed stays when the language changes.
    await enter(phone, 'Ana');
    await phone.waitForSelector(`#name-error:text-is("${de['error.NAME_TAKEN']}")`);
    await phone.fill('#name', 'Bea');
    await switchTo(phone, 'Français');
    await headed(phone, fr['join.title']);
    assert.equal(await phone.inputValue('#name'), 'Bea');
    await enter(phone, 'Bea');
    await headed(phone, fr['lobby.in']);
    await phone.reload();
    await headed(phone, fr['lobby.in']);

    await phone.click('#menu button');
    await switchTo(phone, 'Nederlands');
    await headed(phone, nl['lobby.in']);
    await phone.waitForSelector(`.summary li:has-text("${catalogue('packs/classic.nl').name}")`);
    await headed(party.tv, catalogue('en')['tv.scan']);

    await switchTo(party.tv, 'Deutsch');
    await headed(party.tv, de['tv.scan']);
    assert.equal(await party.tv.locator('.setting-value').nth(4).textContent(), catalogue('packs/classic.de').name);
    await party.tv.reload();
    await headed(party.tv, de['tv.scan']);
  }),
);

/** What the live feed says on a screen that shows it. @param {Page} page @param {string} line */
const told = (page, line) => page.waitForSelector(`.feed-line .feed-text:has-text("${line}")`);

test(
  'the live feed speaks the language of its screen, and says all again in another one',
  withParty({ names: ['Ana'] }, async (party) => {
    const { tv } = party;
    const lines = (/** @type {Page} */ page) => page.locator('.feed-text').allInnerTexts();
    await tv.click('text="Live feed"');
    await told(tv, 'Ana joined');
    await switchTo(tv, 'Deutsch');
    await told(tv, 'Ana ist dabei');
    assert.deepEqual(await lines(tv), ['Der Raum ist offen', 'Ana ist dabei']);
    await party.join('Bea');
    await told(tv, 'Bea ist dabei');
    await tv.reload();
    await told(tv, 'Bea ist dabei');
    assert.deepEqual(await lines(tv), ['Der Raum ist offen', 'Ana ist dabei', 'Bea ist dabei']);

    const screen = await party.open(
      await party.device(SMALL_TV, 'fr-FR'),
      `/api/spyster/host?watch=${party.room}`,
      'a screen that watches',
    );
    await screen.click(`button:text-is("${catalogue('fr')['feed.title']}")`);
    await told(screen, 'Ana est là');
    assert.deepEqual(await lines(screen), ['Le salon est ouvert', 'Ana est là', 'Bea est là']);
  }),
);

test(
  'a first page in the reader’s language',
  withParty({ names: [] }, async (party) => {
    const laptop = await party.open(await party.device(SMALL, 'it-IT'), '/', 'a laptop');
    const it = catalogue('it');
    await laptop.waitForSelector(`a:text-is("${it['landing.host']}")`);
    assert.deepEqual(await tooLong(laptop), []);
    await switchTo(laptop, 'Español');
    await laptop.waitForSelector(`a:text-is("${catalogue('es')['landing.host']}")`);
  }),
);

/** Every page of a game, by the tag of its language. @typedef {Map<string, Page>} Pages */

/** @param {Pages} pages @param {string} view what they show @param {(page: Page) => Promise<unknown>} [ready] */
async function allFit(pages, view, ready = async () => {}) {
  await mkdir(FOLDER, { recursive: true });
  const found = await Promise.all(
    [...pages].map(async ([tag, page]) => {
      await ready(page);
      const misfits = await tooLong(page);
      if (misfits.length > 0 || ['de', 'ar-XB'].includes(tag))
        await page.screenshot({ path: `${FOLDER}/language-${view}-${tag}.png` });
      return misfits.map((misfit) => `${tag}: ${misfit}`);
    }),
  );
  assert.deepEqual(found.flat(), [], view);
}

/** Eight guests, one for each language, each with host rights. @param {Party} party @returns {Promise<Pages>} */
async function guests(party) {
  /** @type {Pages} */
  const pages = new Map();
  for (const tag of ALL) {
    const device = await party.device(SMALL, localeOf(tag));
    await teach(device, tag);
    const phone = await party.open(device, `/api/spyster/player?room=${party.room}`, tag);
    pages.set(tag, phone);
    party.phones.set(tag, phone);
  }
  await allFit(pages, 'join', (phone) => phone.waitForSelector('.view-join'));
  for (const [tag, phone] of pages) {
    await enter(phone, tag);
    await inPhase(phone, 'LOBBY');
  }
  await allFit(pages, 'lobby');
  for (const tag of ALL) {
    await party.tv.click(`.player:has(.player-name:text-is("${tag}"))`);
    await party.tv.click('dialog button:text-is("Make host")');
    await pages.get(tag)?.waitForSelector('.settings');
  }
  await allFit(pages, 'lobby-host', (phone) => phone.waitForSelector('.settings:visible'));
  return pages;
}

/** @param {Page} page */
const verdict = (page) => page.waitForSelector('.view[data-verdict]');
/** @param {Page} phone */
const placesOf = (phone) => phone.click('.tab >> nth=1');
/** @param {Page} phone */
const mainOf = (phone) => phone.click('.tab >> nth=0');

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1', SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '30' };

test(
  'all views of a phone fit in all languages',
  withParty({ names: [], settings }, async (party) => {
    const { tv } = party;
    const phones = await guests(party);
    await allFit(phones, 'menu', (phone) => phone.click('#menu button'));
    await Promise.all([...phones.values()].map((phone) => phone.keyboard.press('Escape')));

    await party.start();
    await allFit(phones, 'roles');
    const open = await Promise.all(
      [...phones].map(([tag, phone]) =>
        holding(phone, async () => {
          if (tag === 'de') await phone.screenshot({ path: `${FOLDER}/language-card-${tag}.png` });
          // The other roles may be cut: they only give the taste of a place. The card's own words are looked at for themselves.
          const misfits = (await tooLong(phone)).filter((misfit) => !/^(LI|face-)/.test(misfit));
          return [...misfits, ...(await cardsTooLong(phone, tag))].map((misfit) => `${tag}: ${misfit}`);
        }),
      ),
    );
    assert.deepEqual(open.flat(), [], 'card');

    await tv.click('text="Pause"');
    await allFit(phones, 'paused', (phone) => inPhase(phone, 'PAUSED'));
    await tv.click('text="Resume"');
    await allFit(phones, 'questioning', (phone) => inPhase(phone, 'QUESTIONING', 40_000));
    await allFit(phones, 'questioning-places', placesOf);
    await allFit(phones, 'questioning-armed', async (phone) => {
      await mainOf(phone);
      await phone.click('.action-bar .button-primary');
    });
    await tv.click('text="Skip to vote"');
    await allFit(phones, 'vote', (phone) => inPhase(phone, 'VOTE'));
    await allFit(phones, 'vote-places', placesOf);
    await allFit(phones, 'vote-chosen', async (phone) => {
      await mainOf(phone);
      await phone.click('.suspects .choice >> nth=0');
      await phone.click('.bets .choice >> nth=2');
    });
    const [last, ...others] = phones.values();
    for (const phone of others) await phone.click('.action-bar .button-primary');
    await allFit(new Map([...phones].slice(1)), 'vote-locked', (phone) => phone.waitForSelector('.stamp:visible'));
    await sure(last).click('.action-bar .button-primary');
    await allFit(phones, 'reveal', verdict);
    await allFit(phones, 'scoring', (phone) => inPhase(phone, 'SCORING'));
    await nextRound(tv);
    await allFit(phones, 'end', (phone) => inPhase(phone, 'END'));

    // From right to left, the line begins on the right.
    const [start, side] = await sure(phones.get('ar-XB')).evaluate(() => {
      const name = document.querySelector('.standing-who');
      const score = document.querySelector('.standing-score');
      if (!name || !score) throw new Error('There are no standings.');
      return [name.getBoundingClientRect().left > score.getBoundingClientRect().left, getComputedStyle(name).textAlign];
    });
    assert.deepEqual([start, side], [true, 'start']);
  }),
);

/** The host's TV in one language, and screens that watch in all others. @param {Party} party @returns {Promise<Pages>} */
async function screens(party) {
  /** @type {Pages} */
  const pages = new Map([['en', party.tv]]);
  await party.tv.setViewportSize(SMALL_TV);
  for (const tag of ALL.slice(1)) {
    const device = await party.device(SMALL_TV, localeOf(tag));
    await teach(device, tag);
    pages.set(tag, await party.open(device, `/api/spyster/host?watch=${party.room}`, `TV ${tag}`));
  }
  return pages;
}

test(
  'all views of a TV fit in all languages',
  withParty({ settings }, async (party) => {
    const { tv } = party;
    const pages = await screens(party);
    await allFit(pages, 'tv-lobby', (page) => inPhase(page, 'LOBBY'));
    await party.start();
    await allFit(pages, 'tv-roles', (page) => inPhase(page, 'ROLES'));
    await tv.click('text="Pause"');
    await allFit(pages, 'tv-paused', (page) => inPhase(page, 'PAUSED'));
    await tv.click('text="Resume"');
    await allFit(pages, 'tv-questioning', (page) => inPhase(page, 'QUESTIONING', 40_000));
    await tv.click('text="Skip to vote"');
    await allFit(pages, 'tv-vote', (page) => inPhase(page, 'VOTE'));
    await Promise.all(
      [...party.phones.values()].map(async (phone) => {
        await phone.click('.suspects .choice >> nth=0');
        await phone.click('.bets .choice >> nth=2');
        await phone.click('.action-bar .button-primary');
      }),
    );
    await allFit(pages, 'tv-reveal', verdict);
    await allFit(pages, 'tv-scoring', (page) => inPhase(page, 'SCORING'));
    await nextRound(tv);
    await allFit(pages, 'tv-end', (page) => inPhase(page, 'END'));
  }),
);

test(
  'the host’s bar fits in all languages',
  withParty({ settings }, async (party) => {
    const { tv } = party;
    await tv.setViewportSize(SMALL_TV);
    const languages = new Map(
      Object.entries({ English: 'en', Deutsch: 'de', Español: 'es', Français: 'fr', Italiano: 'it', Nederlands: 'nl' }),
    );
    /** @param {string} view */
    const inAll = async (view) => {
      for (const [name, tag] of languages) {
        await switchTo(tv, name);
        await tv.waitForSelector(`html[lang="${tag}"]`);
        await allFit(new Map([[tag, tv]]), `host-${view}`);
      }
      await switchTo(tv, 'English');
    };
    await inAll('lobby');
    await party.start();
    await inAll('roles');
    await inPhase(tv, 'QUESTIONING', 40_000);
    await inAll('questioning');
  }),
);
