// What a TV sounds like: nothing until somebody wants it, and then all of it.

import assert from 'node:assert/strict';
import { basename, resolve } from 'node:path';
import { after, test } from 'node:test';
import { TV } from '../support/browser.js';
import { sceneOf } from '../support/scenes.js';
import { closeStage, withScene } from '../support/stage.js';

after(closeStage);

test(
  'sound is off until the host turns it on, by remote too, and stays so',
  withScene(['host', TV], async ({ page, say }) => {
    await page.evaluate(() => {
      const voices = /** @type {string[]} */ ([]);
      Object.assign(window, { voices });
      const { createOscillator } = AudioContext.prototype;
      AudioContext.prototype.createOscillator = function () {
        voices.push(document.body.dataset.phase ?? '');
        return createOscillator.call(this);
      };
    });
    /** @returns {Promise<string[]>} */
    const voices = () => page.evaluate(() => /** @type {any} */ (window).voices);
    await say(sceneOf('QUESTIONING'));
    await page.waitForSelector('.sound[aria-pressed="false"]');
    await say(sceneOf('VOTE', { more: { timer: { name: 'vote', remaining: 2.5, total: 60 } } }));
    await page.waitForFunction(() => document.querySelector('.timer-digits')?.textContent === '0:00');
    assert.deepEqual(await voices(), []);

    await page.focus('#feed-toggle, .bar .button >> nth=0');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement?.classList.contains('sound')), true);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.sound[aria-pressed="true"]');
    await say(sceneOf('QUESTIONING'));
    await say(sceneOf('VOTE', { more: { timer: { name: 'vote', remaining: 3.5, total: 60 } } }));
    await page.waitForFunction(() => /** @type {any} */ (window).voices.length >= 5, undefined, { polling: 50 });
    assert.ok(
      (await voices()).every((phase) => phase === 'VOTE'),
      'A sting of two tones, then ticks.',
    );
    await page.reload();
    await say(sceneOf('VOTE'));
    await page.waitForSelector('.sound[aria-pressed="true"]');
  }),
);

test(
  'every sound can be heard and none is cut off at the top',
  withScene(['host', TV], async ({ page, device }) => {
    // By itself it is not served.
    await device.route('**/static/js/*.js', (route) =>
      route.fulfill({ path: resolve(import.meta.dirname, '../../../www/js', basename(route.request().url())) }),
    );
    const peaks = await page.evaluate(async (path) => {
      const { play } = await import(path);
      const sounds = ['tick', 'flip', 'bets', 'sting', 'drum', 'caught', 'escaped', 'nothing', 'fanfare'];
      return Promise.all(
        sounds.map(async (sound) => {
          const audio = new OfflineAudioContext(1, 3 * 44_100, 44_100);
          play(audio, { sound, at: 0, lasts: 2_500 });
          const heard = (await audio.startRendering()).getChannelData(0);
          return /** @type {const} */ ([sound, heard.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)]);
        }),
      );
    }, '/api/spyster/static/js/synth.js');
    for (const [sound, peak] of peaks) assert.ok(peak > 0.2 && peak < 0.9, `${sound}: ${peak}`);
  }),
);
