// Somebody in the house has tried many wrong codes: phones and TVs get in all the same, by themselves.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { PHONE, TV, closeBrowser, newDevice, openPage } from '../support/browser.js';
import { startServer } from '../support/server.js';

/** Another address of this machine, from which the room is opened: where a code was used it is never slowed. */
const ELSEWHERE = '127.0.0.2';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer({ SPYSTER_PUBLIC_URL: 'https://tv.example' });
});
after(async () => {
  await closeBrowser();
  await server.stop();
});

/** @returns {Promise<string>} its code */
async function openRoomElsewhere() {
  const asking = request(`${server.url}/api/spyster/rooms`, { method: 'POST', localAddress: ELSEWHERE }).end();
  const [answer] = await once(asking, 'response');
  let body = '';
  for await (const part of answer) body += part;
  return JSON.parse(body).room;
}

/** Tries a code that nobody has, again and again; once it is not even looked at, what stops that comes back. */
async function keepGuessing() {
  let isOver = false;
  const guess = async () => (await fetch(`${server.url}/api/spyster/rooms/BBBB`)).status;
  while ((await guess()) !== 429);
  // Several at a time: a code that may be looked at again is taken before a page comes to ask.
  const going = Promise.all(
    Array.from({ length: 4 }, async () => {
      while (!isOver) await guess();
    }),
  );
  return async () => {
    isOver = true;
    await going;
  };
}

/**
 * Comes in until told to wait: now and then a page is the one whose code is looked at, and then there is no need.
 * @param {import('playwright-core').Page} page @param {string} notice @param {string} inside
 */
async function untilToldToWait(page, notice, inside) {
  for (let tries = 0; tries < 5; tries += 1) {
    await page.waitForSelector(`${notice}:has-text("keeps trying by itself"), ${inside}`);
    if (await page.locator(notice).count()) return;
    await page.reload();
  }
  assert.fail('Nobody was told to wait.');
}

test('a phone and a watching TV are told to wait and get in by themselves', async () => {
  const room = await openRoomElsewhere();
  /** @type {string[]} */
  const troubles = [];
  const trouble = (/** @type {string} */ text) => {
    if (!/429/.test(text)) troubles.push(text);
  };
  let stopGuessing = await keepGuessing();
  const phone = await openPage(await newDevice(PHONE), server.url, `/api/spyster/player?room=${room}`, trouble);
  await untilToldToWait(phone, '.notice', '#name:visible');
  assert.equal(await phone.locator('#name').isVisible(), false, 'Nobody knows yet whether the code is right.');
  await stopGuessing();
  await phone.fill('#name', 'Ana');
  await phone.click('button[type=submit]');
  await phone.waitForSelector('body[data-phase=LOBBY]');

  // From here the phone knows the code now; the next room's is new again.
  const next = await openRoomElsewhere();
  stopGuessing = await keepGuessing();
  const tv = await openPage(await newDevice(TV), server.url, `/api/spyster/host?watch=${next}`, trouble);
  await untilToldToWait(tv, '.view-notice', 'body[data-phase=LOBBY]');
  await stopGuessing();
  await tv.waitForSelector('body[data-phase=LOBBY]');
  await tv.waitForFunction(() => [...document.images].some((image) => image.matches('.qr') && image.naturalWidth > 0));
  assert.deepEqual(troubles, []);
});

test('the TV that hosts draws its code by its token', async () => {
  const tv = await newDevice(TV);
  /** @type {string[]} */
  const shown = [];
  tv.on('request', (asked) => {
    if (asked.url().includes('/qr.svg')) shown.push(asked.headers().authorization ?? '');
  });
  const page = await openPage(tv, server.url, '/api/spyster/host', () => {});
  await page.waitForFunction(() =>
    [...document.images].some((image) => image.matches('.qr') && image.naturalWidth > 0),
  );
  assert.equal(shown.length, 1);
  assert.match(shown[0] ?? '', /^Bearer [A-Z0-9]{4}-[0-9a-f]{32}$/);
});
