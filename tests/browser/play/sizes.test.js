// Who counts the bytes that real pages send and get learns neither who the spy is nor whom a vote is for.
// SPYSTER_ROUNDS plays more than the one round of every run.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endGame, guess, vote, withParty } from '../support/party.js';

/** @import { Page } from 'playwright-core' */

const ROUNDS = Number(process.env.SPYSTER_ROUNDS ?? 1);
/** Names of many lengths, and letters of more than one byte. */
const NAMES = ['Al', 'Bartholomew', 'Zoë Äöü', 'Maximiliana Victoria'];

/**
 * What goes over a page's socket from now on, as somebody sees it who sees sizes only, and each way by itself.
 * Pings are left out: they come with the clock, not with the game.
 * @param {Page} page
 */
function listenTo(page) {
  /** @type {{ sent: number[], got: number[] }} */
  let heard = { sent: [], got: [] };
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (!isClockwork(payload)) heard.sent.push(Buffer.byteLength(payload));
    });
    socket.on('framereceived', ({ payload }) => {
      if (!isClockwork(payload)) heard.got.push(Buffer.byteLength(payload));
    });
  });
  return () => {
    const before = heard;
    heard = { sent: [], got: [] };
    return before;
  };
}

/** @param {string | Buffer} payload */
function isClockwork(payload) {
  const message = JSON.parse(String(payload));
  return ['ping', 'pong'].includes(message.type) || message.received === 'ping';
}

test(
  'sizes tell no outsider who the spy is or whom a vote is for',
  withParty({ names: [] }, async (party) => {
    const traffic = new Map();
    for (const name of NAMES) {
      const phone = await party.scan(name);
      traffic.set(name, listenTo(phone));
      // The socket is open already: the page comes once more, listened to.
      await phone.reload();
      await phone.fill('#name', name);
      await phone.click('text="Join"');
      await phone.waitForSelector('body[data-phase="LOBBY"]');
      party.phones.set(name, phone);
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      await playRound(party, traffic, round);
      await endGame(party.tv);
      await party.all('LOBBY');
    }
  }),
);

/**
 * A round up to the reveal; in every other one the spy guesses.
 * @param {import('../support/party.js').Party} party
 * @param {Map<string, () => { sent: number[], got: number[] }>} traffic
 * @param {number} round
 */
async function playRound(party, traffic, round) {
  await party.start();
  const { spy, crew } = await party.lookAtCards();
  await party.all('QUESTIONING');
  await party.tv.click('text="Skip to vote"');
  await party.all('VOTE');
  for (const heard of traffic.values()) heard();
  for (const [index, name] of [...crew, spy].entries()) {
    const phone = party.phone(name);
    const others = NAMES.filter((other) => other !== name);
    if (name === spy && round % 2 === 0) await guess(phone, 'Beach');
    else
      await vote(
        phone,
        others[(index + round) % others.length] ?? '',
        /** @type {1 | 2 | 3} */ (1 + ((index + round) % 3)),
      );
  }
  await party.all('REVEAL');
  const all = NAMES.map((name) => ({ name, ...traffic.get(name)?.() }));
  for (const { name, sent, got } of all) {
    // One command each. What comes back are one answer and the states; their order may differ, their sizes may not.
    assert.deepEqual(sent, [1024], name);
    assert.deepEqual([...(got ?? [])].sort((a, b) => a - b).slice(0, 1), [256], name);
    assert.deepEqual(new Set(got), new Set(all[0]?.got), name);
  }
}
