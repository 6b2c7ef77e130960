// Screens other than the host's own TV: a house that wants a key, and screens that only watch.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { TV, closeBrowser } from '../support/browser.js';
import { Party, inPhase, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';
import { startServer } from '../support/server.js';

/** @import { Page } from 'playwright-core' */

after(closeBrowser);

/** @param {Page} page @param {string} key */
async function typeKey(page, key) {
  await page.fill('#host-key', key);
  await page.click('text="Open a room"');
}

/** @param {Page} page */
const roomOn = async (page) => (await page.locator('.room-code').textContent()) ?? '';

test('a house with a key asks for it, and remembers it for the tab', async () => {
  const server = await startServer({ SPYSTER_HOST_KEY: 'open-sesame' });
  const party = new Party(server);
  // The console tells of every answer that is a refusal.
  party.forgiven.push(/console: Failed to load resource: .* 403/, /^403 from .*\/rooms$/);
  try {
    const tv = await party.open(await party.device(TV), '/api/spyster/host', 'TV');
    party.tv = tv;
    await tv.waitForSelector('h1:text-is("Who may host?")');
    await picture(tv, 'tv-host-key');
    await typeKey(tv, 'wrong');
    await tv.waitForSelector('#host-key-error:text-is("That is not the host key. Check it and try again.")');
    await picture(tv, 'tv-host-key-wrong');
    await typeKey(tv, 'open-sesame');
    await inPhase(tv, 'LOBBY');
    const room = await roomOn(tv);

    await tv.reload();
    await inPhase(tv, 'LOBBY');
    assert.equal(await roomOn(tv), room);

    // Another room in the same tab: nobody types the key again.
    await tv.click('text="Close room"');
    await tv.click('dialog >> text="Close room"');
    await tv.click('text="Open a new room"');
    await inPhase(tv, 'LOBBY');
    assert.notEqual(await roomOn(tv), room);

    // Another tab is asked: the key is not left on the device.
    assert.ok(!(await tv.evaluate(() => JSON.stringify(localStorage))).includes('open-sesame'));
    assert.deepEqual(party.troubles, []);
  } catch (error) {
    await party.failed();
    throw error;
  } finally {
    await party.end();
  }
});

test(
  'a screen that watches shows the game and can change nothing',
  withParty({}, async (party) => {
    const { tv, room } = party;
    const start = await party.open(await party.device(TV), '/', 'a laptop');
    await start.click('text="Watch a room on this screen"');
    await start.fill('#watch', room.toLowerCase());
    await picture(start, 'tv-landing-watch');
    await start.click('button:text-is("Watch on this screen")');
    await inPhase(start, 'LOBBY');
    assert.equal(new URL(start.url()).searchParams.get('watch'), room);
    assert.equal(await roomOn(start), room);
    await picture(start, 'tv-watch-lobby');
    const noControls = async () => {
      for (const text of ['Start the game', 'Pause', 'Skip to vote', 'Next question', 'End game', 'Close room']) {
        assert.equal(await start.locator(`button:text-is("${text}"):visible`).count(), 0, text);
      }
      assert.equal(await start.locator('button.player').count(), 0, 'Nobody can be picked.');
    };
    await noControls();

    await party.start();
    await party.all('QUESTIONING');
    await inPhase(start, 'QUESTIONING');
    assert.equal(await start.locator('.turn').textContent(), await tv.locator('.turn').textContent());
    await noControls();
    await picture(start, 'tv-watch-questioning');
    await tv.click('text="Skip to vote"');
    await inPhase(start, 'VOTE');
    await vote(party.phone('Ana'), 'Ben', 1);
    await start.waitForSelector('.tracker-text:text-is("1/4 locked in")');
    await start.click('text="Live feed"');
    await start.waitForSelector('.feed-line:has-text("Ana locked in")');
    await noControls();

    await start.reload();
    await inPhase(start, 'VOTE');
    // The host's own screen was not put aside by it.
    await inPhase(tv, 'VOTE');
    await tv.click('text="Pause"');
    await inPhase(start, 'PAUSED');
    await picture(start, 'tv-watch-paused');
    await noControls();
  }),
);

test(
  'a room that is not there can’t be watched, and there is a way back',
  withParty({ names: [] }, async (party) => {
    const lost = await party.open(await party.device(TV), '/api/spyster/host?watch=ZZZZ', 'a screen with an old code');
    await lost.waitForSelector('h1:text-is("Nothing to watch")');
    await picture(lost, 'tv-watch-nothing');
    await lost.click('text="Back to the start page"');
    await lost.waitForSelector('text="Host on this screen"');
  }),
);
