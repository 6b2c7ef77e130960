// @ts-check
// The door: room code, name, Join.

import { button, el, heading, setAttribute, setText, show } from '../../dom.js';
import { errorText, t } from '../../i18n.js';
import { createField } from '../../parts/field.js';
import { createLanguageButton } from '../../parts/language_button.js';
import { createMark } from '../../parts/mark.js';

/** @import { View } from '../../stage.js' */

/**
 * @typedef {object} JoinData
 * @property {string} room from the link; empty if there was none
 * @property {string} typedRoom what stands in its field at first
 * @property {string} name what stands in its field at first: the name used last
 * @property {boolean} busy whether an answer is awaited
 * @property {string} notice why the reader stands at the door again
 * @property {{ code: string, message: string } | null} error
 * @property {boolean} unreachable the server could not be reached at all
 */

/** Which field an error belongs to; all others belong to the form. @type {Record<string, 'name' | 'room'>} */
const FIELD_OF = {
  NAME_INVALID: 'name', NAME_TAKEN: 'name', REJOIN_PENDING: 'name', REJOIN_DENIED: 'name',
  ROOM_NOT_FOUND: 'room', ROOM_REQUIRED: 'room', NO_GAME: 'room', GAME_ALREADY_STARTED: 'room', GAME_FULL: 'room',
};

/** What has nothing to do with what was typed: the door is shut for now. */
const SHUT = ['GAME_FULL', 'GAME_ALREADY_STARTED', 'NO_GAME'];

/**
 * @typedef {object} JoinActs
 * @property {(name: string, room: string) => void} join
 * @property {() => void} retry
 * @property {(name: string, room: string) => void} typing called with every change, so that a draft outlives the view
 * @property {() => void} howToPlay
 */

/** @param {JoinActs} acts @returns {View<JoinData>} */
export function createJoin({ join, retry, typing, howToPlay: openHowToPlay }) {
  const room = createField('room', t('join.room_code'), { class: 'input input-code', maxlength: 8, autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' });
  const name = createField('name', t('join.name'), { maxlength: 60, autocomplete: 'nickname', autocapitalize: 'words', spellcheck: 'false', enterkeyhint: 'go' });
  const wordmark = el('p', { class: 'wordmark wordmark-big', 'aria-hidden': 'true' }, 'Spyster');
  const mark = createMark('door');
  const title = heading(t('join.title'));
  const whyShut = el('p', { class: 'lead', role: 'alert' });
  const roomLine = el('p', { class: 'join-room' });
  const notice = el('p', { class: 'notice', role: 'status' });
  const unreachable = el('div', { class: 'notice notice-warn', role: 'alert' },
    el('p', {}, t('join.unreachable')), button(t('status.retry'), 'button', retry));
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, t('join.join'));
  const form = el('form', { class: 'join-form', novalidate: true, onsubmit, oninput }, room.element, name.element, submit);
  const howToPlay = button('', 'button button-small howto-open', openHowToPlay);
  const languages = createLanguageButton();
  /** @type {JoinData | null} */
  let data = null;

  function oninput() {
    typing(name.input.value, room.input.value);
  }

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    const typed = name.input.value.trim();
    if (!typed) {
      name.fail(t('join.no_name'));
      name.input.focus();
    } else if (!data?.busy) {
      join(typed, room.input.value);
    }
  }

  return {
    element: el('section', { class: 'view view-join' },
      wordmark, mark.element, title, whyShut, roomLine, notice, unreachable, form, el('div', { class: 'join-help' }, howToPlay, languages.element)),
    title: t('join.join'),
    update(next) {
      if (!data) {
        room.input.value = next.typedRoom;
        name.input.value = next.name;
      }
      const wrong = next.error !== data?.error ? next.error : null;
      data = next;
      const field = next.error ? FIELD_OF[next.error.code] ?? 'name' : null;
      const why = next.error ? errorText(next.error) : '';
      const shut = next.error !== null && SHUT.includes(next.error.code);
      room.fail(field === 'room' && !shut ? why : '');
      name.fail(field === 'name' && !shut ? why : '');
      setText(whyShut, shut ? why : '');
      setText(title, shut ? t('join.shut') : t('join.title'));
      show(mark.element, shut);
      show(wordmark, !shut);
      // A link names the room; only if that room is no good does one have to type.
      const askRoom = !next.room || field === 'room';
      show(room.element, askRoom);
      setText(roomLine, askRoom ? '' : t('join.room', { room: next.room }));
      setText(notice, next.notice);
      languages.update();
      setText(howToPlay, t('howto.title'));
      show(unreachable, next.unreachable);
      setText(submit, next.busy ? t('join.joining') : shut ? t('closed.refused.action') : t('join.join'));
      setAttribute(submit, 'aria-disabled', next.busy ? 'true' : null);
      if (wrong && !shut) (field === 'room' ? room : name).input.focus();
    },
  };
}
