// @ts-check
// The choice of language: a dialog with all of them.

import { button, el, setAttribute } from '../dom.js';
import { language, languageName, languages, setLanguage, t } from '../i18n.js';
import { openDialog } from './dialogs.js';

/** Offers all languages, each under its own name. */
export function openLanguages() {
  const all = languages().map((code) => ({ code, name: languageName(code) }));
  const choices = all
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ code, name }) => {
      const node = button(name, 'button', () => {
        dialog.close();
        void setLanguage(code);
      });
      setAttribute(node, 'lang', code);
      setAttribute(node, 'aria-current', code === language() ? 'true' : null);
      return node;
    });
  const dialog = openDialog(
    t('language.title'),
    [el('div', { class: 'languages' }, ...choices)],
    [{ text: t('dialog.cancel') }],
  );
}
