// Every phone in its own language, the TV in the host's; and what is said is said again in another one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE } from '../support/browser.js';
import { catalogue, tooLong } from '../support/languages.js';
import { withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */

const SMALL = { width: 360, height: 640 };
const SMALL_TV = { width: 1280, height: 720 };

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
    const pack = catalogue('packs/classic.de').name;
    await party.tv.waitForSelector(`.setting-value:text-is("${pack}")`, { state: 'attached' });
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
