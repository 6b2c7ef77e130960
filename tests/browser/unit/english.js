// Texts for what speaks, in English: import this before asking it for words.

import { readFileSync } from 'node:fs';
import { speak } from '../../../www/js/i18n.js';

speak('en', JSON.parse(readFileSync(new URL('../../../www/lang/en.json', import.meta.url), 'utf8')));
