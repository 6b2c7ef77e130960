// What a host can see and do from the TV: the live feed, the room's badge, one player's phone, and who wants back in.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PHONE, TV } from '../support/browser.js';
import { callVote, inPhase, readCard, vote, withParty } from '../support/party.js';
import { picture } from '../support/pictures.js';

/** @import { Page } from 'playwright-core' */
/** @import { Party } from '../support/party.js' */

/** What the live feed says, without the time. @param {Page} page */
const feedOf = (page) => page.locator('.feed-line .feed-text').evaluateAll((nodes) => nodes.map((node) =>
  [...node.childNodes].filter((part) => part.nodeType === Node.TEXT_NODE).map((part) => part.textContent).join('')));

/** @param {Page} page @param {string} line */
const told = (page, line) => page.waitForSelector(`.feed-line .feed-text:has-text("${line}")`);

/** @param {Page} page @param {string} room @param {string} words */
const badge = (page, room, words) => page.waitForSelector(`.badge[data-room=${room}]:text-is("${words}")`);

/** A whole round; the feed is open on the TV. @param {Party} party */
async function playRound(party) {
  const { tv } = party;
  await party.start();
  await badge(tv, 'playing', 'Playing');
  const dealt = await party.lookAtCards();
  await party.all('QUESTIONING');
  await tv.click('text="Pause"');
  await badge(tv, 'paused', 'Paused');
  await tv.click('text="Resume"');
  await badge(tv, 'playing', 'Playing');
  await callVote(party.phone('Ana'));
  await party.all('VOTE');
  await told(tv, 'Ana called a vote');
  await vote(party.phone('Ben'), 'Ana', 1);
  await told(tv, 'Ben locked in');
  await picture(tv, 'tv-feed-vote');
  // Ana has Ben's vote already; with the spy's there would be a tie, and the round would go on.
  const framed = dealt.crew.find((name) => name !== 'Ana') ?? '';
  for (const name of ['Ana', 'Cleo', 'Dan']) await vote(party.phone(name), name === dealt.spy ? framed : dealt.spy, 2);
  return dealt;
}

const settings = { SPYSTER_GAME_NUM_ROUNDS: '1' };

test('the live feed tells what happens, and never the location', withParty({ settings }, async (party) => {
  const { tv } = party;
  await badge(tv, 'waiting', 'Waiting');
  assert.equal(await tv.locator('.feed').isVisible(), false, 'It is closed until somebody opens it.');
  await tv.click('text="Live feed"');
  await told(tv, 'Dan joined');
  assert.deepEqual((await feedOf(tv)).sort(), ['Ana joined', 'Ben joined', 'Cleo joined', 'Dan joined', 'Room opened']);
  await picture(tv, 'tv-feed-lobby');

  const { place } = await playRound(party);
  await told(tv, 'Verdict: ');
  await told(tv, 'Round 1 is over');
  const lines = await feedOf(tv);
  assert.ok(lines.some((line) => /paused/i.test(line)), lines.join('\n'));
  assert.ok(lines.every((line) => !line.includes(place)), 'The location is not for the feed.');
  for (const time of await tv.locator('.feed-time').allInnerTexts()) assert.match(time, /^\d\d:\d\d:\d\d$/);

  await tv.reload();
  await party.all('SCORING');
  // It stays as the host has left it: open, and with the lines there were.
  await told(tv, 'Round 1 is over');
  assert.deepEqual((await feedOf(tv)).slice(0, lines.length), lines);
  await picture(tv, 'tv-feed-scoring');
  await tv.click('text="Next round"');
  await badge(tv, 'finished', 'Finished');
  await told(tv, 'The game is over');
  // Nothing more happens, and it stays at its end on a screen with less room.
  await tv.setViewportSize({ width: 1280, height: 600 });
  await tv.waitForFunction(() => {
    const log = document.querySelector('.feed-log');
    return log && log.scrollHeight > log.clientHeight + 20 && log.scrollTop + log.clientHeight > log.scrollHeight - 2;
  });
  await tv.setViewportSize(TV);
  await tv.click('button:text-is("Live feed")');
  await tv.waitForSelector('.feed', { state: 'hidden' });
}));

/** Rows of the dialog, by their names. @param {Page} tv */
async function factsOn(tv) {
  await tv.waitForSelector('dialog .facts');
  const [names, values] = await Promise.all(['dt', 'dd'].map((row) => tv.locator(`dialog .facts ${row}`).allInnerTexts()));
  return Object.fromEntries(names.map((name, index) => [name, values[index]]));
}

