// @ts-check
// The choice of language: a button with the name of the one in use, and a dialog with all of them.

import { button, el, setAttribute, setText } from '../dom.js';
import { language, languageName, languages, setLanguage, t } from '../i18n.js';
import { openDialog } from './dialogs.js';

/** Offers all languages, each under its own name. */
export function openLanguages() {
  const all = languages().map((code) => ({ code, name: languageName(code) }));
  const choices = all.sort((one, other) => one.name.localeCompare(other.name)).map(({ code, name }) => {
    const node = button(name, 'button', () => {
      dialog.close();
      void setLanguage(code);
    });
    setAttribute(node, 'lang', code);
    setAttribute(node, 'aria-current', code === language() ? 'true' : null);
    return node;
  });
  const dialog = openDialog(t('language.title'), [el('div', { class: 'languages' }, ...choices)], [{ text: t('dialog.cancel') }]);
}

/** @param {string} [className] */
export function createLanguageButton(className = '') {
  const element = button('', `button button-small language ${className}`, openLanguages);
  return {
    element,
    update() {
      const name = language() && languageName(language());
      setText(element, name);
      setAttribute(element, 'aria-label', t('label.of', { label: t('language.title'), value: name }));
    },
  };
}
