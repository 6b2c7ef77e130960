// A page that does not start, or goes wrong later, says so in the reader's language and with a way on.

import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { PHONE, TV, closeBrowser, newDevice } from '../support/browser.js';
import { startServer } from '../support/server.js';

/** @import { Page } from 'playwright-core' */

const TEXTS = new URL('../../../www/lang/trouble/', import.meta.url);
const PAGES = ['/', '/api/spyster/host', '/api/spyster/player', '/api/spyster/history'];
const languages = (await readdir(TEXTS)).map((name) => name.replace('.json', ''));
/** @param {string} language @returns {Promise<Record<string, string>>} */
const textsIn = async (language) => JSON.parse(await readFile(new URL(`${language}.json`, TEXTS), 'utf8'));

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
before(async () => {
  server = await startServer();
});
after(async () => {
  await closeBrowser();
  await server.stop();
});

/**
 * @param {{ width: number, height: number }} viewport
 * @param {string} language
 * @param {(page: Page) => Promise<void>} play
 */
async function withPage(viewport, language, play) {
  const device = await newDevice(viewport, language);
  try {
    await play(await device.newPage());
  } finally {
    await device.close();
  }
}

/** @param {Page} page */
async function noticeOn(page) {
  await page.waitForSelector('.start-notice');
  const notice = page.locator('.start-notice');
  return { text: await notice.locator('p').textContent(), buttons: await notice.locator('button').allTextContents() };
}

/** A module that the browser can't read. @param {Page} page */
const breakModule = (page) =>
  page.route('**/static/*/js/*.js', (route) =>
    /start\.js$/.test(route.request().url())
      ? route.continue()
      : route.fulfill({ contentType: 'text/javascript', body: 'let one = 1; one ?!= 2;' }),
  );

test('every language says the same things', async () => {
  const english = Object.keys(await textsIn('en'));
  assert.ok(languages.length >= 6);
  const inScript = await readFile(new URL('../start/en.json', TEXTS), 'utf8');
  assert.deepEqual(JSON.parse(inScript), await textsIn('en'), 'The script brings the English ones along.');
  for (const language of languages) {
    const texts = await textsIn(language);
    assert.deepEqual(Object.keys(texts), english, language);
    assert.ok(
      Object.values(texts).every((text) => text.trim()),
      language,
    );
  }
});

for (const path of PAGES) {
  test(`a browser that can not read the script of ${path} is told so, on a phone and on a TV`, async () => {
    for (const [viewport, text] of /** @type {const} */ ([
      [PHONE, 'old_phone'],
      [TV, 'old_tv'],
    ])) {
      await withPage(viewport, 'en-US', async (page) => {
        await breakModule(page);
        await page.goto(server.url + path);
        assert.deepEqual(await noticeOn(page), { text: (await textsIn('en'))[text], buttons: [] });
      });
    }
  });
}

for (const language of languages) {
  test(`a browser that lacks what all others have is told so in ${language}`, () =>
    withPage(PHONE, language, async (page) => {
      await page.addInitScript(() => {
        delete (/** @type {any} */ (String.prototype).replaceAll);
      });
      await page.goto(`${server.url}/api/spyster/player`);
      assert.equal((await noticeOn(page)).text, (await textsIn(language)).old_phone);
    }));
}

test('where the script does not come, the page says what to do, and Reload does it', () =>
  withPage(PHONE, 'de-DE', async (page) => {
    await page.route('**/js/player.js', (route) => route.abort());
    await page.goto(`${server.url}/api/spyster/player`);
    const { late, reload } = await textsIn('de');
    assert.deepEqual(await noticeOn(page), { text: late, buttons: [reload] });
    await page.unroute('**/js/player.js');
    await page.click('.start-notice button');
    await page.waitForSelector('.view-join');
    assert.equal(await page.locator('.start-notice').count(), 0);
  }));

test('a page that shows nothing for eight seconds says so, until it does', () =>
  withPage(PHONE, 'fr-FR', async (page) => {
    await page.clock.install();
    /** @type {() => void} */
    let go = () => {};
    const waits = new Promise((resolve) => {
      go = () => resolve(undefined);
    });
    await page.route('**/lang/fr.json', async (route) => {
      await waits;
      await route.continue();
    });
    await page.goto(`${server.url}/api/spyster/player`);
    await page.clock.runFor(7_000);
    assert.equal(await page.locator('.start-notice').count(), 0);
    await page.clock.runFor(2_000);
    assert.equal((await noticeOn(page)).text, (await textsIn('fr')).late);
    go();
    await page.waitForSelector('.view-join');
    await page.clock.runFor(1_000);
    assert.equal(await page.locator('.start-notice').count(), 0);
  }));

test('an error that nobody caught is told, whether thrown or promised; a size measured twice is not', () =>
  withPage(TV, 'nl-NL', async (page) => {
    const { failed, reload } = await textsIn('nl');
    await page.goto(`${server.url}/api/spyster/host`);
    await page.waitForSelector('body[data-phase="LOBBY"] #view .view');
    const dispatch = (/** @type {string} */ message) =>
      page.evaluate((text) => {
        dispatchEvent(new ErrorEvent('error', { message: text, filename: location.href }));
      }, message);
    await dispatch('ResizeObserver loop completed with undelivered notifications.');
    assert.equal(await page.locator('.start-notice').count(), 0);
    await dispatch('Uncaught TypeError: nothing is not a function');
    assert.deepEqual(await noticeOn(page), { text: failed, buttons: [reload] });
    await page.click('.start-notice button');
    await page.waitForSelector('.start-notice', { state: 'detached' });
    await page.waitForSelector('body[data-phase="LOBBY"] #view .view');
    await page.evaluate(() => {
      void Promise.reject(new Error('nobody listens'));
    });
    assert.equal((await noticeOn(page)).text, failed);
  }));
