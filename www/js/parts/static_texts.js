// @ts-check
// The texts that stand in a page itself, and the button to change their language. They are English there: the
// page works before its texts in another language are there, and without them.

import { setAttribute, setText } from '../dom.js';
import { loadLanguage, needHostTexts, onLanguage, t } from '../i18n.js';
import { createLanguageButton } from './language_button.js';
import { openLanguages } from './languages.js';

/** Every element of a page that names a text of the catalogue in this attribute. @param {string} attribute */
const named = (attribute) => [...document.querySelectorAll(`[${attribute}]`)];

/** Keeps the page in the reader's language. */
export function speakStaticTexts() {
  const languages = createLanguageButton(openLanguages);
  document.getElementById('language')?.append(languages.element);
  onLanguage(() => {
    for (const node of named('data-text')) setText(node, t(node.getAttribute('data-text') ?? ''));
    for (const node of named('data-label')) setAttribute(node, 'aria-label', t(node.getAttribute('data-label') ?? ''));
    languages.update();
  });
  needHostTexts();
  void loadLanguage();
}
