import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import './english.js';
import { openRoom } from '../../../www/js/room_opening.js';
import { fakeStorage } from './fake_platform.js';

/** @import { Opening } from '../../../www/js/room_opening.js' */

const ROOM = { room: 'KXQ7', session_id: 's', host_token: 't', join_url: 'u' };
/** @type {ReturnType<typeof fakeStorage>} */
let keys;
/** @type {object[]} */
let bodies;

beforeEach(() => {
  keys = fakeStorage();
  bodies = [];
});

/** A server that answers like this. @param {number} status @param {object} json @param {Record<string, string>} [headers] */
const answering = (status, json, headers) => async (/** @type {string} */ body) => {
  bodies.push(JSON.parse(body));
  return Response.json(json, { status, headers });
};
/** Why no room was opened. @param {Opening} opening */
const whyOf = (opening) => ('why' in opening ? opening.why : '');
const refused = answering(403, { type: 'error', code: 'NOT_HOST', message: 'Only the host can do that.' });

test('a house without a key opens at once, and no key is sent or kept', async () => {
  assert.deepEqual(await openRoom(answering(201, ROOM), keys), { kind: 'open', room: ROOM });
  assert.deepEqual(bodies, [{}]);
  assert.equal(keys.kept.size, 0);
});

test('a house with a key asks for it, without a reproach', async () => {
  assert.deepEqual(await openRoom(refused, keys), { kind: 'key', why: '' });
});

test('the right key is sent, and kept for the next room of this tab', async () => {
  await openRoom(answering(201, ROOM), keys, 'sesame');
  await openRoom(answering(201, ROOM), keys);
  assert.deepEqual(bodies, [{ host_key: 'sesame' }, { host_key: 'sesame' }]);
});

test('a wrong key is said to be wrong, and forgotten', async () => {
  await openRoom(answering(201, ROOM), keys, 'old');
  const opening = await openRoom(refused, keys);
  assert.equal(opening.kind, 'key');
  assert.match(whyOf(opening), /not the host key/);
  await openRoom(refused, keys);
  assert.deepEqual(bodies.at(-1), {});
});

test('too many tries are told with the time to wait', async () => {
  const slowed = (/** @type {Record<string, string>} */ headers) =>
    openRoom(answering(429, { type: 'error', code: 'RATE_LIMITED', message: '' }, headers), keys, 'x');
  assert.match(whyOf(await slowed({ 'retry-after': '20' })), /in 20 seconds/);
  assert.match(whyOf(await slowed({ 'retry-after': '300' })), /in 5 minutes/);
  assert.match(whyOf(await slowed({})), /in a minute/);
  assert.equal((await slowed({})).kind, 'key');
});

test('another refusal and an unreachable server say why', async () => {
  const full = answering(503, { type: 'error', code: 'ROOM_LIMIT', message: 'No space for another room.' });
  assert.deepEqual(await openRoom(full, keys), {
    kind: 'failed',
    why: 'The server has no space for another room. Close one that is not used any more.',
  });
  const offline = async () => {
    throw new TypeError('Failed to fetch');
  };
  assert.match(whyOf(await openRoom(offline, keys)), /can’t be reached/);
});
