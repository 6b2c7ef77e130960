// A whole game in another browser: a TV page, a phone page, and bots for the rest of the table.

import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PHONE } from '../browser.js';

/** @import { OtherPage } from './page.js' */

const PICTURES = resolve(import.meta.dirname, '../../screenshots');
const TV = { width: 1280, height: 720 };
/** Bots vote when it suits them, and a reveal takes its time; milliseconds. */
const TAKES_A_WHILE = 60_000;

/** Nothing hangs over the edge, nothing needs scrolling on a TV, and no notice of trouble is shown. @param {OtherPage} page @param {boolean} scrolls @param {string} phase */
async function assertInOrder(page, scrolls, phase) {
  // What moves is looked at where it comes to rest.
  await page.run(() => {
    for (const one of document.getAnimations())
      if (Number.isFinite(one.effect?.getComputedTiming().endTime)) one.finish();
  });
  const seen = await page.run(() => ({
    wide: document.documentElement.scrollWidth - innerWidth,
    high: document.documentElement.scrollHeight - innerHeight,
    notice: document.querySelector('.start-notice')?.textContent ?? null,
    root: parseFloat(getComputedStyle(document.documentElement).fontSize),
    letters: [...document.querySelectorAll('.avatar')].flatMap((mark) => {
      const letter = document.createRange();
      letter.selectNodeContents(mark);
      const [inner, outer] = [letter.getBoundingClientRect(), mark.getBoundingClientRect()];
      const off = Math.abs(inner.left + inner.width / 2 - outer.left - outer.width / 2) / outer.width;
      return off > 0.1 ? [`${mark.parentElement?.className}: ${mark.textContent}`] : [];
    }),
  }));
  assert.deepEqual(seen.letters, [], 'The letters stand in the middle of their marks.');
  assert.equal(seen.notice, null);
  assert.ok(seen.wide <= 0, `${seen.wide} px hang over the edge in ${phase}`);
  if (!scrolls) assert.ok(seen.high <= 0, `${seen.high} px are below the screen in ${phase}`);
  if (!scrolls) assert.notEqual(seen.root, 16, 'The type of a TV grows with its screen.');
}

/** @param {OtherPage} phone */
async function lookAtCard(phone) {
  const key = (/** @type {string} */ type) =>
    phone.run((name) => {
      const holder = document.querySelector('.card-holder');
      holder?.dispatchEvent(new KeyboardEvent(name, { key: 'Enter', bubbles: true, cancelable: true }));
    }, type);
  await key('keydown');
  await phone.wait('the card', () => document.querySelector('.card[data-open] .face-location')?.textContent);
  await key('keyup');
  assert.equal(await phone.run(() => document.querySelector('.face-location')?.textContent), '');
}

/** @typedef {(url: string, viewport: { width: number, height: number }) => Promise<OtherPage>} Open */

/**
 * Plays it, and looks at both pages in every phase.
 * @param {{ open: Open }} browser
 * @param {string} base where the server is, as the browser is to ask for it
 * @param {string} name of the browser, for pictures
 */
export async function playAGame(browser, base, name) {
  const tv = await browser.open(`${base}/api/spyster/host`, TV);
  await tv.inPhase('LOBBY', TAKES_A_WHILE);
  assert.equal(await tv.run(() => isSecureContext), false, 'As in a home’s network.');
  const room = await tv.run(() => document.querySelector('.room-code')?.textContent);
  const phone = await browser.open(`${base}/api/spyster/player?room=${room}`, PHONE);
  /** @type {string[]} */
  const seen = [];

  /** @param {string} phase */
  async function both(phase) {
    await Promise.all([tv.inPhase(phase, TAKES_A_WHILE), phone.inPhase(phase, TAKES_A_WHILE)]);
    await assertInOrder(tv, false, phase);
    await assertInOrder(phone, true, phase);
    seen.push(phase);
    if (!process.env.SPYSTER_PICTURES) return;
    await mkdir(PICTURES, { recursive: true });
    for (const [device, page] of /** @type {const} */ ([
      ['tv', tv],
      ['phone', phone],
    ])) {
      await writeFile(`${PICTURES}/${name}-${seen.length}-${phase}-${device}.png`, await page.picture());
    }
  }

  async function vote() {
    await phone.press('.suspects .choice');
    await phone.press('.bets .choice:nth-child(2)');
    await phone.press('button', 'Lock it in');
  }

  await phone.type('#name', 'Ana');
  await phone.press('button', 'Join');
  await both('LOBBY');
  await tv.press('button', 'Play a round with bots');
  await both('ROLES');
  await lookAtCard(phone);
  await both('QUESTIONING');
  await phone.press('button', 'Call vote');
  await phone.press('button', 'Tap again to call the vote');
  await both('VOTE');
  await vote();
  await both('REVEAL');
  // Nobody may have been convicted, and the questions go on; points stand for some seconds only, and a picture of the
  // verdict takes a slow browser as long.
  const afterVote = () =>
    tv.wait(
      'what comes after the vote',
      () => ['QUESTIONING', 'SCORING', 'END'].find((one) => one === document.body.dataset.phase),
      [],
      TAKES_A_WHILE,
    );
  while ((await afterVote()) === 'QUESTIONING') {
    await tv.press('button', 'Skip to vote');
    await phone.inPhase('VOTE', TAKES_A_WHILE);
    await vote();
    await tv.inPhase('REVEAL', TAKES_A_WHILE);
  }
  await both('END');
  assert.deepEqual(
    [...tv.troubles.map((trouble) => `TV: ${trouble}`), ...phone.troubles.map((trouble) => `phone: ${trouble}`)],
    [],
  );
  return seen;
}
