// @ts-check
// The list of past games, the newest first, longer by a part at each press of a button.

import { button, el, heading, keyedList, setAttribute, show } from '../../dom.js';
import { t, tn } from '../../i18n.js';
import { isolate } from '../../isolates.js';
import { pastPackName } from '../../past_names.js';
import { pastResult } from '../../result.js';
import { createWhen } from '../../parts/when.js';

/** @import { Archive, PastGame, PastGames } from '../../archive.js' */
/** @import { View } from '../../stage.js' */

/** @param {PastGame} game */
function createEntry(game) {
  const pack = pastPackName({ id: game.pack_id, name: game.pack, version: game.pack_version });
  const facts = `${pack} · ${tn('stats.rounds', game.rounds)} · ${game.players.map((player) => isolate(player.name)).join(', ')}`;
  const link = el(
    'a',
    { class: 'past', href: `history?game=${encodeURIComponent(game.id)}`, 'data-complete': game.is_complete },
    createWhen(game.ended_at),
    el('span', { class: 'past-result' }, pastResult(game)),
    el('span', { class: 'past-facts' }, facts),
  );
  return { element: el('li', {}, link), update() {} };
}

/** @param {Archive} archive @param {(text: string) => void} toast @returns {View<PastGames>} */
export function createGames(archive, toast) {
  /** @type {PastGame[]} */
  let games = [];
  /** @type {string | null} */
  let next = null;
  let busy = false;
  const list = el('ol', { class: 'pasts', 'aria-label': t('past.list') });
  const sync = keyedList(list, (/** @type {PastGame} */ game) => game.id, createEntry);
  const empty = el('p', { class: 'empty' }, t('past.empty'));
  const more = button(t('past.more'), 'button button-wide', loadMore);

  /** @param {PastGames} part */
  function add(part) {
    games = [...games, ...part.games];
    next = part.next;
    sync(games);
    show(empty, games.length === 0);
    show(list, games.length > 0);
    show(more, next !== null);
  }

  async function loadMore() {
    if (busy) return;
    busy = true;
    setAttribute(more, 'aria-disabled', 'true');
    const before = games.length;
    const answer = await archive.games(next);
    busy = false;
    setAttribute(more, 'aria-disabled', null);
    if (answer.kind !== 'found') return toast(answer.why || t('past.key_again'));
    add(answer.found);
    // Whoever came by keyboard goes on at the first of the new ones.
    list.children[before]?.querySelector('a')?.focus();
  }

  return {
    element: el('section', { class: 'view' }, heading(t('past.title')), empty, list, more),
    title: t('past.title'),
    update: add,
  };
}
