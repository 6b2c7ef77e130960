import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { homeOf, openStorage } from '../../../www/js/storage.js';
import { fakeStorage } from './fake_platform.js';

/** @type {ReturnType<typeof fakeStorage>} */
let browser;
beforeEach(() => {
  browser = fakeStorage();
});

const at = (/** @type {string} */ home) =>
  openStorage(() => /** @type {Storage} */ (/** @type {unknown} */ (browser)), home);

test('servers under one host name keep their own things', () => {
  const [a, b] = [at('/a/api/spyster/'), at('/b/api/spyster/')];
  a.setItem('spyster.host', 'A');
  b.setItem('spyster.host', 'B');
  assert.equal(a.getItem('spyster.host'), 'A');
  b.removeItem('spyster.host');
  assert.equal(b.getItem('spyster.host'), null);
  assert.equal(a.getItem('spyster.host'), 'A');
});

test('what an older build has kept is moved to the first who asks, and to nobody else', () => {
  browser.setItem('spyster.seat.KXQ7', 'token');
  browser.setItem('spyster.seat.BCDF', 'other');
  const [a, b] = [at('/a/api/spyster/'), at('/b/api/spyster/')];
  assert.equal(a.getItem('spyster.seat.KXQ7'), 'token');
  assert.equal(b.getItem('spyster.seat.KXQ7'), null);
  assert.equal(a.getItem('spyster.seat.KXQ7'), 'token');
  // Nobody has asked for that one yet.
  assert.equal(b.getItem('spyster.seat.BCDF'), 'other');
});

test('what is forgotten is forgotten in its old form too, and what is newer wins', () => {
  browser.setItem('spyster.name', 'Ana');
  const storage = at('/api/spyster/');
  storage.setItem('spyster.name', 'Ben');
  assert.equal(storage.getItem('spyster.name'), 'Ben');
  storage.removeItem('spyster.name');
  assert.equal(storage.getItem('spyster.name'), null);
});

test('a storage without room keeps what it has, and one that is blocked is done without', () => {
  browser.setItem('spyster.seat.KXQ7', 'token');
  const { setItem } = browser;
  browser.setItem = (/** @type {string} */ key, /** @type {string} */ value) => {
    if (!key.endsWith('probe')) throw new Error('QuotaExceededError');
    setItem(key, value);
  };
  const full = at('/api/spyster/');
  assert.equal(full.getItem('spyster.seat.KXQ7'), 'token');
  assert.equal(full.getItem('spyster.seat.KXQ7'), 'token');
  const blocked = openStorage(() => {
    throw new Error('SecurityError');
  }, '/api/spyster/');
  blocked.setItem('spyster.name', 'Ana');
  assert.equal(blocked.getItem('spyster.name'), 'Ana');
});

test('the home of a script is where its server is, whatever a proxy puts in front', () => {
  assert.equal(homeOf('http://tv:8137/api/spyster/static/1f/js/player.js'), '/api/spyster/');
  assert.equal(homeOf('https://games.example/a/static/b/api/spyster/static/1f/js/host.js'), '/a/static/b/api/spyster/');
});
