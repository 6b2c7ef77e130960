// The server's wall clock is set in mid-question: no timer that anybody looks at moves.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { inPhase, withParty } from '../support/party.js';
import { sure } from '../support/sure.js';

/** @import { Page } from 'playwright-core' */

/** Where Debian puts the library that lies about the time, by machine. */
const LIBRARY = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find(existsSync);
/** How far a timer may move, in seconds. */
const MOVES = 0.3;
/** An hour on, an hour back, a day on; seconds. */
const SHIFTS = [3_600, -3_600, 86_400];

/** Notes from now on when the page's timer will be over, each time it is drawn; on the page's own clock, in seconds. @param {Page} page */
const watch = (page) =>
  page.evaluate(() => {
    const seen = /** @type {number[]} */ ([]);
    Object.assign(window, { seen });
    const bar = document.querySelector('.timer-bar');
    if (!(bar instanceof HTMLElement)) throw new Error('There is no timer.');
    new MutationObserver(() => {
      const share = Number(/scaleX\((.+)\)/.exec(bar.style.transform)?.[1]);
      seen.push(performance.now() / 1_000 + share * 60 * 3);
    }).observe(bar, { attributes: true, attributeFilter: ['style'] });
  });

/** What was noted, once there is more than before. @param {Page} page @param {number} before */
async function noted(page, before) {
  const seen = () => /** @type {{ seen: number[] }} */ (/** @type {unknown} */ (window)).seen;
  await page.waitForFunction(
    (count) => /** @type {{ seen: number[] }} */ (/** @type {unknown} */ (window)).seen.length > count,
    before,
  );
  return page.evaluate(seen);
}

const skip = LIBRARY
  ? false
  : 'Left out: the wall clock is set with libfaketime, which this machine has not (Debian: faketime).';

test('setting the server’s clock in mid-question moves no timer on a screen', { skip }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'spyster-wall-'));
  const wall = join(folder, 'wall');
  await writeFile(wall, '+0');
  const settings = {
    LD_PRELOAD: LIBRARY ?? '',
    FAKETIME_TIMESTAMP_FILE: wall,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    SPYSTER_GAME_ROUND_DURATION_MINUTES: '3',
  };
  await withParty({ settings }, async (party) => {
    await party.start();
    await party.all('QUESTIONING', 20_000);
    const screens = [party.tv, party.phone('Ana')];
    await Promise.all(screens.map(watch));
    for (const shift of SHIFTS) {
      await writeFile(wall, shift < 0 ? `${shift}` : `+${shift}`);
      // Somebody who comes back is a new state for everybody.
      await party.phone('Ben').reload();
      await inPhase(party.phone('Ben'), 'QUESTIONING');
      for (const screen of screens) {
        // And a page that is looked at again measures the server's clock.
        await screen.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
        const drawn = (await noted(screen, 0)).length;
        const ends = await noted(screen, drawn + 5);
        for (const end of ends)
          assert.ok(Math.abs(end - sure(ends[0])) < MOVES, `${shift} s: over at ${end} after ${ends[0]}`);
      }
    }
    const late = await party.open(
      await party.device({ width: 1280, height: 720 }),
      `/api/spyster/host?watch=${party.room}`,
      'a screen that watches',
    );
    await inPhase(late, 'QUESTIONING');
    await Promise.all([late, party.tv].map(watch));
    const [fresh, old] = await Promise.all(
      [late, party.tv].map(async (page) => {
        const now = await page.evaluate(() => performance.timeOrigin / 1_000);
        return now + sure((await noted(page, 3)).at(-1));
      }),
    );
    assert.ok(Math.abs(sure(fresh) - sure(old)) < MOVES, 'A screen that comes later shows the same.');
  })();
  await rm(folder, { recursive: true });
});
