// Past games over REST: what is asked, with which key, and what the answers mean.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import './english.js';
import { Archive } from '../../../www/js/archive.js';
import { t } from '../../../www/js/i18n.js';
import { fakeStorage } from './fake_platform.js';

const refusal = (/** @type {number} */ status, /** @type {string} */ code) => ({
  status,
  body: { type: 'error', code, message: `Because of ${code}.` },
});

/**
 * An archive whose server gives these answers, one after the other, and what it was asked.
 * @param {{ status: number, body?: object }[]} answers
 * @param {{ keys?: ReturnType<typeof fakeStorage>, token?: string | null }} [known]
 */
function openArchive(answers, { keys = fakeStorage(), token = null } = {}) {
  /** @type {{ path: string, method: string | undefined, shown: string | undefined }[]} */
  const asked = [];
  /** @type {ConstructorParameters<typeof Archive>[0]} */
  const fetch = async (path, { method, headers }) => {
    asked.push({ path, method, shown: new Headers(headers).get('authorization') ?? undefined });
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer.body
      ? Response.json(answer.body, { status: answer.status })
      : new Response(null, { status: answer.status });
  };
  return { archive: new Archive(fetch, keys, () => token), asked, keys };
}

test('each question has its address', async () => {
  const { archive, asked } = openArchive([]);
  for (const ask of [
    () => archive.games(null),
    () => archive.games('a/b'),
    () => archive.game('x?'),
    () => archive.remove('x'),
    () => archive.leaderboard(),
  ]) {
    assert.equal((await ask()).kind, 'failed');
  }
  assert.deepEqual(
    asked.map(({ method, path }) => `${method} ${path}`),
    ['GET games?limit=20', 'GET games?limit=20&before=a%2Fb', 'GET games/x%3F', 'DELETE games/x', 'GET leaderboard'],
  );
});

test('a key is remembered once it is right, and forgotten once it is wrong', async () => {
  const { archive, asked, keys } = openArchive([
    refusal(403, 'NOT_HOST'),
    refusal(403, 'NOT_HOST'),
    { status: 200, body: {} },
    { status: 204 },
    refusal(403, 'NOT_HOST'),
    refusal(403, 'NOT_HOST'),
  ]);
  assert.deepEqual(await archive.game('a'), { kind: 'key', why: '' });
  archive.typed('wrong');
  const wrong = await archive.game('a');
  assert.ok(wrong.kind === 'key');
  assert.match(wrong.why, /not the host key/);
  assert.equal(keys.kept.size, 0);
  archive.typed('schlüssel');
  assert.equal((await archive.game('a')).kind, 'found');
  assert.deepEqual([...keys.kept.values()], ['schlüssel']);
  assert.deepEqual(await archive.remove('a'), { kind: 'found', found: null });
  // The house has changed its key.
  assert.equal((await archive.game('a')).kind, 'key');
  assert.equal(keys.kept.size, 0);
  assert.equal((await archive.game('a')).kind, 'key');
  const key = `Bearer ${encodeURIComponent('schlüssel')}`;
  assert.deepEqual(
    asked.map(({ shown }) => shown),
    [undefined, 'Bearer wrong', key, key, key, undefined],
  );
});

test('a host shows the token of the room, unless a key is known', async () => {
  const keys = fakeStorage();
  const { archive, asked } = openArchive([], { keys, token: 'abc' });
  await archive.leaderboard();
  keys.setItem('spyster.host_key', 'key');
  await archive.leaderboard();
  assert.deepEqual(
    asked.map(({ shown }) => shown),
    ['Bearer abc', 'Bearer key'],
  );
});

test('what is not there is told apart from what has failed', async () => {
  const { archive } = openArchive([
    refusal(404, 'HISTORY_OFF'),
    refusal(404, 'GAME_NOT_FOUND'),
    refusal(500, 'INTERNAL'),
    refusal(429, 'RATE_LIMITED'),
    refusal(429, 'RATE_LIMITED'),
  ]);
  assert.deepEqual(await archive.games(null), { kind: 'none', why: t('error.HISTORY_OFF'), isOff: true });
  assert.deepEqual(await archive.game('a'), { kind: 'none', why: t('error.GAME_NOT_FOUND'), isOff: false });
  assert.deepEqual(await archive.games(null), { kind: 'failed', why: t('error.INTERNAL') });
  assert.deepEqual(await archive.games(null), { kind: 'failed', why: t('error.RATE_LIMITED') });
  archive.typed('guess');
  assert.deepEqual(await archive.games(null), { kind: 'key', why: t('error.RATE_LIMITED') });
});
