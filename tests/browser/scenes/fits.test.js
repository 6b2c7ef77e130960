// The largest moments fit their screens: vote, reveal and end with many players, long names, and votes on a small phone.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { misfits } from '../support/pictures.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, painted, withScene } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */

after(closeStage);

const PHASES = /** @type {const} */ (['LOBBY', 'ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING', 'END']);
/** Ten names as wide as a name can be. */
const WIDE = TEN.map((_, seat) => `${'W'.repeat(19)}${seat}`);
const HD = { width: 1280, height: 720 };

/** How far a page is longer than its screen. @param {Page} page */
const scrolls = (page) => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);

for (const size of [HD, TV]) {
  test(
    `vote and end fill a TV of ${size.width}×${size.height} and do not scroll, with four and with ten`,
    withScene(['host', size, { reducedMotion: 'reduce' }], async ({ page, say }) => {
      for (const names of [TEN.slice(0, 4), TEN, WIDE]) {
        await say(sceneOf('VOTE', { names }));
        await painted(page);
        assert.deepEqual(await misfits(page, names === WIDE), [], `VOTE of ${names.length}`);
        for (const awards of [0, 1, 2, 3, 4]) {
          await say(sceneOf('END', { names, more: { awards: sceneOf('END').awards?.slice(0, awards) } }));
          await painted(page);
          assert.deepEqual(await misfits(page, names === WIDE), [], `END of ${names.length} with ${awards} awards`);
          assert.equal(await scrolls(page), 0);
          const room = await page.evaluate(() => {
            const bottom = (/** @type {string} */ part) =>
              document.querySelector(part)?.getBoundingClientRect().bottom ?? 0;
            return bottom('#view') - Math.max(bottom('.podium'), bottom('.awards'));
          });
          assert.ok(room >= 0 && room < 40, `${room} px left below END of ${names.length} with ${awards} awards`);
        }
      }
    }),
  );
}

test(
  'the names on few votes are whole',
  withScene(['host', HD, { reducedMotion: 'reduce' }], async ({ page, say }) => {
    for (const names of [
      ['Hugo Bot', 'Gina Bot', 'Rita Bot', 'Mona Bot', 'Leo Bot'],
      ['Maximilian', 'Hannah', 'Christina', 'Sebastian'],
    ]) {
      await say(sceneOf('VOTE', { names }));
      await say(sceneOf('REVEAL', { names, since: 60_000 }));
      await painted(page);
      assert.deepEqual(await misfits(page, false), []);
    }
  }),
);

test(
  'a headline with a long name stays on its line, whole, in every width of the floor',
  withScene(['host', HD, { reducedMotion: 'reduce' }], async ({ page, say }) => {
    const line = async () => {
      await painted(page);
      return page.evaluate(() => {
        const words = document.querySelector('.headline > h1');
        if (!words?.parentElement) throw new Error('There is no headline.');
        const [box, text] = [words.parentElement.getBoundingClientRect(), words.getBoundingClientRect()];
        return {
          fits: text.width <= box.width,
          lines: Math.round(text.height / parseFloat(getComputedStyle(words).lineHeight)),
          cut: words.hasAttribute('data-cut'),
          size: parseFloat(getComputedStyle(words).fontSize),
        };
      });
    };
    await say(sceneOf('VOTE'));
    const usual = await line();
    for (const phase of /** @type {const} */ (['VOTE', 'END'])) {
      await say(sceneOf(phase, { names: WIDE }));
      const { size, ...rest } = await line();
      assert.deepEqual(rest, { fits: true, lines: 1, cut: false }, phase);
      assert.ok(size < usual.size && size > 24, `${size} px in ${phase}`);
    }
    await say(sceneOf('VOTE', { names: WIDE }));
    const before = await line();
    await page.click('text="Live feed"');
    await page.waitForFunction((size) => {
      const words = document.querySelector('.headline > h1');
      return words !== null && parseFloat(getComputedStyle(words).fontSize) < size;
    }, before.size);
    assert.equal((await line()).fits, true);
  }),
);

