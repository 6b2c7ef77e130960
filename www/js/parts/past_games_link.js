// @ts-check
// The way from the TV to the past games: on a page of its own, for the room stays open on this one.

import { el } from '../dom.js';
import { t } from '../i18n.js';

export const createPastGamesLink = () => el('a', { class: 'button button-small', href: 'history', target: '_blank' }, t('past.title'));
