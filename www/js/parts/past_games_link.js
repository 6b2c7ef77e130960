// @ts-check
// The way from the TV to the past games, and back with the browser's own key: a remote can't close a tab.

import { el } from '../dom.js';
import { t } from '../i18n.js';

export const createPastGamesLink = () => el('a', { class: 'button button-small', href: 'history' }, t('past.title'));
