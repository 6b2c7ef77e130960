// The phone in the hand: it stays awake, can be felt, and is not dragged about.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { LAN_HOST, PHONE } from '../support/browser.js';
import { callVote, inPhase, vote, withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** A phone on which a script has changed what the browser offers. @param {Party} party @param {string} name @param {() => void} change @param {string} [base] */
async function joinWith(party, name, change, base = party.base) {
  const device = await party.device(PHONE);
  await device.addInitScript(change);
  const phone = await party.open(device, `/api/spyster/player?room=${party.room}`, name, base);
  await phone.fill('#name', name);
  await phone.click('text="Join"');
  await inPhase(phone, 'LOBBY');
  party.phones.set(name, phone);
  return phone;
}

test(
  'on plain http a video without sound keeps the screen awake until the game is over',
  withParty({ names: ['Ben', 'Cleo', 'Dan'] }, async (party) => {
    const base = party.server.url.replace('127.0.0.1', LAN_HOST);
    const ana = await joinWith(
      party,
      'Ana',
      () => {
        const { play } = HTMLMediaElement.prototype;
        HTMLMediaElement.prototype.play = function remembered() {
          if (this instanceof HTMLVideoElement) window.video = this;
          return play.call(this);
        };
      },
      base,
    );
    assert.equal(await ana.evaluate(() => window.isSecureContext), false);
    assert.equal(await ana.evaluate(() => 'wakeLock' in navigator), false);
    await ana.waitForFunction(() => window.video?.currentTime > 0.5 && !window.video.paused);
    // Without a sound track no guest's music stops; without one, Chromium wants to see the video, and to see it large.
    assert.ok(
      !(await readFile(resolve(import.meta.dirname, '../../../www/awake.mp4'))).includes('soun'),
      'It has no sound track.',
    );
    assert.deepEqual(
      await ana.evaluate(() => {
        const { width, height, left, top } = window.video.getBoundingClientRect();
        return {
          loop: window.video.loop,
          wide: window.video.videoWidth,
          seen: [left, top, width / innerWidth, height / innerHeight],
        };
      }),
      { loop: true, wide: 16, seen: [0, 0, 1, 1] },
    );

    await party.start();
    await party.playToTheEnd();
    await ana.waitForFunction(() => window.video.paused);
    await party.tv.click('text="Play again"');
    await party.all('LOBBY');
    await ana.waitForFunction(() => !window.video.paused);
  }),
);

test(
  'where there is a wake lock it is taken, taken again, and given back',
  withParty({ names: ['Ben', 'Cleo', 'Dan'] }, async (party) => {
    const ana = await joinWith(party, 'Ana', () => {
      window.locks = [];
      const request = async () => {
        const lock = {
          released: false,
          release: async () => {
            lock.released = true;
          },
        };
        window.locks.push(lock);
        return lock;
      };
      Object.defineProperty(navigator, 'wakeLock', { value: { request } });
    });
    const held = (/** @type {number} */ count) =>
      ana.waitForFunction((all) => window.locks.length === all && !window.locks.at(-1)?.released, count);
    await held(1);
    // As when the phone was locked for a while: the browser has let go of it.
    await ana.evaluate(() => {
      Object.assign(window.locks[0] ?? {}, { released: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await held(2);
    await party.start();
    await held(2);
    await party.playToTheEnd();
    await ana.waitForFunction(() => window.locks.every((lock) => lock.released));
  }),
);

test(
  'a called vote, one’s own lock and a caught spy are felt, by the spy like by everybody',
  withParty({ names: [], settings: { SPYSTER_GAME_NUM_ROUNDS: '1' } }, async (party) => {
    for (const name of ['Ana', 'Ben', 'Cleo', 'Dan']) {
      await joinWith(party, name, () => {
        window.felt = [];
        Object.defineProperty(navigator, 'vibrate', {
          value: (/** @type {number[]} */ pattern) => window.felt.push(pattern),
        });
      });
    }
    await party.start();
    const { spy, crew } = await party.lookAtCards();
    await party.all('QUESTIONING');
    await callVote(party.phone(crew[0]));
    await party.all('VOTE');
    for (const name of crew) await vote(party.phone(name), spy, 1);
    await vote(party.phone(spy), crew[0], 1);
    await party.all('REVEAL');
    for (const name of party.names) {
      const phone = party.phone(name);
      await phone.waitForSelector('[data-verdict=spy_caught]');
      await phone.waitForFunction(() => window.felt.length === 3);
      assert.deepEqual(
        (await phone.evaluate(() => window.felt)).map((pattern) => pattern.length),
        [5, 1, 5],
        name,
      );
    }
  }),
);

test(
  'the page can be zoomed, is not pulled down in a game, and a long press selects no control',
  withParty({}, async (party) => {
    const door = await party.scan('a guest at the door');
    const overscroll = (/** @type {Page} */ page) =>
      page.evaluate(() => getComputedStyle(document.documentElement).overscrollBehaviorY);
    assert.equal(await overscroll(door), 'auto');
    const phone = party.phone('Ana');
    assert.equal(await overscroll(phone), 'none');
    const viewport = await phone.locator('meta[name=viewport]').getAttribute('content');
    assert.match(viewport ?? '', /viewport-fit=cover/);
    assert.doesNotMatch(viewport ?? '', /maximum-scale|user-scalable/);
    const selectable = (/** @type {string} */ part) =>
      phone
        .locator(part)
        .first()
        .evaluate((node) => getComputedStyle(node).userSelect);
    assert.equal(await selectable('#menu .button'), 'none');
    assert.equal(await selectable('.view .lead'), 'auto');
  }),
);
