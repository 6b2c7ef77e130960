// @ts-check
// Questions and notes in a <dialog>.

import { button, el } from '../dom.js';
import { t } from '../i18n.js';

/**
 * Shows a dialog until one of its buttons, Escape or the ground around it closes it. The first button has
 * the focus: it is the one that changes nothing. A button that is given ready-made closes nothing by itself.
 * @param {string} title
 * @param {Node[]} content
 * @param {(HTMLButtonElement | { text: string, className?: string, act?: () => void })[]} actions
 * @returns {HTMLDialogElement}
 */
export function openDialog(title, content, actions) {
  const heading = el('h2', { class: 'dialog-title' }, title);
  const dialog = el(
    'dialog',
    { class: 'dialog', 'aria-label': title },
    heading,
    ...content,
    el(
      'div',
      { class: 'dialog-actions' },
      ...actions.map((action) => {
        if (action instanceof HTMLButtonElement) return action;
        return button(action.text, action.className, () => {
          dialog.close();
          action.act?.();
        });
      }),
    ),
  );
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/**
 * Asks before something that can't be taken back.
 * @param {{ title: string, text: string, yes: string, act: () => void }} question
 */
export function confirmWith({ title, text, yes, act }) {
  openDialog(
    title,
    [el('p', {}, text)],
    [{ text: t('dialog.cancel') }, { text: yes, className: 'button button-danger', act }],
  );
}
