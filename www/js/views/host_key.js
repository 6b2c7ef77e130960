// @ts-check
// Asks for the host key, in a house that has one.

import { el, heading, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { createField } from '../parts/field.js';
import { createMark } from '../parts/mark.js';

/** @import { View } from '../stage.js' */

/** @typedef {{ why: string, busy: boolean }} HostKeyData */

/**
 * @param {{ title: string, text: string, action: string, busy: string }} words what it is for, and what the button says
 * @param {(key: string) => void} open
 * @returns {View<HostKeyData>}
 */
export function createHostKey(words, open) {
  const key = createField('host-key', t('key.label'), {
    type: 'password',
    autofocus: '',
    maxlength: 200,
    autocomplete: 'off',
    enterkeyhint: 'go',
  });
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, words.action);
  const form = el('form', { class: 'join-form', novalidate: true, onsubmit }, key.element, submit);
  let busy = false;

  /** @param {SubmitEvent} event */
  function onsubmit(event) {
    event.preventDefault();
    const typed = key.input.value.trim();
    if (typed && !busy) open(typed);
    else if (!typed) key.fail(t('key.enter'));
  }

  return {
    element: el(
      'section',
      { class: 'view view-notice view-key' },
      createMark('key').element,
      heading(words.title),
      el('p', { class: 'lead' }, words.text),
      form,
    ),
    title: t('key.label'),
    update(data) {
      busy = data.busy;
      key.fail(data.why);
      setText(submit, busy ? words.busy : words.action);
      setAttribute(submit, 'aria-disabled', busy ? 'true' : null);
      if (data.why) key.input.select();
    },
  };
}
