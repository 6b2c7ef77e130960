// A network that lets no WebSocket through: the party plays by polling, and takes the socket once it gets one.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, SOON } from '../support/browser.js';
import { callVote, choose, inPhase, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { BrowserContext, Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const NAMES = ['Ana', 'Ben', 'Cleo', 'Dan'];
/** What a console says to a refused upgrade. */
const REFUSED = /WebSocket connection to .* failed: Error during WebSocket handshake: Unexpected response code: 400/;
/** The socket is tried every 30 s. */
const SWITCHES_WITHIN = 45_000;

/** Has a device remember, as after an earlier visit, that its network lets no socket through. @param {BrowserContext} device */
async function remembersToPoll(device) {
  await device.addInitScript(() => {
    if (localStorage.getItem('test.been-here')) return;
    localStorage.setItem('test.been-here', 'yes');
    localStorage.setItem('spyster.polls', 'yes');
  });
}

/** @param {Page} page */
async function polls(page) {
  await page.waitForSelector('#status[data-status=polling]');
  assert.equal(await page.locator('.pill-text').innerText(), 'Offline mode: updates every 3 s');
  assert.ok(await page.isVisible('#status >> text="Retry"'));
}

/** Has a device note when it asks for its first socket, what its pill says from then on, and how often it asked in vain while it polled. @param {BrowserContext} device */
async function notesItsStatus(device) {
  await device.addInitScript(() => {
    /** @type {{ asked: number, inVain: number, pill: { is: string, after: number }[] }} */
    const notes = { asked: 0, inVain: 0, pill: [] };
    const status = () => document.getElementById('status')?.dataset.status ?? '';
    Object.assign(window, { notes });
    window.WebSocket = new Proxy(WebSocket, {
      construct(Kind, [url]) {
        notes.asked ||= performance.now();
        const socket = new Kind(url);
        socket.addEventListener('close', () => {
          if (status() === 'polling') notes.inVain += 1;
        });
        return socket;
      },
    });
    new MutationObserver(() => {
      const is = status();
      if (is && notes.pill.at(-1)?.is !== is) notes.pill.push({ is, after: performance.now() - notes.asked });
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-status'] });
  });
}

/** Comes in by post. @param {Party} party @param {string} name */
async function join(party, name) {
  const device = await party.device(PHONE);
  await remembersToPoll(device);
  const phone = await party.open(device, `/api/spyster/player?room=${party.room}`, name);
  await polls(phone);
  await phone.fill('#name', name);
  const posted = phone.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/messages'));
  await phone.click('text="Join"');
  assert.equal((await posted).postDataJSON().type, 'join');
  await inPhase(phone, 'LOBBY');
  party.phones.set(name, phone);
}

test(
  'on a network that refuses sockets a first visit polls within two seconds, and Retry takes the socket that it gets',
  withParty(
    {
      names: [],
      prefix: '',
    },
    async (party) => {
      const { network } = party;
      assert.ok(network);
      party.forgiven.push(REFUSED);
      network.refuseSockets();
      const device = await party.device(PHONE);
      await notesItsStatus(device);
      const phone = await party.open(device, `/api/spyster/player?room=${party.room}`, 'Ana');
      await polls(phone);
      const seen = await phone.evaluate(() => /** @type {any} */ (window).notes.pill);
      assert.deepEqual(
        seen.map((/** @type {{ is: string }} */ { is }) => is),
        ['connecting', 'polling'],
        'Nobody was told that the game cannot be reached.',
      );
      assert.ok(seen[1].after < 2_000, `after ${seen[1].after} ms`);
      await phone.fill('#name', 'Ana');
      await phone.click('text="Join"');
      await inPhase(phone, 'LOBBY');
      await polls(phone);

      // The try after the first back-off would take the socket by itself, and Retry away from under the finger.
      await phone.waitForFunction(() => /** @type {any} */ (window).notes.inVain > 0);
      network.allowSockets();
      await phone.click('text="Retry"');
      // By itself it would be half a minute.
      await phone.waitForSelector('#status[data-status=connected]');
    },
  ),
);

/** Nothing on this page hears of the game by socket. @param {Page} page @param {string} who @param {string[]} heard */
function listen(page, who, heard) {
  page.on('websocket', (socket) => socket.on('framereceived', () => heard.push(who)));
}

test(
  'a TV and four phones play a round by polling alone, and then get their sockets back',
  withParty(
    {
      names: [],
      prefix: '',
      settings: { SPYSTER_GAME_NUM_ROUNDS: '2' },
    },
    async (party) => {
      const { tv, network } = party;
      assert.ok(network);
      party.forgiven.push(REFUSED);
      network.refuseSockets();
      await remembersToPoll(tv.context());
      await tv.reload();
      await polls(tv);
      await inPhase(tv, 'LOBBY');
      await Promise.all(NAMES.map((name) => join(party, name)));
      /** @type {string[]} */
      const heard = [];
      for (const page of party.pages) listen(page, page === tv ? 'TV' : 'a phone', heard);
      await tv.waitForSelector('h2:text("Players: 4 of 10")');
      // Whoever polls counts as connected.
      await tv.waitForFunction(() => document.querySelectorAll('#view .player[data-status=connected]').length === 4);
      await picture(tv, 'tv-polling');
      await picture(party.phone('Ana'), 'phone-polling');

      await party.start();
      const { spy, crew } = await party.lookAtCards();
      await party.all('QUESTIONING');
      await callVote(party.phone(crew[0]));
      await party.all('VOTE');
      await choose(party.phone(crew[0]), spy, 3);
      await picture(party.phone(crew[0]), 'phone-polling-vote');
      await Promise.all([...crew.map((name) => vote(party.phone(name), spy, 3)), vote(party.phone(spy), crew[0], 1)]);
      await party.all('REVEAL');
      await tv.waitForSelector('h1:text-is("Spy caught!")', { timeout: 2 * SOON });
      await party.all('SCORING');
      for (const page of party.pages) await polls(page);
      assert.deepEqual([...heard], [], 'Not a word came by socket.');

      network.allowSockets();
      await Promise.all(
        party.pages.map(async (page) => {
          await page.waitForSelector('#status[data-status=connected]', { timeout: SWITCHES_WITHIN });
          assert.equal(await page.evaluate(() => localStorage.getItem('/api/spyster/spyster.polls')), null);
        }),
      );
      // The second round has come meanwhile, and goes on by socket.
      await party.all('QUESTIONING', 2 * SOON);
      const dealt = await party.lookAtCards();
      await callVote(party.phone(dealt.crew[0]));
      await party.all('VOTE');
      assert.ok(heard.includes('TV') && heard.includes('a phone'));
    },
  ),
);
