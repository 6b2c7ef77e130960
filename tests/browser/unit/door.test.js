import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingName } from '../../../www/js/name_limit.js';
import { findRoomCode, isRoomCode } from '../../../www/js/room_code.js';

for (const text of [
  'FW89',
  ' fw89 ',
  'F W 8 9',
  'Room FW-89',
  'Room FW 89',
  'Raum:FW89',
  '“FW89”',
  '(FW89).',
  'FW–89!',
  'ＦＷ８９',
  'F\u200bW89\ufeff',
  'Room FW89, 19:30',
  'http://192.168.1.20:8234/api/spyster/player?room=FW89',
  'Come! https://tv.example/a/api/spyster/player?token=BCDF-1&room=fw89#top',
  'http://tv:8137/api/spyster/host?watch=FW89',
  'http://tv:8137 FW89',
]) {
  test(`the code is found in ${JSON.stringify(text)}`, () => assert.equal(findRoomCode(text), 'FW89'));
}

test('where there is no code, there is none', () => {
  assert.equal(findRoomCode(' \u200b '), '');
  for (const text of ['Room', 'FW8', 'FW890', 'FWO1', 'http://192.168.1.20:8137/'])
    assert.equal(isRoomCode(findRoomCode(text)), false, text);
});

/** What is one character to the reader, and to the server (src/game/people/name.rs). */
const CHARACTERS = ['a', 'Ł', '李', 'e\u0301', '👩‍👩‍👧‍👦', '🇩🇪', '👍🏽', '❤️‍🔥', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '한'.normalize('NFD'), 'क्ष', 'স্ত্রী'];

for (const [browser, segmenter] of /** @type {const} */ ([
  ['one that knows characters', Intl.Segmenter],
  ['an older one', undefined],
])) {
  test(`a name holds twenty characters as people see them, in ${browser}`, (t) => {
    const known = Intl.Segmenter;
    t.after(() => Object.assign(Intl, { Segmenter: known }));
    Object.assign(Intl, { Segmenter: segmenter });
    for (const one of CHARACTERS) {
      assert.equal(fittingName(one.repeat(20)), one.repeat(20));
      assert.equal(fittingName(one.repeat(23)), one.repeat(20));
    }
    const [unseen, blank] = [`a\u200b\u00ad`.repeat(20), ` \u3164 ${'a'.repeat(20)}  `];
    assert.equal(fittingName(unseen), unseen, 'What is not seen does not count.');
    assert.equal(fittingName(blank), blank, 'Nor does white space around it.');
  });
}
