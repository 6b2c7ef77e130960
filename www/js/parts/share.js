// @ts-check
// "Copy the result": into the clipboard where there is one. On plain http there is none, nor sharing: then
// the text is shown, ready to be copied by hand.

import { button, el, setText, show } from '../dom.js';
import { openDialog } from './dialogs.js';

/** @import { Page } from '../page.js' */

/** @param {string} text */
function showText(text) {
  const box = el('textarea', { class: 'input share-text', readonly: true, rows: 8, 'aria-label': 'The result' });
  const note = el('p', { class: 'muted', role: 'status' }, 'Copy the selected text and paste it wherever you like.');
  box.value = text;
  const copy = button('Select and copy', 'button button-primary', () => {
    select();
    // The old way works without https in most browsers; where it does not, the text stays selected.
    setText(note, document.execCommand('copy') ? 'Copied. Paste it wherever you like.' : 'It is selected: now copy it.');
  });
  const select = () => {
    box.focus();
    box.select();
  };
  openDialog('Share the result', [note, box], [{ text: 'Close' }, copy]);
  select();
}

/** @param {Pick<Page, 'toast'>} page @param {() => string} text what there is to share */
export function createShare(page, text) {
  const copy = button('Copy the result', 'button', async () => {
    try {
      await navigator.clipboard.writeText(text());
      page.toast('Copied. Paste it wherever you like.', 'info');
    } catch {
      // There is no clipboard, or this page may not use it.
      showText(text());
    }
  });
  const send = button('Share…', 'button', async () => {
    try {
      await navigator.share({ text: text() });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) showText(text());
    }
  });
  show(send, 'share' in navigator);
  return el('div', { class: 'share', role: 'group', 'aria-label': 'Share the result' }, copy, send);
}
