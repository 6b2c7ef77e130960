// @ts-check
// The TV before the game: the QR code large, who is here, settings, Start.

import { el, fill, heading, setAttribute, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { createIcon } from '../../icons.js';
import { packName } from '../../packs.js';
import { resolveUrl } from '../../url.js';
import { createHowToPlayButton } from '../../parts/how_to_play.js';
import { createPastGamesLink } from '../../parts/past_games_link.js';
import { createBots } from '../../parts/bots.js';
import { createPlayerList } from '../../parts/player_list.js';
import { createQr } from '../../parts/qr.js';
import { createSettings } from '../../parts/settings.js';
import { createStart } from '../../parts/host_actions.js';
import { settingsInWords } from '../../words.js';

/** @import { IconName } from '../../icons.js' */
/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** What to do, in three words. @type {{ icon: IconName, word: string }[]} */
const STEPS = [
  { icon: 'scan', word: 'tv.step_scan' },
  { icon: 'person', word: 'tv.step_join' },
  { icon: 'spy', word: 'tv.step_bluff' },
];

/** What to do, for as long as nobody has done it. */
function createInvitation() {
  const steps = STEPS.map(({ icon, word }) =>
    el('li', { class: 'step-tile' }, createIcon(icon).element, el('span', {}, t(word))),
  );
  return el('div', { class: 'empty' }, el('ol', { class: 'steps' }, ...steps), el('p', {}, t('tv.empty')));
}

/** The seats that are free; those without which there is no game stand out. */
function createFreeSeats() {
  const element = el('ul', { class: 'free-seats', 'aria-hidden': 'true' });
  return {
    element,
    /** @param {State} state */
    update({ players, min_players: least = 4, max_players: most = 10 }) {
      const free = Math.max(0, most - players.length);
      if (element.children.length !== free)
        fill(element, ...Array.from({ length: free }, () => el('li', { class: 'free-seat' })));
      [...element.children].forEach((seat, index) => setAttribute(seat, 'data-needed', players.length + index < least));
    },
  };
}

/** The shortest address that leads to the game, as one would read it out: that of the landing page. @param {string} url */
const spoken = (url) => url.replace(/^https?:\/\//, '').replace(/\/api\/spyster\/player.*$/, '');

/** What stays on one line of an address: it may break before its port and after a slash. @param {string} address */
const piecesOf = (address) => address.match(/:\d+\/?|[^:/]+\/?|./g) ?? [];

/** The longest piece that has room beside the code: that of an address in numbers. */
const SHORT = 15;

/** The address that people type, in whole pieces. */
function createAddress() {
  const element = el('p', { class: 'join-url' });
  return {
    element,
    /** @param {string} address @returns {boolean} whether it needs the whole width */
    update(address) {
      const pieces = piecesOf(address);
      if (element.textContent !== address) fill(element, ...pieces.map((piece) => el('span', {}, piece)));
      return pieces.some((piece) => piece.length > SHORT);
    },
  };
}

/**
 * @param {Page} page
 * @param {((name: string) => void) | undefined} pick what a host does with a player; nothing on a display
 * @returns {View<State>}
 */
export function createLobby(page, pick) {
  const qr = createQr();
  const frame = el('div', { class: 'qr-frame' }, qr.element);
  const noWayIn = el('p', { class: 'no-way-in', role: 'status' });
  const code = el('p', { class: 'room-code' });
  const url = createAddress();
  const address = el('div', {}, el('p', { class: 'invite-label' }, t('tv.or_open')), url.element);
  const count = el('h2', { class: 'subtitle' });
  const past = createPastGamesLink();
  const invitation = createInvitation();
  const free = createFreeSeats();
  const howToPlay = createHowToPlayButton();
  const players = createPlayerList({ className: 'players-grid', pick, clock: page.clock });
  const settings = createSettings(page);
  const rules = el('span', { class: 'rules-words' });
  const fold = el(
    'details',
    { class: 'rules' },
    el('summary', {}, createIcon('settings').element, rules),
    settings.element,
  );
  const start = createStart(page);
  const bots = createBots(page);
  const party = el(
    'div',
    { class: 'party' },
    el('div', { class: 'party-head' }, count, howToPlay.element, past),
    invitation,
    el('div', { class: 'seats' }, players.element, free.element),
    fold,
    el('div', { class: 'begin' }, start.element, bots.element),
  );
  /** @type {State} */
  let now;
  // Open, the settings say themselves what they are; what the points mean is said above them.
  const sayRules = () => {
    const { config } = now;
    const words = settingsInWords(config, packName(config.location_pack)).join(' · ');
    setText(rules, fold.open ? t(`points.${config.points}.line`) : words);
  };
  fold.addEventListener('toggle', () => {
    setAttribute(party, 'data-rules-open', fold.open);
    sayRules();
  });
  const invite = el(
    'div',
    { class: 'invite' },
    heading(t('tv.scan'), 'title invite-title'),
    frame,
    noWayIn,
    el(
      'div',
      { class: 'invite-ways' },
      address,
      el('div', {}, el('p', { class: 'invite-label' }, t('tv.enter_code')), code),
    ),
  );
  return {
    element: el('section', { class: 'view tv-lobby' }, invite, party),
    title: t('phase.LOBBY'),
    update(state) {
      const way = state.join_url;
      // Named for the address it leads to, so that another one is another picture.
      if (way) qr.update(resolveUrl(`rooms/${state.room}/qr.svg?to=${encodeURIComponent(way)}`), state.room);
      show(frame, Boolean(way));
      show(address, Boolean(way));
      setText(noWayIn, way ? '' : t('tv.no_way_in'));
      show(noWayIn, !way);
      setText(code, state.room);
      setAttribute(invite, 'data-long', url.update(spoken(way ?? '')));
      setText(count, t('players.of', { count: state.player_count, max: state.max_players ?? 10 }));
      show(invitation, state.players.length === 0);
      players.update(state);
      free.update(state);
      show(past, state.you.is_host);
      now = state;
      sayRules();
      settings.update(state);
      show(fold, state.you.is_host);
      howToPlay.update();
      for (const control of [start, bots]) {
        show(control.element, state.you.is_host);
        control.update(state);
      }
    },
  };
}
