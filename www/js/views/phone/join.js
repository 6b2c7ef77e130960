// @ts-check
// The door: room code, name, Join.

import { button, el, heading, setAttribute, setText, show } from '../../dom.js';
import { createField } from '../../parts/field.js';

/** @import { View } from '../../stage.js' */

/**
 * @typedef {object} JoinData
 * @property {string} room from the link; empty if there was none
 * @property {string} name the name used last
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

/**
 * @param {(name: string, room: string) => void} join
 * @param {() => void} retry
 * @returns {View<JoinData>}
 */
export function createJoin(join, retry) {
  const room = createField('room', 'Room code', { class: 'input input-code', maxlength: 8, autocomplete: 'off', autocapitalize: 'characters', spellcheck: 'false' });
  const name = createField('name', 'Your name', { maxlength: 60, autocomplete: 'nickname', autocapitalize: 'words', spellcheck: 'false', enterkeyhint: 'go' });
  const roomLine = el('p', { class: 'join-room' });
  const notice = el('p', { class: 'notice', role: 'status' });
  const unreachable = el('div', { class: 'notice notice-warn', role: 'alert' },
    el('p', {}, 'The game can’t be reached. Are you on the same Wi-Fi as the TV?'), button('Retry', 'button', retry));
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, 'Join');
  const form = el('form', { class: 'join-form', novalidate: true, onsubmit }, room.element, name.element, submit);
  /** @type {JoinData | null} */
  let data = null;

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    const typed = name.input.value.trim();
    if (!typed) {
      name.fail('Enter a name, so that the others know who you are.');
      name.input.focus();
    } else if (!data?.busy) {
      join(typed, room.input.value);
    }
  }

  return {
    element: el('section', { class: 'view view-join' },
      el('p', { class: 'wordmark wordmark-big', 'aria-hidden': 'true' }, 'Spyster'), heading('Join the game'),
      roomLine, notice, unreachable, form),
    title: 'Join',
    update(next) {
      if (!data) {
        room.input.value = next.room;
        name.input.value = next.name;
      }
      const wrong = next.error !== data?.error ? next.error : null;
      data = next;
      const field = next.error ? FIELD_OF[next.error.code] ?? 'name' : null;
      room.fail(field === 'room' ? next.error?.message ?? '' : '');
      name.fail(field === 'name' ? next.error?.message ?? '' : '');
      // A link names the room; only if that room is no good does one have to type.
      const askRoom = !next.room || field === 'room';
      show(room.element, askRoom);
      setText(roomLine, askRoom ? '' : `Room ${next.room}`);
      setText(notice, next.notice);
      show(unreachable, next.unreachable);
      setText(submit, next.busy ? 'Joining…' : 'Join');
      setAttribute(submit, 'aria-disabled', next.busy ? 'true' : null);
      if (wrong) (field === 'room' ? room : name).input.focus();
    },
  };
}