test('the host looks at a player’s phone and nudges it', withParty({}, async (party) => {
  const { tv } = party;
  const ana = party.phone('Ana');
  await tv.click('#view .player:has(.player-name:text-is("Ana"))');
  await tv.waitForSelector('dialog :text-is("Connected.")');
  const facts = await factsOn(tv);
  assert.equal(facts.Screen, `${PHONE.width}×${PHONE.height}`);
  assert.match(facts.Browser, /^Chrome \d+/);
  assert.equal(facts.Language, await ana.evaluate(() => navigator.language));
  assert.equal(facts['The game is'], 'on the screen');
  assert.match(facts.Latency, /^\d+ ms$/);
  await picture(tv, 'tv-player');

  await tv.click('dialog >> text="Nudge"');
  await ana.waitForSelector('.nudge:has-text("Your friends are waiting")');
  await tv.waitForSelector('.nudge-note:text-is("Nudged: the phone has shown it.")');
  await picture(ana, 'phone-nudge');
  await picture(tv, 'tv-nudged');
  await ana.click('text="I’m here"');
  await ana.waitForSelector('.nudge', { state: 'detached' });
  assert.equal(await party.phone('Ben').locator('.nudge').count(), 0, 'Nobody else was nudged.');

  // A phone that is gone has nothing to say, and the host reads why.
  await ana.close();
  await tv.waitForSelector('dialog :text-matches("^Reconnecting for 0:")');
  await tv.click('dialog >> text="Nudge"');
  await tv.waitForSelector('.nudge-note:text-matches("^Their phone is not connected")');
  await picture(tv, 'tv-player-away');
  await tv.click('dialog >> text="Close"');
  party.phones.delete('Ana');
}));

/** A phone whose storage is lost comes to the door, and asks for the seat of its owner. @param {Party} party @param {string} name */
async function askBackIn(party, name) {
  await party.phone(name).context().close();
  await party.tv.waitForSelector(`#host-bar .player[data-status=reconnecting] .player-name:text-is("${name}")`);
  const phone = await party.scan(name);
  party.phones.set(name, phone);
  await askAgain(phone, name);
  await party.tv.waitForSelector(`.rejoin-request:has-text("${name} wants back in")`);
  return phone;
}

/** @param {Page} phone @param {string} name */
async function askAgain(phone, name) {
  await phone.fill('#name', name);
  await phone.click('text="Join"');
  await phone.waitForSelector('h1:text-is("Asked the host to let you back in…")');
}

test('a phone that lost its storage gets its seat and card back when the host says so', withParty({}, async (party) => {
  const { tv } = party;
  await party.start();
  await party.all('QUESTIONING');
  const card = await readCard(party.phone('Ana'));
  const ben = party.phone('Ben');
  await tv.click('#host-bar .player:has(.player-name:text-is("Ben"))');
  await tv.click('dialog >> text="Make host"');
  const ana = await askBackIn(party, 'Ana');
  // Whoever hosts is asked, nobody else.
  await ben.waitForSelector('.rejoin-request:has-text("Ana wants back in")');
  assert.equal(await party.phone('Cleo').locator('.rejoin-request').count(), 0);
  await picture(tv, 'tv-rejoin');
  await picture(ben, 'phone-rejoin');
  await picture(ana, 'phone-asks-back-in');

  await tv.click('text="Deny"');
  await ana.waitForSelector('#name-error:not(:empty)');
  assert.match(await ana.locator('#name-error').innerText(), /host/i);
  await picture(ana, 'phone-denied');
  await tv.waitForSelector('.rejoin-request', { state: 'detached' });
  assert.equal(await ana.inputValue('#name'), 'Ana');
  await inPhase(tv, 'QUESTIONING');

  await askAgain(ana, 'Ana');
  await ben.click('text="Approve"');
  await inPhase(ana, 'QUESTIONING');
  await tv.waitForSelector('.rejoin-request', { state: 'detached' });
  assert.deepEqual(await readCard(ana), card);
  await tv.waitForSelector('#host-bar .player[data-status=connected] .player-name:text-is("Ana")');
  assert.equal(await tv.locator('#host-bar .player-name').count(), 4, 'No seat too many.');
}));
