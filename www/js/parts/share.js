// @ts-check
// "Copy the result": into the clipboard where there is one. On plain http there is none, nor sharing: then
// the text is shown, ready to be copied by hand.

import { button, el, setText, show } from '../dom.js';
import { openDialog } from './dialogs.js';
import { t } from '../i18n.js';

/** @import { Page } from '../page.js' */

/** @param {string} text */
function showText(text) {
  const box = el('textarea', { class: 'input share-text', readonly: true, rows: 8, 'aria-label': t('share.result') });
  const note = el('p', { class: 'muted', role: 'status' }, t('share.by_hand'));
  box.value = text;
  const copy = button(t('share.select'), 'button button-primary', () => {
    select();
    // The old way works without https in most browsers; where it does not, the text stays selected.
    setText(note, document.execCommand('copy') ? t('share.copied') : t('share.selected'));
  });
  const select = () => {
    box.focus();
    box.select();
  };
  openDialog(t('share.title'), [note, box], [{ text: t('dialog.close') }, copy]);
  select();
}

/** @param {Pick<Page, 'toast'>} page @param {() => string} text what there is to share */
export function createShare(page, text) {
  const copy = button(t('share.copy'), 'button', async () => {
    try {
      await navigator.clipboard.writeText(text());
      page.toast(t('share.copied'), 'info');
    } catch {
      // There is no clipboard, or this page may not use it.
      showText(text());
    }
  });
  const send = button(t('share.send'), 'button', async () => {
    try {
      await navigator.share({ text: text() });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) showText(text());
    }
  });
  show(send, 'share' in navigator);
  return el('div', { class: 'share', role: 'group', 'aria-label': t('share.title') }, copy, send);
}
