// @ts-check
// Which view a TV shows in a game: the one of the moment.

import { phaseOf } from './moment.js';
import { createEnd } from './views/tv/end.js';
import { createLobby } from './views/tv/lobby.js';
import { createPaused } from './views/tv/paused.js';
import { createQuestioning } from './views/tv/questioning.js';
import { createReveal } from './views/tv/reveal.js';
import { createRoles } from './views/tv/roles.js';
import { createScoring } from './views/tv/scoring.js';
import { createVote } from './views/tv/vote.js';

/** @import { Page } from './page.js' */
/** @import { State } from './protocol.js' */
/** @import { Stage } from './stage.js' */

/**
 * @param {Stage} stage
 * @param {Page} page
 * @param {((name: string) => void) | undefined} pick what a host does with a player; nothing on a display
 * @param {State} now
 */
export function showGame(stage, page, pick, now) {
  const phase = phaseOf(now);
  const key = `${now.session_id}/${now.current_round}/${now.phase}`;
  if (phase === 'LOBBY') stage.show(`lobby/${now.session_id}`, () => createLobby(page, pick), now);
  else if (phase === 'END') stage.show(`end/${now.session_id}`, () => createEnd(page), now);
  else if (now.phase === 'PAUSED') stage.show(key, () => createPaused(page), now);
  else if (phase === 'ROLES') stage.show(key, () => createRoles(page), now);
  else if (phase === 'QUESTIONING') stage.show(key, () => createQuestioning(page), now);
  else if (phase === 'VOTE') stage.show(key, () => createVote(page, pick), now);
  else if (phase === 'REVEAL') stage.show(key, () => createReveal(page), now);
  else if (phase === 'SCORING') stage.show(key, () => createScoring(page), now);
}
