// How the screens change: smoothly, without keeping anybody waiting, and not at all for those who want it so.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { sceneOf } from '../support/scenes.js';
import { closeStage, painted, withScene } from '../support/stage.js';

/** @import { Phase } from '../../../www/js/protocol.js' */
/** @import { Page } from 'playwright-core' */

after(closeStage);

/** @param {Page} page */
const heading = (page) => page.evaluate(() => document.querySelector('#view h1')?.textContent);

test(
  'a marker says what begins, lets every tap through, and goes',
  withScene(['host', TV], async ({ page, say }) => {
    await say(sceneOf('QUESTIONING'));
    assert.equal(await page.locator('.marker').count(), 0, 'Not on arrival.');
    await say(sceneOf('VOTE'));
    assert.equal(await page.locator('.marker-text').textContent(), 'Vote called by Cleo');
    assert.equal(
      await page.evaluate(() => document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('.marker')),
      null,
    );
    await page.waitForSelector('.marker', { state: 'detached' });
  }),
);

test(
  'a state that comes in the middle of a change is what is shown at its end',
  withScene(['host', TV], async ({ page, say, tell }) => {
    await say(sceneOf('QUESTIONING'));
    const scenes = [
      sceneOf('VOTE'),
      sceneOf('VOTE', { more: { votes_submitted: 7 } }),
      sceneOf('SCORING'),
      sceneOf('PAUSED'),
      sceneOf('VOTE', { more: { votes_submitted: 9 } }),
    ];
    scenes.forEach(tell);
    await page.waitForSelector('#view:not([data-changing]) .tv-vote');
    assert.equal(await page.locator('.tracker-text').textContent(), '9/10 locked in');
    assert.equal(await page.locator('#view > .view').count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement === document.querySelector('#view h1')), true);
    assert.equal(await page.title(), 'Vote · Spyster');
  }),
);

test(
  'what was just shown can be pressed while the screen still changes',
  withScene(['player', PHONE], async ({ page, say }) => {
    await say(sceneOf('QUESTIONING', { who: 'Ana' }));
    await page.evaluate(() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('::view-transition-old(leaving) { animation-duration: 30s !important; }');
      document.adoptedStyleSheets.push(sheet);
    });
    await say(sceneOf('VOTE', { who: 'Ana' }));
    await page.click('.suspects .choice >> nth=1');
    await page.waitForSelector('.suspects .choice[aria-checked="true"]');
  }),
);

for (const [machine, takes, pictures] of /** @type {const} */ ([
  ['quick', 0, 4],
  ['slow', 300, 1],
])) {
  test(
    `a ${machine} machine takes ${pictures} of four pictures of views that go`,
    withScene(['host', TV], async ({ page, say }) => {
      // Time passes with pictures only: how busy this machine is says nothing.
      await page.addInitScript((duration) => {
        Object.assign(window, { pictures: 0, time: 0 });
        performance.now = () => window.time;
        document.startViewTransition = /** @type {any} */ (
          (/** @type {() => void} */ update) => {
            window.pictures += 1;
            window.time += duration;
            update();
            return { ready: Promise.resolve(), finished: Promise.resolve(), skipTransition() {} };
          }
        );
      }, takes);
      await page.reload();
      // What is shown first comes in place of nothing.
      await page.waitForSelector('#view > .view');
      for (const phase of /** @type {const} */ (['QUESTIONING', 'VOTE', 'SCORING', 'END'])) await say(sceneOf(phase));
      assert.equal(await page.evaluate(() => window.pictures), pictures);
    }),
  );
}

test(
  'a change that has not begun after a second is skipped, and there is no other',
  withScene(['host', TV], async ({ page, say, tell }) => {
    // From the start: a busy machine may have done with pictures after the very first.
    await page.addInitScript(() => {
      const never = new Promise(() => {});
      Object.assign(window, { asked: 0, skipped: 0 });
      document.startViewTransition = /** @type {any} */ (
        () => {
          window.asked += 1;
          return {
            ready: never,
            finished: never,
            skipTransition: () => {
              window.skipped += 1;
            },
          };
        }
      );
    });
    await page.reload();
    await page.waitForSelector('#view > .view');
    for (const [phase, view] of /** @type {const} */ ([
      ['QUESTIONING', '.tv-questioning'],
      ['VOTE', '.tv-vote'],
    ])) {
      tell(sceneOf(phase));
      await page.waitForSelector(`#view:not([data-changing]) ${view}`);
    }
    await say(sceneOf('SCORING'));
    assert.deepEqual(await page.evaluate(() => [window.asked, window.skipped]), [1, 1]);
  }),
);

