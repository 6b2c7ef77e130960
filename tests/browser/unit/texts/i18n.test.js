// How texts are filled in, counted and chosen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestLanguage,
  languageName,
  listOfNames,
  number,
  ordinal,
  speak,
  t,
  textParts,
  tn,
} from '../../../../www/js/i18n.js';
import { isolate, partsOf, plain } from '../../../../www/js/isolates.js';
import { codes, en, everyText, placeholders, textsIn } from './catalogues.js';

test('texts are filled in, counted and listed as the language wants', () => {
  speak('en', en);
  assert.equal(t('join.room', { room: 'B2CD' }), 'Room B2CD');
  assert.deepEqual([1, 2, 3, 4, 11, 21].map(ordinal), ['1st', '2nd', '3rd', '4th', '11th', '21st']);
  assert.deepEqual(
    [0, 1, 2].map((count) => tn('players.count', count)),
    ['0 players', '1 player', '2 players'],
  );
  assert.equal(plain(listOfNames(['Ana', 'Ben', 'Cleo'])), 'Ana, Ben and Cleo');
  // A name is put in as it is, whatever looks like a placeholder in it.
  assert.equal(plain(t('rejoin.wants', { name: '{name} $& $1' })), '{name} $& $1 wants back in');
  assert.deepEqual([number(-1234), number(0.5, { style: 'percent' })], ['−1,234', '50%']);
  speak('fr', textsIn('fr'));
  assert.deepEqual([1, 2].map(ordinal), ['1er', '2e']);
  assert.equal(tn('players.count', 0), '0 joueur');
  assert.equal(
    tn('players.count', 1_000_000),
    '1\u202f000\u202f000 joueurs',
    'A form that is not there is the other one.',
  );
  assert.equal(plain(listOfNames(['Ana', 'Ben'])), 'Ana et Ben');
  assert.match(number(0.5, { style: 'percent' }), /^50\s%$/);
});

test('a name in a text is isolated from it, in every language and every text', () => {
  const hebrew = '\u05d0\u05d9\u05dc\u05d4 (1)';
  speak('en', en);
  assert.deepEqual(partsOf(t('vote.called', { name: hebrew })), ['Vote called by ', hebrew, '']);
  assert.deepEqual(partsOf(listOfNames([hebrew, 'Ben'])), ['', hebrew, ' and ', 'Ben', '']);
  assert.deepEqual(partsOf(t('says.guessed', { spy: 'Ana', place: hebrew })), [
    '',
    'Ana',
    ' guessed ',
    hebrew,
    '. Wrong!',
  ]);
  assert.equal(t('join.room', { room: 'B2CD' }), 'Room B2CD', 'A code is no name.');
  // Nobody closes the isolation early by such characters in a name.
  assert.equal(isolate('A\u2069b'), isolate('Ab'));
  // What stands for a name in any language is one of those that are isolated.
  const others = [
    'count',
    'of',
    'attempt',
    'every',
    'bet',
    'score',
    'names',
    'all',
    'max',
    'room',
    'round',
    'rounds',
    'time',
    'setting',
    'why',
    'number',
    'wins',
    'games',
    'points',
    'some',
    'percent',
    'award',
    'reason',
    'label',
    'value',
  ];
  const names = new Set(everyText.flatMap(([, , text]) => placeholders(text)).map((one) => one.slice(1, -1)));
  for (const one of others) names.delete(one);
  for (const name of names) assert.equal(partsOf(t('vote.called', { name })).length, 3);
  assert.deepEqual([...names].sort(), ['from', 'location', 'name', 'pack', 'place', 'spy', 'target', 'to']);
});

test('who asks whom is one sentence in the order of the language', () => {
  for (const lang of codes) {
    speak(lang, textsIn(lang));
    assert.deepEqual(
      textParts('turn.asks')
        .filter((_, index) => index % 2)
        .sort(),
      ['from', 'to'],
      lang,
    );
  }
});

test('the closest language there is, by the reader\u2019s wishes', () => {
  const there = ['de', 'en', 'es', 'es-419', 'pt-BR', 'zh-Hant'];
  const best = (/** @type {string[]} */ ...wishes) => bestLanguage(wishes, there);
  assert.deepEqual(
    ['de-AT', 'EN-us', 'es-ES', 'es-MX', 'es-419', 'es', 'pt-BR', 'pt-PT', 'pt', 'zh-TW'].map((tag) => best(tag)),
    ['de', 'en', 'es', 'es-419', 'es-419', 'es', 'pt-BR', 'pt-BR', 'pt-BR', 'zh-Hant'],
  );
  assert.equal(best('pl', '', 'not a tag!', 'pt', 'de'), 'pt-BR', 'What is not there, or no tag, is passed over.');
  assert.equal(best('pl'), undefined);
  assert.equal(bestLanguage(['es-MX'], ['es']), 'es');
  assert.deepEqual(['de', 'es', 'pt-BR'].map(languageName), ['Deutsch', 'Espa\u00f1ol', 'Portugu\u00eas (Brasil)']);
});
