// @ts-check
// The TV of a house where opening a room needs a key: asks for it.

import { el, heading, setAttribute, setText } from '../../dom.js';
import { t } from '../../i18n.js';
import { createField } from '../../parts/field.js';

/** @import { View } from '../../stage.js' */

/** @typedef {{ why: string, busy: boolean }} HostKeyData */

/** @param {(key: string) => void} open @returns {View<HostKeyData>} */
export function createHostKey(open) {
  const key = createField('host-key', t('key.label'), { type: 'password', autofocus: '', maxlength: 200, autocomplete: 'off', enterkeyhint: 'go' });
  const submit = el('button', { type: 'submit', class: 'button button-primary button-wide' }, t('key.open'));
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
    element: el('section', { class: 'view view-notice view-key' }, heading(t('key.title')),
      el('p', { class: 'lead' }, t('key.lead')), form),
    title: t('key.label'),
    update(data) {
      busy = data.busy;
      key.fail(data.why);
      setText(submit, busy ? t('key.opening') : t('key.open'));
      setAttribute(submit, 'aria-disabled', busy ? 'true' : null);
      if (data.why) key.input.select();
    },
  };
}
