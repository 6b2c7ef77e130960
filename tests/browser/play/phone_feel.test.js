// The phone in the hand: it stays awake, can be felt, is not dragged about, and everything is under the thumb.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { LAN_HOST, PHONE, SOON } from '../support/browser.js';
import { callVote, inPhase, vote, withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

const SIZES = [PHONE, { width: 360, height: 640 }, { width: 320, height: 568 }, { width: 844, height: 390 }];

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
    await party.tv.click('text="End game"');
    await party.tv.click('dialog >> text="End game"');
    await party.all('END');
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
    await party.tv.click('text="End game"');
    await party.tv.click('dialog >> text="End game"');
    await party.all('END');
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

/** Is wholly on the screen, and a finger gets at it where it is there for one. @param {Page} phone @param {string} part @param {string} when */
async function inReach(phone, part, when) {
  const seen = await phone
    .locator(`${part}:visible`)
    .first()
    .evaluate(
      (node) => {
        const box = node.getBoundingClientRect();
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return {
          top: box.top,
          bottom: box.bottom,
          right: box.right,
          width: innerWidth,
          height: innerHeight,
          free: node.matches('.card-sheet') || node.contains(top) || (top?.contains(node) ?? false),
        };
      },
      undefined,
      { timeout: SOON },
    );
  assert.ok(
    seen.top >= 0 && seen.bottom <= seen.height + 1 && seen.right <= seen.width + 1 && seen.free,
    `${part} ${when}: ${JSON.stringify(seen)}`,
  );
  return seen;
}

/** @param {Page} phone @param {string} when @param {string[]} parts @param {string} [action] has to be under the thumb */
async function atEverySize(phone, when, parts, action) {
  for (const size of SIZES) {
    await phone.setViewportSize(size);
    const at = `${when}, ${size.width}×${size.height}`;
    for (const part of parts) await inReach(phone, part, at);
    if (!action) continue;
    const { top, height } = await inReach(phone, action, at);
    assert.ok(top > height / 2, `${action} is under the thumb: ${at}`);
  }
  await phone.setViewportSize(PHONE);
}

const names = ['Ana', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn'];
const settings = { SPYSTER_GAME_ROLE_DISPLAY_SECONDS: '30', SPYSTER_GAME_VOTE_DURATION_SECONDS: '180' };

test(
  'what matters is in sight and in reach on every phone, upright and on its side',
  withParty({ names, settings }, async (party) => {
    const phone = party.phone('Ana');
    const door = await party.scan('a guest at the door');
    await atEverySize(door, 'at the door', ['#name', 'button:text-is("Join")']);
    await party.start();
    await atEverySize(phone, 'ROLES', ['.coach', 'h1', '.timer', '.card-holder']);
    await phone.locator('.card-holder').focus();
    await phone.keyboard.down('Space');
    await atEverySize(phone, 'card held', ['.card-sheet']);
    await phone.keyboard.up('Space');
    await party.all('QUESTIONING', 40_000);
    await atEverySize(phone, 'QUESTIONING', ['.timer', '.turn', '.card-holder'], 'button:text-is("Call vote")');
    await phone.locator('.card-holder').focus();
    await phone.keyboard.down('Space');
    await atEverySize(phone, 'card held over the questions', ['.card-sheet']);
    await phone.keyboard.up('Space');
    await callVote(phone);
    await party.all('VOTE');
    await atEverySize(
      phone,
      'VOTE',
      ['.timer', '.tracker', '.suspects .choice', '.bets .choice', '.card-holder'],
      '.action-row .button-primary',
    );
    await phone.click('text="Guess the location"');
    await atEverySize(phone, 'locations', ['.places .choice', '.card-holder'], 'button:text-is("Guess this location")');
    await phone.click('[role=tab]:text-is("Vote")');
    await vote(phone, 'Ben', 1);
    await atEverySize(phone, 'locked', ['.timer', '.tracker', '.stamp'], '.card-holder');
  }),
);

test(
  'the time until the next round is in sight',
  withParty({ settings: { SPYSTER_GAME_NUM_ROUNDS: '2' } }, async (party) => {
    await party.start();
    const { spy, crew } = await party.lookAtCards();
    await party.all('QUESTIONING');
    await callVote(party.phone(crew[0]));
    await party.all('VOTE');
    for (const name of crew) await vote(party.phone(name), spy, 1);
    await vote(party.phone(spy), crew[0], 1);
    await party.all('SCORING', 30_000);
    await atEverySize(party.phone(spy), 'SCORING', ['h1', '.own-points'], '.timer');
  }),
);