for (const size of [PHONE, { width: 360, height: 640 }]) {
  test(
    `ten votes and one’s own result are on a phone of ${size.width}×${size.height} at once`,
    withScene(['player', size, { reducedMotion: 'reduce' }], async ({ page, say }) => {
      for (const since of [3_000, 60_000]) {
        await say(sceneOf('REVEAL', { who: 'Ana', since }));
        await page.waitForSelector('.vote-card >> nth=9');
        assert.equal(await scrolls(page), 0);
      }
      await page.waitForSelector('.own-points:text-is("+6")');
      const bottom = await page.locator('.own-result').evaluate((result) => result.getBoundingClientRect().bottom);
      assert.ok(bottom < size.height / 2, `one’s own result ends at ${bottom}`);
    }),
  );
}

for (const size of [
  { width: 360, height: 640 },
  { width: 320, height: 568 },
]) {
  test(
    `nine suspects, the bets and Lock it in are in reach on a phone of ${size.width}×${size.height}, below the coach’s line`,
    withScene(['player', size, { reducedMotion: 'reduce' }], async ({ page, say }) => {
      await say(sceneOf('VOTE', { who: 'Ana' }));
      await page.waitForSelector('.coach');
      const covered = await page.evaluate(() =>
        [...document.querySelectorAll('.suspects .choice, .bets .choice, .action-row > .button')]
          .filter((one) => {
            const { x, y, width, height } = one.getBoundingClientRect();
            return !one.contains(document.elementFromPoint(x + width / 2, y + height / 2));
          })
          .map((one) => one.textContent),
      );
      assert.deepEqual(covered, []);
    }),
  );
}

test(
  'the feed keeps its end when a line comes as its room shrinks, and leaves a reader alone',
  withScene(['host', HD], async ({ page, say, tell }) => {
    let told = 0;
    const lines = (/** @type {number} */ count) =>
      tell({
        type: 'feed',
        entries: Array.from({ length: count }, () => {
          told += 1;
          return {
            seq: told,
            kind: 'status',
            phase: 'LOBBY',
            status: 'waiting',
            message: `Line ${told}`,
            timestamp: told,
          };
        }),
      });
    const shows = (/** @type {number} */ line) =>
      page.waitForSelector(`.feed-line:has-text("Line ${line}")`, { state: 'attached' });
    const fromEnd = () =>
      page.evaluate(() => {
        const log = document.querySelector('.feed-log');
        return log ? log.scrollHeight - log.clientHeight - log.scrollTop : NaN;
      });
    await say(sceneOf('LOBBY'));
    await page.click('text="Live feed"');
    lines(60);
    await shows(60);
    assert.ok((await fromEnd()) < 2, `${await fromEnd()}`);
    // The event of a scroll to the end comes when the end has moved on already.
    await page.evaluate(() => {
      const [feed, log] = document.querySelectorAll('.feed, .feed-log');
      if (feed instanceof HTMLElement) feed.style.height = '12rem';
      log?.dispatchEvent(new Event('scroll'));
    });
    await painted(page);
    assert.ok((await fromEnd()) < 2, `${await fromEnd()} px above the end after it shrank`);
    await page.hover('.feed-log');
    await page.mouse.wheel(0, -200);
    await page.waitForSelector('text="Jump to latest"');
    const above = await fromEnd();
    lines(1);
    await shows(61);
    assert.ok((await fromEnd()) > above, 'Who reads is not taken away.');
    await page.click('text="Jump to latest"');
    await painted(page);
    assert.ok((await fromEnd()) < 2);
  }),
);

/** As long as a name can be, in letters of every width. */
const LONG = ['Maximiliana Longname', 'W'.repeat(20), 'Eva-Maria the Second', 'O’Brien', ...TEN.slice(2, 8)];

for (const [kind, size] of /** @type {const} */ ([
  ['host', TV],
  ['player', { width: 320, height: 568 }],
])) {
  test(
    `ten guests with long names fit on a ${kind === 'host' ? 'TV' : 'small phone'}`,
    withScene([kind, size, { reducedMotion: 'reduce', who: 'O’Brien' }], async ({ page, say }) => {
      for (const phase of PHASES) {
        // All who are not the spy bet the same, and win together: the longest headline.
        const winner = { name: 'O’Brien', score: 6, is_tie: true, tied_players: LONG.slice(2) };
        await say(
          sceneOf(phase, {
            names: LONG,
            who: kind === 'host' ? null : 'O’Brien',
            since: 60_000,
            more: phase === 'END' ? { winner } : {},
          }),
        );
        if (phase === 'REVEAL') await page.waitForSelector('[data-verdict]');
        await painted(page);
        assert.deepEqual(await misfits(page, true), [], phase);
      }
    }),
  );
}
