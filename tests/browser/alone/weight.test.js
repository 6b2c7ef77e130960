// What a first visit costs a phone: requests, bytes and the time to the first paint, on a slow mobile network
// and through an address of the local network, where pages have fewer rights than on localhost.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { REAL } from '../support/languages.js';
import { PHONE, SOON, TV, closeBrowser, newDevice } from '../support/browser.js';
import { networkAddress, startServer } from '../support/server.js';

/** @import { CDPSession, Page } from 'playwright-core' */

/** "Slow 4G" of Chromium's own tools: bytes per second, and milliseconds that every request waits. */
const SLOW_4G = {
  latency: 562.5,
  downloadThroughput: (1.6e6 * 0.9) / 8,
  uploadThroughput: (750e3 * 0.9) / 8,
  offline: false,
};
/** Bodies and headers as they come over the network, 1 KB being 1000 bytes; requests; milliseconds. */
const PHONE_LIMITS = { bytes: 40_000, requests: 15, firstPaint: 1_000 };
/** A TV is on no such network; what it fetches is told all the same. */
const TV_LIMITS = { bytes: 80_000, requests: 15, firstPaint: Infinity };
const PAGES = [
  { name: 'start', path: '/', viewport: PHONE, limits: PHONE_LIMITS },
  { name: 'player', path: '/api/spyster/player?room=BCDF', viewport: PHONE, limits: PHONE_LIMITS },
  { name: 'TV', path: '/api/spyster/host', viewport: TV, limits: TV_LIMITS },
];
/** The machine may be busy with other things, which makes a page slower and never faster: the best visit counts. */
const VISITS = 3;

/** Notes every request of a page and what came over the network for it. @param {CDPSession} tools */
async function weigh(tools) {
  /** @type {Map<string, { url: string, bytes: number }>} */
  const requests = new Map();
  tools.on('Network.requestWillBeSent', ({ requestId, request }) =>
    requests.set(requestId, { url: request.url, bytes: 0 }),
  );
  tools.on('Network.webSocketCreated', ({ requestId, url }) => requests.set(requestId, { url, bytes: 0 }));
  tools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  await tools.send('Network.enable');
  return requests;
}

/** When the first text or picture was painted, since the page was asked for; milliseconds. @param {Page} page */
function firstPaint(page) {
  return page.evaluate(
    () =>
      new Promise((done) => {
        new PerformanceObserver((entries) => {
          const entry = entries.getEntriesByName('first-contentful-paint')[0];
          if (entry) done(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

/**
 * A visit by somebody who has never been here.
 * @param {string} base @param {string} path @param {{ width: number, height: number }} viewport
 * @param {string} [locale] the language they read
 */
async function visit(base, path, viewport, locale) {
  const device = await newDevice(viewport, locale);
  const page = await device.newPage();
  const tools = await device.newCDPSession(page);
  const requests = await weigh(tools);
  await tools.send('Network.emulateNetworkConditions', SLOW_4G);
  await page.goto(base + path);
  const paint = await firstPaint(page);
  await page.waitForLoadState('networkidle', { timeout: SOON });
  const ready = await page.evaluate(
    () => performance.getEntriesByType('navigation')[0]?.toJSON().domContentLoadedEventEnd,
  );
  const all = [...requests.values()].filter(({ url }) => !url.startsWith('data:'));
  const bytes = all.reduce((sum, request) => sum + request.bytes, 0);
  await device.close();
  return { all, bytes, paint, ready };
}

/** @param {string} name @param {Awaited<ReturnType<typeof visit>>} visited */
function tell(name, { all, bytes, paint, ready }) {
  console.log(
    `${name}: ${all.length} requests, ${bytes} bytes, first paint ${Math.round(paint)} ms, script run ${Math.round(ready)} ms`,
  );
  for (const request of all) console.log(`  ${String(request.bytes).padStart(6)}  ${request.url}`);
}

test('the first visit of each page is light', async (t) => {
  after(closeBrowser);
  const address = networkAddress();
  const server = await startServer({ SPYSTER_BIND: '0.0.0.0:0' });
  const { port } = new URL(server.url);
  const base = `http://${address ?? '127.0.0.1'}:${port}`;
  try {
    for (const { name, path, viewport, limits } of PAGES) {
      await t.test(`the ${name} page`, async () => {
        let visited = await visit(base, path, viewport);
        for (let more = 1; more < VISITS && visited.paint >= limits.firstPaint; more += 1)
          visited = await visit(base, path, viewport);
        tell(name, visited);
        const elsewhere = visited.all.filter(({ url }) => new URL(url).host !== new URL(base).host);
        assert.deepEqual(elsewhere, []);
        assert.ok(visited.all.length <= limits.requests, `${visited.all.length} requests`);
        assert.ok(visited.bytes < limits.bytes, `${visited.bytes} bytes`);
        assert.ok(visited.paint < limits.firstPaint, `first paint after ${visited.paint} ms`);
        assert.ok(
          visited.all.some(({ url, bytes }) => url.includes('/static/') && bytes > 0),
          'A script was weighed.',
        );
      });
    }
    // No time is taken here: all at once.
    const [, player] = PAGES;
    await t.test('the player page in every language', async () => {
      await Promise.all(
        REAL.map(async (language) => {
          const visited = await visit(base, player?.path ?? '', PHONE, language);
          const catalogues = visited.all.filter(({ url }) => url.includes('/lang/'));
          const read = catalogues.reduce((sum, { bytes }) => sum + bytes, 0);
          console.log(
            `player in ${language}: ${visited.all.length} requests, ${visited.bytes} bytes, ${read} of them texts`,
          );
          assert.deepEqual(
            catalogues.map(({ url }) => url.split('/lang/')[1]),
            [`${language}.json`],
          );
          assert.ok(read > 0, 'The texts were weighed.');
          assert.ok(visited.bytes < PHONE_LIMITS.bytes, `${visited.bytes} bytes in ${language}`);
        }),
      );
    });
  } finally {
    await server.stop();
  }
});