test(
  'a view that throws is there with the next state',
  withScene(['host', TV], async ({ page, say, tellAnything, troubles }) => {
    /** A state that no view can show. */
    const broken = (/** @type {Phase} */ phase) => ({ ...sceneOf(phase), players: null });
    const reported = async () => {
      while (troubles.length === 0) await painted(page);
      assert.ok(troubles.splice(0).every((trouble) => /TypeError/.test(trouble)));
    };
    await say(sceneOf('QUESTIONING'));
    tellAnything(broken('VOTE'));
    await reported();
    assert.equal(await page.locator('.tv-questioning').count(), 1, 'What was there stays.');
    await say(sceneOf('VOTE'));
    await page.waitForSelector('#view > .tv-vote');
    tellAnything(broken('VOTE'));
    await reported();
    await say(sceneOf('VOTE', { more: { votes_submitted: 9 } }));
    await page.waitForSelector('.tracker-text:text("9/10 locked in")');
    // A state that can't be shown is told of by each part that could not show it.
    assert.ok(troubles.splice(0).every((trouble) => /TypeError/.test(trouble)));
  }),
);

test(
  'who wants no movement gets the final states at once',
  withScene(['host', TV, { reducedMotion: 'reduce' }], async ({ page, say }) => {
    await say(sceneOf('QUESTIONING'));
    await say(sceneOf('SCORING'));
    assert.equal(await page.locator('.marker').count(), 0);
    assert.equal(await page.locator('[data-count]').count(), 0);
    await say(sceneOf('END'));
    assert.equal(await page.locator('.confetti').count(), 0);
    const moving = await page.evaluate(
      () => document.getAnimations().filter((one) => one.effect?.getComputedTiming().activeDuration !== 0).length,
    );
    assert.equal(moving, 0);
  }),
);

test(
  'points count up and rows move to their new places',
  withScene(['host', TV], async ({ page, say }) => {
    await say(sceneOf('REVEAL', { since: 60_000 }));
    await say(sceneOf('SCORING'));
    await page.waitForSelector('.standing-score[data-count]');
    const moves = await page.evaluate(() =>
      [...document.querySelectorAll('.standing')]
        .filter((row) => row.getAnimations().length > 0)
        .map((row) => row.querySelector('.standing-name')?.textContent),
    );
    // Maximilian came from 1 to 11.
    assert.ok(moves.includes('Maximilian'), moves.join());
    await page.waitForFunction(
      () => document.querySelectorAll('[data-count]').length === 0 && document.getAnimations().length === 0,
    );
    assert.equal(await page.locator('.standing >> nth=1 >> .standing-score').textContent(), '11');
  }),
);

test(
  'confetti falls at the end and is swept up',
  withScene(['host', TV], async ({ page, say }) => {
    await say(sceneOf('SCORING'));
    await say(sceneOf('END'));
    await page.waitForSelector('.confetti-piece', { state: 'attached' });
    await page.waitForSelector('.confetti', { state: 'detached' });
  }),
);

for (const [verdict, wishes, words] of /** @type {const} */ ([
  ['spy_caught', {}, 'Spy caught!'],
  ['innocent', {}, 'Innocent!'],
  ['no_conviction', {}, 'No conviction'],
  ['spy_wins', { guess: true }, 'Spy wins'],
  ['innocent', { agent: true }, 'Innocent!'],
])) {
  test(
    `the verdict ${verdict} lands${wishes.agent ? ', and the Double Agent once it is out who the spy was' : ''}`,
    withScene(['host', TV], async ({ page, say }) => {
      await say(sceneOf('REVEAL', { verdict, since: 60_000, ...wishes }));
      await page.waitForSelector(`[data-verdict="${verdict}"]`);
      assert.equal(await heading(page), words);
      assert.equal(await page.locator('.double-agent:visible').count(), 'agent' in wishes ? 1 : 0);
      assert.equal(await page.locator('.guess-card[data-open]').count(), wishes.guess ? 2 : 0);
    }),
  );
}
