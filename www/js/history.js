// @ts-check
// The page of past games: the list, one game round by round, and the leaderboard, each at its own address.

import { Archive } from './archive.js';
import { el, setText, show } from './dom.js';
import { language, onLanguage, t } from './i18n.js';
import { fetchPacks, haveAllTexts } from './packs.js';
import { byId } from './page.js';
import { resolveUrl } from './url.js';
import { hostedRoom, tabStorage } from './session.js';
import { followRemote } from './remote.js';
import { Stage } from './stage.js';
import { createToaster } from './toast.js';
import { confirmWith } from './parts/dialogs.js';
import { speakStaticTexts } from './parts/static_texts.js';
import { createHostKey } from './views/host_key.js';
import { createNotice } from './views/notice.js';
import { createGame } from './views/history/game.js';
import { createGames } from './views/history/games.js';
import { createLeaderboard } from './views/history/leaderboard.js';

/** @import { Answer, WholeGame } from './archive.js' */
/** @import { IconName } from './icons.js' */

const archive = new Archive(
  (path, how) => fetch(resolveUrl(path), how),
  tabStorage,
  () => hostedRoom()?.token ?? null,
);
const stage = new Stage(byId('view'), byId('announcer'));
const toast = createToaster(byId('toasts'));
const address = new URL(location.href).searchParams;

/** Asks for what the address says, and shows it. */
function open() {
  const id = address.get('game');
  if (id !== null) return ask(() => archive.game(id), showGame);
  if (address.has('leaderboard'))
    return ask(
      () => archive.leaderboard(),
      ({ standings }) => stage.show('leaderboard', createLeaderboard, standings),
    );
  return ask(
    () => archive.games(null),
    (first) => stage.show('games', () => createGames(archive, toast), first),
  );
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
    case 'found':
      return show(answer.found);
    case 'key':
      return askForKey(answer.why, again);
    case 'none':
      return notice(
        'look',
        answer.isOff ? t('history.off_title') : t('history.gone_title'),
        answer.why,
        answer.isOff
          ? {
              action: t('host.back'),
              act: () => {
                location.href = resolveUrl('../../');
              },
            }
          : { action: t('past.all'), act: toList },
      );
    case 'failed':
      return notice('offline', t('history.failed_title'), answer.why, { action: t('history.try_again'), act: again });
  }
}

/** @param {string} why @param {() => void} again */
function askForKey(why, again) {
  const words = {
    title: t('history.key_title'),
    text: t('history.key_text'),
    action: t('history.key_action'),
    busy: t('history.looking'),
  };
  const create = () =>
    createHostKey(words, (key) => {
      archive.typed(key);
      stage.show('key', create, { why: '', busy: true });
      again();
    });
  stage.show('key', create, { why, busy: false });
}

/** @param {IconName} icon @param {string} title @param {string} text @param {{ action: string, act: () => void }} next */
function notice(icon, title, text, next) {
  const data = { icon, title, text, ...next };
  stage.show(`notice/${title}`, () => createNotice(data), data);
}

/** @param {WholeGame} game */
function showGame(game) {
  stage.show(
    'game',
    () =>
      createGame(() =>
        confirmWith({
          title: t('past.delete_title'),
          text: t('past.delete_text'),
          yes: t('past.delete_yes'),
          act: () => void ask(() => archive.remove(game.id), toList),
        }),
      ),
    game,
  );
}

/** In place of this page: Back must not lead to a game that is gone. */
function toList() {
  location.replace(resolveUrl('history'));
}

for (const link of document.querySelectorAll('.bar-links a')) {
  if (/** @type {HTMLAnchorElement} */ (link).href === location.href) link.setAttribute('aria-current', 'page');
}
const waiting = el('p', { class: 'view muted', role: 'status' });
byId('view').append(waiting);
onLanguage(() => setText(waiting, t('history.looking')));
speakStaticTexts();
show(byId('to-room'), hostedRoom() !== null);
followRemote();
// In every language once the places have their names in it.
void fetchPacks(() => language() && haveAllTexts() && void open());
