// The TV with nothing but a remote's arrows and its OK key, and pages in the reader's own colours.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV, newDevice } from '../support/browser.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, openScene } from '../support/stage.js';
import { startServer } from '../support/server.js';

/** @import { Phase } from '../../../www/js/protocol.js' */
/** @import { Page } from 'playwright-core' */

after(closeStage);

/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.textContent);

test('Start, Next round and Play again take one key, and a view without such a button has the focus on its heading', async () => {
  const { page, device, say, said, troubles } = await openScene('host', TV, { reducedMotion: 'reduce' });
  try {
    for (const [phase, action] of /** @type {[Phase, string | null][]} */ ([
      ['LOBBY', 'start_game'],
      ['VOTE', null],
      ['SCORING', 'next_round'],
      ['END', 'play_again'],
      ['PAUSED', 'resume'],
    ])) {
      await say(sceneOf(phase));
      if (action === null) {
        assert.ok(await page.evaluate(() => document.activeElement?.matches('#view h1')), phase);
        continue;
      }
      await page.keyboard.press('Enter');
      const deadline = Date.now() + 5_000;
      while (said.at(-1)?.action !== action && Date.now() < deadline)
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(done)));
      assert.equal(said.at(-1)?.action, action);
    }
    assert.equal(await page.locator('[target]').count(), 0, 'A remote can’t close a tab.');
    assert.deepEqual(troubles, []);
  } finally {
    await device.close();
  }
});

test('arrows lead through the start page and the past games, out of a field too', async () => {
  const server = await startServer({});
  const device = await newDevice(TV);
  try {
    const page = await device.newPage();
    await page.goto(`${server.url}/`);
    await page.focus('#room');
    for (const key of ['ArrowRight', 'ArrowLeft']) {
      await page.keyboard.press(key);
      assert.ok(await page.evaluate(() => document.activeElement?.matches('#room')), 'They move between the letters.');
    }
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), 'Join a game');
    // To the other door, and up in it.
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    assert.equal(await focused(page), 'Host on this screen');
    await page.goto(`${server.url}/api/spyster/history`);
    await page.waitForSelector('.bar-links');
    for (let step = 0; step < 6 && (await focused(page)) !== 'Leaderboard'; step += 1)
      await page.keyboard.press(step === 0 ? 'ArrowDown' : 'ArrowRight');
    assert.equal(await focused(page), 'Leaderboard');
  } finally {
    await device.close();
    await server.stop();
  }
});

test('in forced colours the open tab and who is here can be told', async () => {
  const { page, device, say } = await openScene('player', PHONE, { reducedMotion: 'reduce' });
  try {
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const away = sceneOf('LOBBY', { who: 'Ana', names: TEN.slice(0, 4) });
    away.players = away.players.map((player, seat) => ({
      ...player,
      status: /** @type {const} */ (['connected', 'reconnecting', 'disconnected', 'connected'])[seat] ?? 'connected',
    }));
    await say(away);
    const dots = await page.evaluate(() =>
      ['connected', 'reconnecting', 'disconnected'].map((status) => {
        const dot = document.querySelector(`.player[data-status="${status}"] .player-dot`);
        if (!dot) return status;
        const { backgroundColor, borderRadius, borderTopWidth } = getComputedStyle(dot);
        return [backgroundColor, borderRadius, borderTopWidth].join(' ');
      }),
    );
    assert.equal(new Set(dots).size, 3, dots.join('; '));
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.ok(!dots[0]?.startsWith(ground) && !dots[2]?.startsWith(ground), `${dots} on ${ground}`);
    await say(sceneOf('VOTE', { who: 'Ana' }));
    const tabs = await page.evaluate(() =>
      [...document.querySelectorAll('.tab')].map((tab) => getComputedStyle(tab).backgroundColor),
    );
    assert.equal(new Set(tabs).size, 2, tabs.join('; '));
  } finally {
    await device.close();
  }
});
