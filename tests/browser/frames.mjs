// Measures how smoothly the TV moves on a slow machine: node frames.mjs [slow-down, 4 if not given].

import { TV } from './support/browser.js';
import { sceneOf } from './support/scenes.js';
import { closeStage, openScene } from './support/stage.js';

/** @import { State } from '../../www/js/protocol.js' */

const SLOW = Number(process.argv[2] ?? 4);
/** What is looked at, with how long it takes; milliseconds. @type {[string, State, number][]} */
const SHOWS = [
  ['a reveal of ten votes', sceneOf('REVEAL', { verdict: 'innocent', agent: true }), 11_500],
  ['the scores', sceneOf('SCORING'), 3_000],
  ['the end, with confetti', sceneOf('END'), 7_500],
];

/** @param {import('playwright-core').Page} page @param {number} lasts milliseconds */
const watchFrames = (page, lasts) =>
  page.evaluate(
    (duration) =>
      new Promise((/** @type {(watched: { frames: number[], tasks: number }) => void} */ done) => {
        /** @type {number[]} */
        const frames = [];
        let tasks = 0;
        const observer = new PerformanceObserver((list) => {
          tasks += list.getEntries().length;
        });
        observer.observe({ type: 'longtask' });
        const start = performance.now();
        let before = start;
        requestAnimationFrame(function next(now) {
          frames.push(now - before);
          before = now;
          if (now - start < duration) requestAnimationFrame(next);
          else done({ frames: frames.slice(1), tasks });
        });
      }),
    lasts,
  );

/** What the page has spent its time on so far, in seconds. @param {import('playwright-core').CDPSession} cdp */
async function work(cdp) {
  const { metrics } = await cdp.send('Performance.getMetrics');
  const kinds = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];
  return Object.fromEntries(kinds.map((kind) => [kind, metrics.find(({ name }) => name === kind)?.value ?? 0]));
}

const { page, device, say, tell } = await openScene('host', TV);
const slow = await device.newCDPSession(page);
await slow.send('Performance.enable');
await slow.send('Emulation.setCPUThrottlingRate', { rate: SLOW });
await say(sceneOf('VOTE'));
await page.waitForSelector('.marker', { state: 'detached' });
for (const [name, state, lasts] of SHOWS) {
  const before = await work(slow);
  const watching = watchFrames(page, lasts);
  const now = Date.now();
  const late = now - state.server_time;
  const reveal = state.reveal && { stages: state.reveal.stages.map((stage) => ({ ...stage, at: stage.at + late })) };
  tell({ ...state, server_time: now, ...(reveal && { reveal }) });
  const { frames, tasks } = await watching;
  const sorted = [...frames].sort((one, other) => one - other);
  const at = (/** @type {number} */ part) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  const over = (/** @type {number} */ limit) => frames.filter((frame) => frame > limit).length;
  const after = await work(slow);
  console.log(
    `${name}, ${SLOW}x slower: ${frames.length} frames in ${lasts / 1000} s, median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, ` +
      `longest ${at(1)} ms, over 34 ms: ${over(34)}, over 50 ms: ${over(50)}, long tasks: ${tasks}; ` +
      Object.keys(after)
        .map((kind) => `${kind} ${(((after[kind] ?? 0) - (before[kind] ?? 0)) * 1000).toFixed(0)} ms`)
        .join(', '),
  );
}
await device.close();
await closeStage();
