// @ts-check
// The TV of a house where opening a room needs a key: asks for it.

import { el, heading, setAttribute, setText } from '../../dom.js';
import { createField } from '../../parts/field.js';

/** @import { View } from '../../stage.js' */

/** @typedef {{ why: string, busy: boolean }} HostKeyData */

/** @param {(key: string) => void} open @returns {View<HostKeyData>} */
export function createHostKey(open) {
  const key = createField('host-key', 'Host key', { type: 'password', autofocus: '', maxlength: 200, autocomplete: 'off', enterkeyhint: 'go' });
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, 'Open a room');
  const form = el('form', { class: 'join-form', novalidate: true, onsubmit }, key.element, submit);
  let busy = false;

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    const typed = key.input.value.trim();
    if (typed && !busy) open(typed);
    else if (!typed) key.fail('Enter the host key.');
  }

  return {
    element: el('section', { class: 'view view-notice view-key' }, heading('Who may host?'),
      el('p', { class: 'lead' }, 'Opening a room here needs the host key. Whoever runs this server has it.'), form),
    title: 'Host key',
    update(data) {
      busy = data.busy;
      key.fail(data.why);
      setText(submit, busy ? 'Opening…' : 'Open a room');
      setAttribute(submit, 'aria-disabled', busy ? 'true' : null);
      if (data.why) key.input.select();
    },
  };
}
