// @ts-check
// What stands around the views of a TV: its head, the feed, the host's bar, who wants back in; and what is said
// and heard when something changes.

import { setAttribute, setText, show } from './dom.js';
import { attempt } from './failure.js';
import { t } from './i18n.js';
import { phaseOf } from './moment.js';
import { watchHosts } from './new_hosts.js';
import { byId } from './page.js';
import { storage } from './session.js';
import { createSound } from './sound.js';
import { roomStatus, timesTwo } from './words.js';
import { createFeedPanel } from './parts/feed_panel.js';
import { createHostActions } from './parts/host_actions.js';
import { createLanguageButton } from './parts/language_button.js';
import { openLanguages } from './parts/languages.js';
import { createMarker } from './parts/marker.js';
import { createPlayerList } from './parts/player_list.js';
import { createRejoinBanner } from './parts/rejoin_banner.js';

/** @import { Page } from './page.js' */
/** @import { Phase, State } from './protocol.js' */
/** @import { Status } from './status.js' */

/** The phases that have the players in their midst already. @type {Phase[]} */
const AMONG_PLAYERS = ['VOTE', 'REVEAL', 'END'];

/** @param {State} now */
function roundText(now) {
  const phase = t(`phase.${now.phase}`);
  return phaseOf(now) === 'LOBBY' || phaseOf(now) === 'END'
    ? phase
    : `${t('scoring.round_of', { round: now.current_round, rounds: now.round_count })}${timesTwo(now)} · ${phase}`;
}

/** The line at the top. @param {State | null} shown */
function renderHead(shown) {
  const badge = shown && roomStatus(shown.phase);
  setAttribute(byId('bar-badge'), 'data-room', badge);
  setText(byId('bar-badge'), badge ? t(`room.${badge}`) : '');
  setText(byId('bar-round'), shown ? roundText(shown) : '');
  setText(byId('bar-room'), shown ? shown.room : '');
  setAttribute(byId('bar-room'), 'data-prefix', t('tv.room'));
}

/**
 * @param {Page} page
 * @param {((name: string) => void) | undefined} pick what a host does with a player; nothing on a display
 */
export function createHostFrame(page, pick) {
  const actions = createHostActions(page);
  const strip = createPlayerList({ className: 'players-strip', scores: true, pick, clock: page.clock });
  const feed = createFeedPanel(byId('feed'), storage);
  const languages = createLanguageButton(openLanguages);
  const rejoin = createRejoinBanner(page);
  const sound = createSound(() => page.clock.now(), storage);
  const changes = [createMarker(), watchHosts(page), sound];
  byId('host-bar').append(strip.element, actions.element);
  byId('feed-toggle').replaceWith(feed.toggle);
  byId('sound').replaceWith(sound.element);
  byId('language').replaceWith(languages.element);
  byId('rejoin').append(rejoin.element);

  /** @param {State} now */
  function renderHostBar(now) {
    actions.update(now);
    strip.update(now);
    show(strip.element, !AMONG_PLAYERS.includes(now.phase) && phaseOf(now) !== 'LOBBY');
  }

  return {
    feed,
    /** Comes before the view, which may give the focus to a button in here. @param {State | null} shown @param {Status} status */
    update(shown, status) {
      renderHead(shown);
      languages.update();
      for (const part of [byId('host-bar'), byId('floor-side'), feed.toggle]) show(part, shown !== null);
      show(actions.element, Boolean(shown?.you.is_host));
      rejoin.update(shown);
      feed.update(status);
      if (shown) renderHostBar(shown);
    },
    /** Says and sounds what has changed. @param {State | null} shown */
    tell(shown) {
      for (const part of changes) attempt(() => part.update(shown));
    },
  };
}
