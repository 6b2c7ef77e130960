// @ts-check
// The page of past games: the list, one game round by round, and the leaderboard, each at its own address.

import { Archive } from './archive.js';
import { el } from './dom.js';
import { beside, byId } from './page.js';
import { hostedRoom, tabStorage } from './session.js';
import { Stage } from './stage.js';
import { createToaster } from './toast.js';
import { confirmWith } from './parts/dialogs.js';
import { createHostKey } from './views/host_key.js';
import { createNotice } from './views/notice.js';
import { createGame } from './views/history/game.js';
import { createGames } from './views/history/games.js';
import { createLeaderboard } from './views/history/leaderboard.js';

/** @import { Answer, WholeGame } from './archive.js' */

const archive = new Archive((path, how) => fetch(beside(path), how), tabStorage, () => hostedRoom()?.token ?? null);
const stage = new Stage(byId('view'), byId('announcer'));
const toast = createToaster(byId('toasts'));
const address = new URL(location.href).searchParams;

/** Asks for what the address says, and shows it. */
function open() {
  const id = address.get('game');
  if (id !== null) return ask(() => archive.game(id), showGame);
  if (address.has('leaderboard')) return ask(() => archive.leaderboard(), ({ standings }) => stage.show('leaderboard', createLeaderboard, standings));
  return ask(() => archive.games(null), (first) => stage.show('games', () => createGames(archive, toast), first));
}

/**
 * Shows what was found, or what to do to find it.
 * @template Found
 * @param {() => Promise<Answer<Found>>} question
 * @param {(found: Found) => void} show
 */
async function ask(question, show) {
  const answer = await question();
  const again = () => void ask(question, show);
  switch (answer.kind) {
    case 'found': return show(answer.found);
    case 'key': return askForKey(answer.why, again);
    case 'none': return notice(answer.isOff ? 'No history here' : 'This game is not here', answer.why, answer.isOff
      ? { action: 'Back to the start', act: () => { location.href = beside('../../'); } }
      : { action: 'All games', act: toList });
    case 'failed': return notice('No games to show', answer.why, { action: 'Try again', act: again });
  }
}

/** @param {string} why @param {() => void} again */
function askForKey(why, again) {
  const words = { title: 'Who may look?', text: 'Past games here are for hosts. Whoever runs this server has the host key.', action: 'Show the games', busy: 'Looking…' };
  const create = () => createHostKey(words, (key) => {
    archive.typed(key);
    stage.show('key', create, { why: '', busy: true });
    again();
  });
  stage.show('key', create, { why, busy: false });
}

/** @param {string} title @param {string} text @param {{ action: string, act: () => void }} next */
function notice(title, text, next) {
  const data = { title, text, ...next };
  stage.show(`notice/${title}`, () => createNotice(data), data);
}

/** @param {WholeGame} game */
function showGame(game) {
  stage.show('game', () => createGame(() => confirmWith({
    title: 'Delete this game?', text: 'It is gone from the list and from the leaderboard, for good.', yes: 'Delete it',
    act: () => void ask(() => archive.remove(game.id), toList),
  })), game);
}

/** In place of this page: Back must not lead to a game that is gone. */
function toList() {
  location.replace(beside('history'));
}

for (const link of document.querySelectorAll('.bar-links a')) {
  if (/** @type {HTMLAnchorElement} */ (link).href === location.href) link.setAttribute('aria-current', 'page');
}
byId('view').append(el('p', { class: 'view muted', role: 'status' }, 'Looking…'));
void open();
