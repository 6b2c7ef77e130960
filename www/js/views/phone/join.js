// @ts-check
// The door: room code, name, Join.

import { button, el, heading, setAttribute, setText, show } from '../../dom.js';
import { errorText, t } from '../../i18n.js';
import { createField } from '../../parts/field.js';
import { createLanguageButton } from '../../parts/language_button.js';
import { createMark } from '../../parts/mark.js';
import { isShut } from '../../door.js';
import { fittingName } from '../../name_limit.js';
import { findRoomCode, isRoomCode } from '../../room_code.js';

/** @import { ErrorReply } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/**
 * @typedef {object} JoinData
 * @property {string} room from the link; empty if there was none
 * @property {string} typedRoom what stands in its field at first
 * @property {string} name what stands in its field at first: the name used last
 * @property {boolean} knowsRoom whether the name is asked: not before it is known which room is meant
 * @property {boolean} busy whether an answer is awaited
 * @property {string} notice why the reader stands at the door again
 * @property {ErrorReply | null} error
 * @property {boolean} unreachable the server could not be reached at all
 */

/** Which field an error belongs to; all others belong to the form. @type {Record<string, 'name' | 'room'>} */
const FIELD_OF = {
  NAME_INVALID: 'name',
  NAME_TAKEN: 'name',
  REJOIN_PENDING: 'name',
  REJOIN_DENIED: 'name',
  ROOM_NOT_FOUND: 'room',
  ROOM_REQUIRED: 'room',
  NO_GAME: 'room',
  GAME_ALREADY_STARTED: 'room',
  GAME_FULL: 'room',
};

/**
 * @typedef {object} JoinActs
 * @property {(name: string, room: string) => void} join
 * @property {() => void} retry
 * @property {(room: string) => void} look looks whether there is such a room
 * @property {(name: string, room: string) => void} typing called with every change, so that a draft outlives the view
 * @property {() => void} howToPlay
 * @property {() => void} languages
 */

/** What a name may come to before its characters are counted: the longest emoji are many code units each. */
const LONGEST = 400;

/** @param {JoinActs} acts @returns {View<JoinData>} */
export function createJoin({ join, retry, look, typing, howToPlay: openHowToPlay, languages: openLanguages }) {
  const room = createField('room', t('join.room_code'), {
    class: 'input input-code',
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: 'false',
  });
  const name = createField('name', t('join.name'), {
    maxlength: LONGEST,
    autocomplete: 'nickname',
    autocapitalize: 'words',
    spellcheck: 'false',
    enterkeyhint: 'go',
  });
  const wordmark = el('p', { class: 'wordmark wordmark-big', 'aria-hidden': 'true' }, 'Spyster');
  const mark = createMark('door');
  const title = heading(t('join.title'));
  const whyShut = el('p', { class: 'lead', role: 'alert' });
  const roomLine = el('p', { class: 'join-room' });
  const notice = el('p', { class: 'notice', role: 'status' });
  const unreachable = el(
    'div',
    { class: 'notice notice-warn', role: 'alert' },
    el('p', {}, t('join.unreachable')),
    button(t('status.retry'), 'button', retry),
  );
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, t('join.join'));
  const form = el(
    'form',
    { class: 'join-form', novalidate: true, onsubmit, oninput, oncompositionend: oninput },
    room.element,
    name.element,
    submit,
  );
  const howToPlay = button('', 'button button-small howto-open', openHowToPlay);
  const languages = createLanguageButton(openLanguages);
  /** @type {JoinData | null} */
  let data = null;
  /** Whether more was typed than a name may hold. */
  let isCut = false;
  let askRoom = false;
  /** Whether the name is to have the focus once it is asked. */
  let goesOn = false;

  /** @param {InputEvent | CompositionEvent} event */
  function oninput(event) {
    // What is being put together is not to be touched.
    if (!('isComposing' in event && event.isComposing)) tidy();
    typing(name.input.value, room.input.value);
  }

  /** Leaves of what was typed or pasted what can be meant by it. */
  function tidy() {
    const code = findRoomCode(room.input.value);
    if (isRoomCode(code)) write(room.input, code);
    isCut = write(name.input, fittingName(name.input.value));
  }

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    tidy();
    isCut = false;
    const typed = name.input.value.trim();
    if (!data?.knowsRoom) {
      goesOn = true;
      look(room.input.value);
    } else if (!typed) {
      name.fail(t('join.no_name'));
      name.input.focus();
    } else if (!data.busy) {
      join(typed, room.input.value);
    }
  }

  return {
    element: el(
      'section',
      { class: 'view view-join' },
      wordmark,
      mark.element,
      title,
      whyShut,
      roomLine,
      notice,
      unreachable,
      form,
      el('div', { class: 'join-help' }, howToPlay, languages.element),
    ),
    title: t('join.join'),
    update(next) {
      if (!data) {
        room.input.value = next.typedRoom;
        name.input.value = next.name;
      }
      const wrong = next.error !== data?.error ? next.error : null;
      data = next;
      const field = next.error ? (FIELD_OF[next.error.code] ?? 'name') : null;
      const why = next.error ? errorText(next.error) : '';
      const shut = isShut(next.error);
      room.fail(field === 'room' && !shut ? why : '');
      name.fail(isCut ? t('error.NAME_INVALID') : field === 'name' && !shut ? why : '');
      setText(whyShut, shut ? why : '');
      setText(title, shut ? t('join.shut') : t('join.title'));
      show(mark.element, shut);
      show(wordmark, !shut);
      // A link names the room; only if that room is no good does one have to type. A field that was shown stays.
      askRoom ||= !next.room || !next.knowsRoom || field === 'room';
      show(room.element, askRoom);
      show(name.element, next.knowsRoom);
      setText(roomLine, askRoom ? '' : t('join.room', { room: next.room }));
      setText(notice, next.notice);
      languages.update();
      setText(howToPlay, t('howto.title'));
      show(unreachable, next.unreachable);
      setText(
        submit,
        next.busy
          ? t('join.joining')
          : shut
            ? t('closed.refused.action')
            : next.knowsRoom
              ? t('join.join')
              : t('howto.next'),
      );
      setAttribute(submit, 'aria-disabled', next.busy ? 'true' : null);
      if (wrong && !shut) (field === 'room' ? room : name).input.focus();
      if (next.knowsRoom && goesOn) name.input.focus();
      goesOn &&= !next.knowsRoom && !next.error;
    },
  };
}

/** @param {HTMLInputElement} input @param {string} text @returns {boolean} whether it says something else now */
function write(input, text) {
  if (input.value === text) return false;
  const at = input.selectionStart ?? text.length;
  input.value = text;
  input.setSelectionRange(Math.min(at, text.length), Math.min(at, text.length));
  return true;
}
