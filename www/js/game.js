// @ts-check
// All that a phone shows once its player has a seat. It comes while they join: the door does not wait for it.

import { createAwake } from './awake.js';
import { Choices } from './choices.js';
import { thisDevice } from './device.js';
import { createHaptics } from './haptics.js';
import { ownPlayer, viewKey, viewOf } from './moment.js';
import { fetchPacks } from './packs.js';
import { openHowToPlay } from './parts/how_to_play.js';
import { openLanguages } from './parts/languages.js';
import { createNudge } from './parts/nudge.js';
import { keepChoices, keptChoices } from './session.js';
import { createShell } from './shell.js';
import { createEnd } from './views/phone/end.js';
import { createLobby } from './views/phone/lobby.js';
import { createPaused } from './views/phone/paused.js';
import { createQuestioning } from './views/phone/questioning.js';
import { createReveal } from './views/phone/reveal.js';
import { createRoles } from './views/phone/roles.js';
import { createScoring } from './views/phone/scoring.js';
import { createVote } from './views/phone/vote.js';
import { createWatching } from './views/phone/watching.js';

/** @import { Page } from './page.js' */
/** @import { Phase, State } from './protocol.js' */
/** @import { Stage, View } from './stage.js' */

export { createShell, fetchPacks, openHowToPlay, openLanguages };

/** What the player has picked and not sent yet. */
export const choices = new Choices({ load: keptChoices, save: keepChoices });

/** What a phone in the hand does beside showing the game. @param {Page} page @param {string} video that keeps it awake */
export function createHand(page, video) {
  return {
    haptics: createHaptics(() => page.clock.now()),
    nudge: createNudge(page),
    stayAwake: createAwake(video),
    thisDevice,
  };
}

/** @typedef {Phase | 'HOST_LOBBY' | 'WATCHING'} ViewName */

/** What makes each view. @type {Record<ViewName, (page: Page, now: State) => View<State>>} */
const VIEWS = {
  LOBBY: (page) => createLobby(page, false),
  HOST_LOBBY: (page) => createLobby(page, true),
  ROLES: createRoles,
  QUESTIONING: (page) => createQuestioning(page, choices),
  VOTE: (page) => createVote(page, choices),
  WATCHING: createWatching,
  REVEAL: (page) => createReveal(page, choices),
  SCORING: createScoring,
  PAUSED: createPaused,
  END: createEnd,
};

/** Those who came too late for a round look on for as long as the others have something to do in it. @type {Phase[]} */
const WATCHED = ['ROLES', 'QUESTIONING', 'VOTE'];

/** @param {State} now @returns {ViewName} */
function viewName(now) {
  const view = viewOf(now);
  if (view === 'LOBBY' && now.you.is_host) return 'HOST_LOBBY';
  return ownPlayer(now)?.spectating && WATCHED.includes(view) ? 'WATCHING' : view;
}

/**
 * Shows the view of the moment.
 * @param {Stage} stage
 * @param {Page} page
 * @param {State} now
 */
export function showGame(stage, page, now) {
  choices.onState(now);
  const name = viewName(now);
  stage.show(`${name}/${viewKey(now)}`, () => VIEWS[name](page, now), now);
}
