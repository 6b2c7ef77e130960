// The door: a code is found in whatever is typed or pasted and a wrong one told at once, a name is no longer than it
// may be, and after whatever refusal the door stays and opens by itself.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, SOON } from '../support/browser.js';
import { endGame, inPhase, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** A code that can be one, and is none's. @param {Party} party */
const wrongCode = (party) => (party.room === 'ZZZZ' ? 'WWWW' : 'ZZZZ');

/** The browser itself says what could not be found. @param {Party} party */
const forgiveRefusals = (party) => party.forgiven.push(/^40[04] from |Failed to load resource.* 40[04]/);

/** @param {Page} page */
const asksName = (page) => page.locator('#name').isVisible();

/** Notes whether the page ever shows that it has given up. @param {Page} page */
async function watchForNotice(page) {
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('.view-notice')) document.body.dataset.gaveUp = '';
    }).observe(document.body, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => 'gaveUp' in document.body.dataset);
}

test(
  'a wrong code is told before the name is asked, and the right one is found in what is pasted',
  withParty({ names: [] }, async (party) => {
    forgiveRefusals(party);
    const phone = await party.open(
      await party.device(PHONE),
      `/api/spyster/player?room=${wrongCode(party)}`,
      'a guest',
    );
    await phone.waitForSelector('#room-error:text("no room with that code")');
    assert.equal(await asksName(phone), false);
    assert.equal(await phone.inputValue('#room'), wrongCode(party));
    await picture(phone, 'phone-wrong-code');
    await phone.fill('#room', 'HELLO');
    await phone.click('text="Next"');
    await phone.waitForSelector('#room-error:text("no room with that code")');
    await phone.fill('#room', `Room ${party.room.slice(0, 2)}-${party.room.slice(2)}`);
    await phone.waitForSelector('#name:visible');
    assert.equal(await phone.inputValue('#room'), party.room);
    await phone.press('#room', 'Enter');
    await phone.waitForSelector('#name:focus');

    const link = `https://elsewhere.example/api/spyster/player?room=${party.room.toLowerCase()}`;
    const laptop = await party.open(await party.device(PHONE), '/', 'another guest');
    await laptop.fill('#room', link);
    await laptop.click('text="Join a game"');
    await laptop.fill('#name', 'Ana');
    await laptop.click('text="Join"');
    await inPhase(laptop, 'LOBBY');
    assert.equal(laptop.url(), `${party.base}/api/spyster/player?room=${party.room}`);
  }),
);

test(
  'without a code the name is asked where there is one room, and the code where there are two',
  withParty({ names: [] }, async (party) => {
    forgiveRefusals(party);
    const phone = await party.open(await party.device(PHONE), '/api/spyster/player', 'the first');
    await phone.waitForSelector('#name:visible');
    await party.openTv();
    const other = await party.open(await party.device(PHONE), '/api/spyster/player', 'the second');
    await other.waitForSelector('.view-join');
    assert.equal(await asksName(other), false);
    assert.equal(await other.textContent('#room-error'), '', 'Nothing is wrong yet.');
    await other.click('text="Next"');
    await other.waitForSelector('#room-error:text("Enter the room code")');
    await other.fill('#room', party.room);
    await other.fill('#name', 'Ana');
    await other.click('text="Join"');
    await inPhase(other, 'LOBBY');
  }),
);

test(
  'where nothing is said of a code, the name is asked all the same',
  withParty({ names: [] }, async (party) => {
    const device = await party.device(PHONE);
    await device.route('**/rooms/*', () => {});
    const phone = await party.open(device, `/api/spyster/player?room=${party.room}`, 'a guest');
    await phone.fill('#name', 'Ana');
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');
  }),
);

test(
  'a name is stopped in its field at twenty characters, and a whole emoji is one',
  withParty({ names: [] }, async (party) => {
    const phone = await party.scan('a guest');
    await phone.locator('#name').pressSequentially('Maximilian the Second');
    assert.equal(await phone.inputValue('#name'), 'Maximilian the Secon');
    await phone.waitForSelector('#name-error:text("1 to 20")');
    const family = '👩‍👩‍👧‍👦'.repeat(20);
    await phone.fill('#name', `${family}👩‍👩‍👧‍👦`);
    assert.equal(await phone.inputValue('#name'), family);
    await phone.fill('#name', family);
    assert.equal(await phone.textContent('#name-error'), '');
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');
  }),
);

test(
  'whoever was refused and then waits finds the door open again',
  withParty({ names: ['Ana'], settings: { SPYSTER_JOIN_TIMEOUT_SECONDS: '6' } }, async (party) => {
    const phone = await party.scan('Ben');
    let connections = 0;
    phone.on('websocket', () => {
      connections += 1;
    });
    const hasGivenUp = await watchForNotice(phone);
    await phone.fill('#name', 'Ana');
    await phone.click('text="Join"');
    await phone.waitForSelector('#name-error:not(:empty)');
    await phone.waitForEvent('websocket');
    await phone.waitForSelector('#status[data-status=connected]');
    assert.ok(connections > 0 && !(await hasGivenUp()));
    assert.equal(await phone.inputValue('#name'), 'Ana');
    await phone.fill('#name', 'Ben');
    await phone.click('text="Join"');
    await inPhase(phone, 'LOBBY');
  }),
);

test(
  'whoever comes in mid-game or to a full server is let in as soon as there is a way',
  withParty({ settings: { SPYSTER_MAX_CONNECTIONS: '7' } }, async (party) => {
    await party.start();
    const late = await party.scan('Late');
    await late.fill('#name', 'Eva');
    await late.click('text="Join"');
    await late.waitForSelector('h1:text-is("Not in yet")');
    await picture(late, 'phone-shut');

    // Another one fills the server; the next is told, and stays at the door.
    const last = await party.scan('Last');
    await last.waitForSelector('#status[data-status=connected]');
    const device = await party.device(PHONE);
    party.forgiven.push(/503/);
    const full = await party.open(device, `/api/spyster/player?room=${party.room}`, 'Too many');
    await full.waitForSelector('text="The server is full. Close other tabs, or try again in a minute."');
    const hasGivenUp = await watchForNotice(full);
    await last.close();
    await full.waitForSelector('#status[data-status=connected]');
    await full.waitForSelector('h1:text-is("Join the game")');
    assert.equal(await hasGivenUp(), false);

    await endGame(party.tv);
    await party.all('LOBBY');
    // It tries every few seconds.
    await inPhase(late, 'LOBBY', 2 * SOON);
  }),
);
