// Every view fits every screen: on TVs from the smallest stick to 4K nothing is covered, cut off, small or at the edge.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { catalogue } from '../support/languages.js';
import { layoutFaults } from '../support/layout.js';
import { misfits } from '../support/pictures.js';
import { TEN, sceneOf } from '../support/scenes.js';
import { closeStage, openScene, painted } from '../support/stage.js';

/** @import { Page } from 'playwright-core' */
/** @import { State } from '../../../www/js/protocol.js' */

after(closeStage);

const LONGEST =
  ['en', 'de', 'es', 'fr', 'it', 'nl']
    .map((code) => ({ code, length: JSON.stringify(catalogue(code)).length }))
    .sort((a, b) => b.length - a.length)[0]?.code ?? '';
/** Fire TV with and without a browser bar, a small TV, full HD, 4K. */
const TVS = [
  [960, 500],
  [960, 540],
  [1280, 720],
  [1920, 1080],
  [3840, 2160],
];
/** The lowest, and the one that is everywhere. */
const SOME_TVS = [
  [960, 500],
  [1920, 1080],
];
const TV_RULES = { edge: 0.03, type: 0.022, scrolls: false };

/** Long names, two of which differ at their end only. */
const LONG = ['Ana', 'Dan-Alexander 2nd', 'Dan-Alexander 3rd', 'Christina', 'Maximilian', 'Gül'];
/** So many stand in two columns on a phone, and smaller on a TV. */
const LONG_SEVEN = [...LONG, 'Finn'];

/** Ten people, and what a TV shows of them in each phase. @param {string[]} names */
const onTv = (names) =>
  /** @type {[string, State][]} */ ([
    ['LOBBY', sceneOf('LOBBY', { names })],
    ['ROLES', sceneOf('ROLES', { names })],
    ['QUESTIONING', sceneOf('QUESTIONING', { names })],
    ['VOTE', sceneOf('VOTE', { names })],
    ['PAUSED', sceneOf('PAUSED', { names })],
    ['REVEAL, flipping', sceneOf('REVEAL', { names, since: 2_000 })],
    ['REVEAL, caught', sceneOf('REVEAL', { names, since: 60_000 })],
    ['REVEAL, Double Agent', sceneOf('REVEAL', { names, since: 60_000, verdict: 'innocent', agent: true })],
    ['REVEAL, a guess', sceneOf('REVEAL', { names, since: 60_000, verdict: 'spy_wins', guess: true })],
    ['SCORING', sceneOf('SCORING', { names, agent: true })],
    ['END', sceneOf('END', { names })],
  ]);

/**
 * Opens a page, looks at it whenever `look` is called, at each of the sizes, and expects that nothing is wrong anywhere.
 * @param {'host' | 'player'} kind
 * @param {number[][]} sizes
 * @param {Parameters<typeof layoutFaults>[1]} rules
 * @param {(scene: Awaited<ReturnType<typeof openScene>>, look: (what: string, at?: number[][]) => Promise<void>) => Promise<void>} show
 */
const inPlace = (kind, sizes, rules, show) => async () => {
  const scene = await openScene(
    kind,
    { width: sizes[0]?.[0] ?? 0, height: sizes[0]?.[1] ?? 0 },
    { reducedMotion: 'reduce', language: LONGEST },
  );
  /** @type {Record<string, string[]>} */
  const faults = {};
  try {
    await scene.page.waitForSelector(`html[lang=${LONGEST}]`);
    await show(scene, async (what, at = sizes) => {
      for (const [width = 0, height = 0] of at) {
        await scene.page.setViewportSize({ width, height });
        await painted(scene.page);
        const found = [
          ...(await layoutFaults(scene.page, rules)),
          ...(await misfits(scene.page, false)).map((one) => `does not fit: ${one}`),
        ];
        if (found.length > 0) faults[`${what} at ${width}×${height}`] = found;
      }
    });
    assert.deepEqual(faults, {});
    assert.deepEqual(scene.troubles, []);
  } finally {
    await scene.device.close();
  }
};

for (const [names, sizes] of /** @type {const} */ ([
  [TEN.slice(0, 4), SOME_TVS],
  [LONG_SEVEN, SOME_TVS],
  [TEN, TVS],
])) {
  test(
    `on every TV everything of ${names.length} players is in its place, in ${LONGEST}`,
    inPlace('host', sizes, TV_RULES, async ({ say }, look) => {
      for (const [what, scene] of onTv(names)) {
        await say(scene);
        await look(what);
      }
    }),
  );
}

test(
  'an empty lobby, six at the end, open rules and the open feed fit a TV, too',
  inPlace('host', SOME_TVS, TV_RULES, async ({ page, say, tell }, look) => {
    await say(sceneOf('LOBBY', { names: [] }));
    await look('an empty lobby');
    await say(sceneOf('END', { names: TEN.slice(0, 6) }));
    await look('END of six');
    await say(sceneOf('LOBBY', { names: TEN.slice(0, 6) }));
    await look('LOBBY of six');
    await page.click('.rules summary');
    await look('open rules of six');
    await say(sceneOf('LOBBY'));
    await look('open rules of ten');
    await page.click('.feed-toggle');
    tell({
      type: 'feed',
      entries: [
        { seq: 1, kind: 'status', phase: 'LOBBY', status: 'waiting', message: 'Maximilian joined', timestamp: 0 },
      ],
    });
    await look('open rules and feed');
    for (const [what, scene] of onTv(TEN)) {
      await say(scene);
      await look(`${what} beside the feed`);
    }
  }),
);

