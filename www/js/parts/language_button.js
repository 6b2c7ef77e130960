// @ts-check
// The button with the name of the language in use, which opens the choice of another.

import { button, setAttribute, setText } from '../dom.js';
import { language, languageName, t } from '../i18n.js';

/** @param {() => void} open opens the choice */
export function createLanguageButton(open) {
  const element = button('', 'button button-small language', open);
  return {
    element,
    update() {
      const name = language() && languageName(language());
      setText(element, name);
      setAttribute(element, 'aria-label', t('label.of', { label: t('language.title'), value: name }));
    },
  };
}
