// The end of a game on every screen: awards, and a result to share, with a clipboard and without.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../support/accessibility.js';
import { plain } from '../../../www/js/isolates.js';
import { withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { ONE_ROUND, playOneRound } from '../support/short_game.js';
import { sure } from '../support/sure.js';

/** @import { Page } from 'playwright-core' */

const SIZES = {
  tv: [
    { width: 1920, height: 1080 },
    { width: 1280, height: 720 },
  ],
  phone: [
    { width: 390, height: 844 },
    { width: 320, height: 640 },
  ],
};

/** The cards as they read, top to bottom. @param {Page} page */
const awards = (page) =>
  page
    .locator('.award')
    .evaluateAll((cards) => cards.map((card) => [...card.children].map((line) => line.textContent).filter(Boolean)));

/** @param {Page} page @param {'tv' | 'phone'} device @param {string} view */
async function pictures(page, device, view) {
  const before = page.viewportSize();
  for (const size of SIZES[device]) {
    await page.setViewportSize(size);
    await picture(page, `${view}-${size.width}x${size.height}`);
  }
  await page.setViewportSize(sure(before));
}

test(
  'awards and a result to share, with a clipboard and on plain http',
  withParty({ names: ['Ana', 'Ben', 'Cleo'], settings: ONE_ROUND }, async (party) => {
    // What is not this machine's own name is not safe to a browser: no clipboard there, as on a LAN.
    await party.join('Dan', party.base.replace('127.0.0.1', '0.0.0.0'));
    const { tv } = party;
    const dan = party.phone('Dan');
    assert.deepEqual(await Promise.all([tv, dan].map((page) => page.evaluate(() => Boolean(navigator.clipboard)))), [
      true,
      false,
    ]);

    const { spy, hero } = await playOneRound(party);
    const expected = [
      ['Sharpest eye', hero, '6 points from votes'],
      ['Boldest bet', hero, 'ALL IN once'],
      ['Master spy', spy, '1 round won as the spy'],
      ['Most suspected', hero, '3 votes, not guilty'],
    ];
    for (const page of party.pages) assert.deepEqual(await awards(page), expected);
    await pictures(tv, 'tv', 'tv-end-awards');
    await pictures(party.phone(hero), 'phone', 'phone-end-awards');

    const lines = [
      'Spyster, our game night',
      `🏆 ${hero} wins with 6`,
      /^1\. .* 6 · 2\. .* 4 · 3\. .* 0 · 3\. .* 0$/,
      `Sharpest eye: ${hero} (6 points from votes)`,
      `Boldest bet: ${hero} (ALL IN once)`,
      `Master spy: ${spy} (1 round won as the spy)`,
      `Most suspected: ${hero} (3 votes, not guilty)`,
      '1 round · 0 spies caught · 1 innocent convicted · 1 ALL IN',
    ];
    /** @param {string} text */
    const isResult = (text) =>
      plain(text)
        .split('\n')
        .forEach((line, index) => {
          const wanted = lines[index];
          if (wanted instanceof RegExp) assert.match(line, wanted);
          else assert.equal(line, wanted);
        });

    await tv.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: party.base });
    await tv.click('text="Copy the result"');
    await tv.waitForSelector('.toast:has-text("Copied")');
    isResult(await tv.evaluate(() => navigator.clipboard.readText()));

    await dan.click('text="Copy the result"');
    const box = dan.locator('dialog textarea');
    await box.waitFor();
    isResult(await box.inputValue());
    const isSelected = () =>
      box.evaluate(
        (/** @type {HTMLTextAreaElement} */ node) =>
          document.activeElement === node && node.selectionStart === 0 && node.selectionEnd === node.value.length,
      );
    assert.ok(await isSelected(), 'The text is selected already.');
    assert.deepEqual(await audit(dan), [], 'axe finds nothing.');
    await pictures(dan, 'phone', 'phone-end-share');
    await dan.click('dialog >> text="Select and copy"');
    await dan.waitForSelector('dialog [role=status]:text-matches("^(Copied|It is selected)")');
    assert.ok(await isSelected());
    await dan.click('dialog >> text="Close"');
    await box.waitFor({ state: 'detached' });
  }),
);
