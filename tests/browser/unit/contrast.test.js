// Every pair of colours that carries text is legible: WCAG AA, 4.5:1, computed from the tokens themselves.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';

const FOLDER = resolve(import.meta.dirname, '../../../www/css');
const LEGIBLE = 4.5;
const read = (/** @type {string} */ name) => readFileSync(resolve(FOLDER, name), 'utf8');

/** Name → #rrggbb. @type {Map<string, string>} */
const tokens = new Map(
  [...read('tokens.css').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})\b/g)].map(([, name = '', value = '']) => [name, value]),
);
const seats = [...tokens.keys()].filter((name) => name.startsWith('seat-'));

/** What text stands on, in the dark and on neon. A literal is a chosen option's ground. */
const DARK = ['ground', 'ground-raised', 'ground-high', '#0d2a33', '#2b2708'];
const NEON = ['pink', 'cyan', 'green', 'gold', 'amber', 'red-text', 'text', 'text-muted', ...seats];
/** Text → what it may stand on. @type {Record<string, string[]>} */
const PAIRS = {
  text: [...DARK, 'line'],
  'text-muted': ['ground', 'ground-raised', 'ground-high'],
  cyan: DARK,
  green: DARK,
  gold: DARK,
  amber: DARK,
  'red-text': DARK,
  pink: ['ground', 'ground-raised', 'ground-high'],
  ink: NEON,
};
/** As text only of what is switched off, which WCAG exempts. */
const EXEMPT = ['line'];

/** @param {string} colour a token's name or #rrggbb */
function luminance(colour) {
  const hex = tokens.get(colour) ?? colour;
  assert.match(hex, /^#[0-9a-f]{6}$/, colour);
  const part = (/** @type {number} */ at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const both = [luminance(one), luminance(other)];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}

test('the formula gives what WCAG says', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
});

for (const [text, grounds] of Object.entries(PAIRS)) {
  test(`--${text} is legible on all it stands on`, () => {
    const weak = grounds
      .map((ground) => ({ ground, ratio: contrast(text, ground) }))
      .filter(({ ratio }) => ratio < LEGIBLE);
    assert.deepEqual(weak, []);
  });
}

test('every token and every literal that the sheets use for text and its ground is among these pairs', () => {
  const known = new Set([...Object.keys(PAIRS), ...EXEMPT]);
  const grounds = new Set(Object.values(PAIRS).flat());
  for (const file of readdirSync(FOLDER)) {
    const sheet = read(file).replace(/\/\*.*?\*\//gs, '');
    for (const [, token = ''] of sheet.matchAll(/(?:^|[\s;{])color:\s*var\(--([\w-]+)/g)) {
      assert.ok(
        known.has(token) || token.startsWith('seat') || !isColour(token),
        `${file}: color: --${token} is not in PAIRS.`,
      );
    }
    for (const [, literal] of sheet.matchAll(/(?:^|[\s;{])color:\s*(#[0-9a-f]+|rgb[^;]*)/g)) {
      assert.fail(`${file}: the colour of a text, ${literal}, is not a token.`);
    }
    for (const [, literal = ''] of sheet.matchAll(/background(?:-color)?:\s*(#[0-9a-f]{6})\s*;/g)) {
      assert.ok(grounds.has(literal) || literal === '#ffffff', `${file}: the ground ${literal} is not in PAIRS.`);
    }
  }
});

/** A custom property of one part of the page stands for tokens that are looked at where they are set. @param {string} token */
const isColour = (token) => tokens.has(token);
