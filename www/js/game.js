// @ts-check
// All that a phone shows once its player has a seat. It comes while they join: the door does not wait for it.

import { createAwake } from './awake.js';
import { Choices } from './choices.js';
import { thisDevice } from './device.js';
import { createHaptics } from './haptics.js';
import { ownPlayer, phaseOf } from './moment.js';
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
/** @import { State } from './protocol.js' */
/** @import { Stage } from './stage.js' */

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

/**
 * Shows the view of the moment.
 * @param {Stage} stage
 * @param {Page} page
 * @param {State} now
 */
export function showGame(stage, page, now) {
  choices.onState(now);
  const phase = phaseOf(now);
  const { is_host: host } = now.you;
  const watching = ownPlayer(now)?.spectating && ['ROLES', 'QUESTIONING', 'VOTE'].includes(now.phase);
  const key = `${now.session_id}/${now.current_round}/${now.phase}`;
  if (phase === 'LOBBY') stage.show(`lobby/${host}`, () => createLobby(page, host), now);
  else if (phase === 'END') stage.show(`end/${now.session_id}`, () => createEnd(page), now);
  else if (now.phase === 'PAUSED') stage.show(key, () => createPaused(page), now);
  else if (watching) stage.show(`watching/${key}`, () => createWatching(page, now), now);
  else if (phase === 'ROLES') stage.show(key, () => createRoles(page), now);
  else if (phase === 'QUESTIONING') stage.show(key, () => createQuestioning(page, choices), now);
  else if (phase === 'VOTE') stage.show(key, () => createVote(page, choices), now);
  else if (phase === 'REVEAL') stage.show(key, () => createReveal(page), now);
  else if (phase === 'SCORING') stage.show(key, () => createScoring(page), now);
}
