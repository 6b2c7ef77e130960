// How the screens change: smoothly, without keeping anybody waiting, and not at all for those who want it so; and
// that what comes then fits them.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { PHONE, TV, closeBrowser } from '../support/browser.js';
import { misfits } from '../support/pictures.js';
import { TEN, openScene, sceneOf } from '../support/scenes.js';

/** @import { Phase } from '../../../www/js/protocol.js' */
/** @import { Page } from 'playwright-core' */

after(closeBrowser);

/** @param {Parameters<typeof openScene>} wishes @param {(scene: Awaited<ReturnType<typeof openScene>>) => Promise<void>} play */
const withScene = (wishes, play) => async () => {
  const scene = await openScene(...wishes);
  try {
    await play(scene);
    assert.deepEqual(scene.troubles, []);
  } finally {
    await scene.device.close();
  }
};

/** Ten names as wide as a name can be. */
const WIDE = TEN.map((_, seat) => `${'W'.repeat(19)}${seat}`);
const HD = { width: 1280, height: 720 };

/** Once what is new on a page has been laid out and painted. @param {Page} page */
const painted = (page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** How far a page is longer than its screen. @param {Page} page */
const scrolls = (page) => page.evaluate(() => document.documentElement.scrollHeight - innerHeight);

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
    await page.addStyleTag({ content: '::view-transition-old(leaving) { animation-duration: 30s !important; }' });
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
    `the verdict ${verdict} lands${wishes.agent ? ' and the Double Agent waits for the scores' : ''}`,
    withScene(['host', TV], async ({ page, say }) => {
      await say(sceneOf('REVEAL', { verdict, since: 60_000, ...wishes }));
      await page.waitForSelector(`[data-verdict="${verdict}"]`);
      assert.equal(await heading(page), words);
      assert.equal(await page.locator('.double-agent:visible').count(), 0);
      assert.equal(await page.locator('.guess-card[data-open]').count(), wishes.guess ? 2 : 0);
    }),
  );
}

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
  withScene(['host', TV], async ({ page }) => {
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
