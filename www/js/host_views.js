// @ts-check
// Which view a TV shows in a game: the one of the moment.

import { viewKey, viewOf } from './moment.js';
import { createEnd } from './views/tv/end.js';
import { createLobby } from './views/tv/lobby.js';
import { createPaused } from './views/tv/paused.js';
import { createQuestioning } from './views/tv/questioning.js';
import { createReveal } from './views/tv/reveal.js';
import { createRoles } from './views/tv/roles.js';
import { createScoring } from './views/tv/scoring.js';
import { createVote } from './views/tv/vote.js';

/** @import { Page } from './page.js' */
/** @import { Phase, State } from './protocol.js' */
/** @import { Stage, View } from './stage.js' */

/** What a host does with a player; nothing on a display. @typedef {((name: string) => void) | undefined} Pick */

/** What makes the view of each phase. @type {Record<Phase, (page: Page, pick: Pick) => View<State>>} */
const VIEWS = {
  LOBBY: createLobby,
  ROLES: createRoles,
  QUESTIONING: createQuestioning,
  VOTE: createVote,
  REVEAL: createReveal,
  SCORING: createScoring,
  PAUSED: createPaused,
  END: createEnd,
};

/**
 * Shows the view of the moment.
 * @param {Stage} stage
 * @param {Page} page
 * @param {Pick} pick
 * @param {State} now
 */
export function showGame(stage, page, pick, now) {
  stage.show(viewKey(now), () => VIEWS[viewOf(now)](page, pick), now);
}
