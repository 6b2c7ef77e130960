// Texts for what speaks, in English: import this before asking it for words.

import { readFileSync } from 'node:fs';
import { speak } from '../../../www/js/i18n.js';

const read = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(new URL(`../../../www/lang/${name}.json`, import.meta.url), 'utf8'));
speak('en', { ...read('en'), ...read('host/en') });
