// What a browser keeps: apart for each server under one host name, and through an update that keeps it otherwise.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV, closeBrowser, newDevice, openPage } from '../support/browser.js';
import { choose, inPhase, vote, withParty } from '../support/party.js';
import { startProxy } from '../support/proxy.js';
import { startServer } from '../support/server.js';

/** @import { Page } from 'playwright-core' */

/** Leaves in the browser what a page of the build before this one would have kept. @param {Page} page */
const keepTheOldWay = (page) =>
  page.evaluate(() => {
    for (const storage of [localStorage, sessionStorage]) {
      for (const [key, value] of Object.entries(storage)) {
        storage.removeItem(key);
        storage.setItem(key.replace('/api/spyster/', ''), value);
      }
    }
  });

/** The keys of an old page, none of which this build uses. @param {Page} page */
const oldKeys = (page) =>
  page.evaluate(() =>
    [localStorage, sessionStorage]
      .flatMap((storage) => Object.keys(storage))
      .filter((key) => key.startsWith('spyster.')),
  );

test(
  'in the middle of a vote pages come back after an update, to the same seats and what was chosen',
  withParty({}, async (party) => {
    const { tv } = party;
    await party.start();
    await party.all('QUESTIONING', 20_000);
    await tv.click('text="Skip to vote"');
    await party.all('VOTE');
    const [ana, ben] = [party.phone('Ana'), party.phone('Ben')];
    await choose(ana, 'Cleo', 3);
    await vote(ben, 'Cleo', 2);

    await Promise.all(
      party.pages.map(async (page) => {
        await keepTheOldWay(page);
        assert.ok((await oldKeys(page)).length > 0);
        await page.reload();
        await inPhase(page, 'VOTE');
      }),
    );
    assert.equal(await tv.locator('#bar-room').textContent(), party.room);
    await ben.waitForSelector('.stamp:text-is("Locked")');
    await ana.waitForSelector('.suspects [aria-checked=true] .choice-name:text-is("Cleo")');
    await ana.click('text="Lock it in"');
    await tv.waitForSelector('.tracker-text:text-is("2/4 locked in")');
    for (const page of party.pages) {
      const left = (await oldKeys(page)).filter((key) => /seat|host|choices/.test(key));
      assert.deepEqual(left, [], 'It was moved.');
    }
  }),
);

test('two servers under one host name: a TV and a phone of each, all in one browser, come back to their own', async () => {
  after(closeBrowser);
  const proxy = await startProxy('/a');
  const origin = new URL(proxy.url).origin;
  const servers = await Promise.all(
    ['/a', '/b'].map(async (under) => {
      const server = await startServer({ SPYSTER_PUBLIC_URL: origin + under });
      proxy.passTo(server.url, under);
      return server;
    }),
  );
  /** @type {string[]} */
  const troubles = [];
  const open = (
    /** @type {import('playwright-core').BrowserContext} */ device,
    /** @type {string} */ under,
    /** @type {string} */ path,
  ) => openPage(device, origin + under, `/api/spyster/${path}`, (trouble) => troubles.push(trouble));
  const [screens, phones] = await Promise.all([newDevice(TV), newDevice(PHONE)]);
  try {
    /** @type {{ page: Page, room: string }[]} */
    const games = [];
    for (const under of ['/a', '/b']) {
      const tv = await open(screens, under, 'host');
      await inPhase(tv, 'LOBBY');
      const room = (await tv.locator('.room-code').textContent()) ?? '';
      const phone = await open(phones, under, `player?room=${room}`);
      await phone.fill('#name', `Guest of ${under.slice(1)}`);
      await phone.click('text="Join"');
      await inPhase(phone, 'LOBBY');
      games.push({ page: tv, room }, { page: phone, room });
    }
    for (const { page, room } of games) {
      await page.reload();
      await inPhase(page, 'LOBBY');
      assert.equal(await page.locator('#bar-room').textContent(), room);
      await page.waitForSelector('.player');
    }
    assert.deepEqual(troubles, []);
  } finally {
    await Promise.all([screens.close(), phones.close()]);
    await Promise.all(servers.map((server) => server.stop()));
    await proxy.stop();
  }
});
