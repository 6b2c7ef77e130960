// What first-timers are told once, and no more after that.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { createFirstTime } from '../../../www/js/first_time.js';
import { fakeStorage } from './fake_platform.js';

const LANGUAGES = resolve(import.meta.dirname, '../../../www/lang');

test('a phase is explained until it was understood, and never again on this device', () => {
  const storage = fakeStorage();
  const first = createFirstTime(storage);
  assert.equal(first.needs('LOBBY'), true);
  assert.equal(first.needs('PAUSED'), false);
  first.understood('LOBBY');
  assert.equal(first.needs('LOBBY'), false);
  assert.equal(first.needs('VOTE'), true);
  assert.equal(createFirstTime(storage).needs('LOBBY'), false);
});

test('whoever has played to the end knows all of it', () => {
  const storage = fakeStorage();
  createFirstTime(storage).played();
  for (const phase of /** @type {const} */ (['LOBBY', 'ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING'])) {
    assert.equal(createFirstTime(storage).needs(phase), false, phase);
  }
});

test('the coach has a line for each of these phases in every language', () => {
  for (const file of readdirSync(LANGUAGES).filter((name) => name.endsWith('.json'))) {
    const texts = JSON.parse(readFileSync(resolve(LANGUAGES, file), 'utf8'));
    for (const phase of ['LOBBY', 'ROLES', 'QUESTIONING', 'VOTE', 'REVEAL', 'SCORING']) {
      const line = texts[`coach.${phase}`];
      assert.ok(line && line.length <= 90, `${file}, ${phase}: one line`);
    }
  }
});