/** The lines in which a text stands. @param {Page} page @param {string} selector */
const linesOf = (page, selector) =>
  page.locator(selector).evaluate((node) => {
    /** @type {Map<number, string>} */
    const lines = new Map();
    const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    for (let text = words.nextNode(); text; text = words.nextNode()) {
      const letters = text.textContent ?? '';
      for (let at = 0; at < letters.length; at += 1) {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const line = Math.round(range.getBoundingClientRect().bottom);
        lines.set(line, (lines.get(line) ?? '') + letters[at]);
      }
    }
    return [...lines.values()];
  });

/** A long address of a home and that of a house with a name, each beside the widest code. */
const ADDRESSES = {
  '192.168.178.120:8137': /^192\.168\.178\.120 ?:8137$/,
  'games.the-robinsons.example/spyster': /^games\.the-robinsons\.example\/ ?spyster$/,
};

test(
  'an address to type breaks before its port or after a slash, and nowhere else',
  inPlace('host', TVS, TV_RULES, async ({ page, say }, look) => {
    for (const feed of ['closed', 'open']) {
      for (const [address, lines] of Object.entries(ADDRESSES)) {
        await say(
          sceneOf('LOBBY', { more: { room: 'WMWM', join_url: `http://${address}/api/spyster/player?room=WMWM` } }),
        );
        for (const size of TVS) {
          await look(`${address}, the feed ${feed}`, [size]);
          assert.match((await linesOf(page, '.join-url')).join(' '), lines, `at ${size.join('×')}, the feed ${feed}`);
        }
      }
      await page.click('.feed-toggle');
    }
  }),
);

test('the menu stays beside the status on a small phone, next to a scroll bar too', async () => {
  const scene = await openScene('player', { width: 305, height: 568 }, { reducedMotion: 'reduce' });
  await scene.say(sceneOf('LOBBY', { names: TEN, who: 'Ana', more: { room: 'WMWM' } }));
  const middles = await scene.page.locator('.bar .bar-room, .bar .pill, .bar #menu').evaluateAll((parts) =>
    parts.map((part) => {
      const { top, height } = part.getBoundingClientRect();
      return top + height / 2;
    }),
  );
  assert.equal(middles.length, 3);
  assert.ok(Math.max(...middles) - Math.min(...middles) < 5, middles.join());
  await scene.device.close();
});

test('a name of one word that has room on its line is not broken on a phone', async () => {
  const scene = await openScene('player', { width: 320, height: 568 }, { reducedMotion: 'reduce' });
  for (const names of [LONG, LONG_SEVEN, TEN]) {
    for (const [phase, where] of /** @type {const} */ ([
      ['LOBBY', '.players-grid .player-name'],
      ['VOTE', '.suspects .choice-name'],
    ])) {
      await scene.say(sceneOf(phase, { names, who: 'Ana' }));
      for (const width of [320, 360, 390]) {
        await scene.page.setViewportSize({ width, height: 568 });
        await painted(scene.page);
        const lines = await linesOf(scene.page, `${where}:text-is("Maximilian")`);
        assert.deepEqual(lines, ['Maximilian'], `${phase} of ${names.length}, ${width} px`);
      }
    }
  }
  assert.deepEqual(scene.troubles, []);
  await scene.device.close();
});

/** The smallest phone, the usual one upright and on its side, a tablet; and the usual one at twice the size. */
const PHONES = [
  [320, 568],
  [390, 844],
  [844, 390],
  [820, 1180],
  [195, 422],
];
const PHONE_RULES = { edge: 0, type: 0, scrolls: true };

/** @param {string[]} names */
const onPhone = (names) =>
  /** @type {[string, State][]} */ ([
    ['LOBBY', sceneOf('LOBBY', { names, who: 'Ana' })],
    ['ROLES', sceneOf('ROLES', { names, who: 'Ana' })],
    ['QUESTIONING', sceneOf('QUESTIONING', { names, who: 'Ana' })],
    ['VOTE', sceneOf('VOTE', { names, who: 'Ana' })],
    ['PAUSED', sceneOf('PAUSED', { names, who: 'Ana' })],
    ['REVEAL', sceneOf('REVEAL', { names, who: 'Ana', since: 60_000 })],
    ['REVEAL, Double Agent', sceneOf('REVEAL', { names, who: 'Ana', since: 60_000, verdict: 'innocent', agent: true })],
    ['REVEAL, a guess', sceneOf('REVEAL', { names, who: 'Ana', since: 60_000, verdict: 'spy_wins', guess: true })],
    ['SCORING', sceneOf('SCORING', { names, who: 'Ana' })],
    ['END', sceneOf('END', { names, who: 'Ana' })],
  ]);

for (const names of [LONG, LONG_SEVEN, TEN]) {
  test(
    `on every phone everything of ${names.length} players is in its place, in ${LONGEST}`,
    inPlace('player', PHONES, PHONE_RULES, async ({ page, say }, look) => {
      for (const [what, scene] of onPhone(names)) {
        await say(scene);
        await look(what);
        if (what !== 'PAUSED') continue;
        const heading = await page.evaluate(
          () => (document.querySelector('#view h1')?.getBoundingClientRect().top ?? 0) / innerHeight,
        );
        assert.ok(heading > 0.15 && heading < 0.6, `A pause is said ${Math.round(heading * 100)} % down.`);
      }
    }),
  );
}
