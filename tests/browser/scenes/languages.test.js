// What is written fits in every language, on the smallest phone and the smallest TV: two made-up languages are among
// them, one long, one from right to left.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ALL, REAL, cardsTooLong, catalogue, tooLong } from '../support/languages.js';
import { CLASSIC } from '../support/pack.js';
import { holding } from '../support/party.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, openScene } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */
/** @import { State } from '../../../www/js/protocol.js' */

after(closeStage);

const SMALL = { width: 360, height: 640 };
const SMALL_TV = { width: 1280, height: 720 };
/** One for each language, as many as a party that speaks them all. */
const names = TEN.slice(0, 8);

/** A look at whatever is shown. @typedef {(view: string) => Promise<void>} Look */

/**
 * Opens a page in a language, shows it whatever `show` wants to, and expects that everything has fitted whenever it was looked at.
 * @param {'host' | 'player'} kind
 * @param {string} language
 * @param {string} who
 * @param {(scene: Awaited<ReturnType<typeof openScene>>, look: Look) => Promise<void>} show
 */
async function fitsIn(kind, language, who, show) {
  const viewport = kind === 'host' ? SMALL_TV : SMALL;
  const scene = await openScene(kind, viewport, { reducedMotion: 'reduce', language, who });
  /** @type {Record<string, string[]>} */
  const found = {};
  try {
    await show(scene, async (view) => {
      const misfits = await tooLong(scene.page);
      if (misfits.length > 0) found[view] = misfits;
    });
    assert.deepEqual(found, {});
    assert.deepEqual(scene.troubles, []);
  } finally {
    await scene.device.close();
  }
}

/** @param {Page} phone @param {number} tab */
const open = (phone, tab) => phone.click(`.tab >> nth=${tab}`);

/** The card itself: the other roles on it may be cut, they only give the taste of a place. @param {Page} phone @param {string} language */
const card = (phone, language) =>
  holding(phone, async () => [
    ...(await tooLong(phone)).filter((misfit) => !/^(LI|face-)/.test(misfit)),
    ...(await cardsTooLong(phone, language)),
  ]);

for (const language of ALL) {
  test(`all views of a phone fit in ${language}`, async () => {
    await fitsIn('player', language, '', async ({ page }, look) => {
      await page.waitForSelector('.view-join');
      await look('the door');
    });
    await fitsIn('player', language, 'Ana', async ({ page, say }, look) => {
      /** @param {Parameters<typeof sceneOf>[0]} phase @param {Partial<State>} [more] */
      const show = (phase, more) => say(sceneOf(phase, { names, who: 'Ana', since: 60_000, more }));
      await show('LOBBY');
      // Texts of the pack come after the page.
      if (REAL.includes(language) && language !== CLASSIC.language)
        await page.waitForSelector(`.summary li:has-text("${catalogue(`packs/classic.${language}`).name}")`);
      await look('lobby');
      await page.click('#menu button');
      await look('menu');
      await page.keyboard.press('Escape');
      await show('LOBBY', { you: { name: 'Ana', is_host: true, is_player: true } });
      await page.waitForSelector('.settings:visible');
      await look('lobby of a host');

      await show('ROLES');
      await look('roles');
      assert.deepEqual(await card(page, language), [], 'the card');
      await show('PAUSED');
      await look('paused');
      await show('QUESTIONING');
      await look('questioning');
      await open(page, 1);
      await look('questioning, locations');
      await open(page, 0);
      await page.click('.action-bar .button-primary');
      await look('questioning, about to call a vote');

      await show('VOTE');
      await look('vote');
      await open(page, 1);
      await look('vote, locations');
      await open(page, 0);
      await page.click('.suspects .choice >> nth=0');
      await page.click('.bets .choice >> nth=2');
      await look('vote, chosen');
      await show('VOTE', { has_voted: true, your_vote: { target: 'Ben', confidence: 3 } });
      await page.waitForSelector('.stamp:visible');
      await look('vote, locked');

      await show('REVEAL');
      await page.waitForSelector('.view[data-verdict]');
      await look('reveal');
      await show('SCORING');
      await look('scoring');
      await show('END');
      await look('end');
      if (language !== 'ar-XB') return;
      // From right to left, the line begins on the right.
      const [isRight, align] = await page.evaluate(() => {
        const name = document.querySelector('.standing-who');
        const score = document.querySelector('.standing-score');
        if (!name || !score) throw new Error('There are no standings.');
        const starts = name.getBoundingClientRect().left > score.getBoundingClientRect().left;
        return [starts, getComputedStyle(name).textAlign];
      });
      assert.deepEqual([isRight, align], [true, 'start']);
    });
  });

  test(`all views of a TV and the host’s bar fit in ${language}`, () =>
    fitsIn('host', language, '', async ({ page, say }, look) => {
      for (const phase of /** @type {const} */ (['LOBBY', 'ROLES', 'PAUSED', 'QUESTIONING', 'VOTE', 'REVEAL'])) {
        await say(sceneOf(phase, { names, since: 60_000 }));
        if (phase === 'REVEAL') await page.waitForSelector('.view[data-verdict]');
        await look(phase);
      }
      await say(sceneOf('SCORING', { names }));
      await look('SCORING');
      await say(sceneOf('END', { names }));
      await look('END');
    }));
}
