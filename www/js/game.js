// @ts-check
// All that a phone shows once its player has a seat. It comes while they join: the door does not wait for it.

import { openHowToPlay } from './parts/how_to_play.js';
import { createSurroundings } from './surroundings.js';
import { createEnd } from './views/phone/end.js';
import { createLobby } from './views/phone/lobby.js';
import { createPaused } from './views/phone/paused.js';
import { createQuestioning } from './views/phone/questioning.js';
import { createReveal } from './views/phone/reveal.js';
import { createRoles } from './views/phone/roles.js';
import { createScoring } from './views/phone/scoring.js';
import { createVote } from './views/phone/vote.js';
import { createWatching } from './views/phone/watching.js';

export {
  createEnd, createLobby, createPaused, createQuestioning, createReveal, createRoles, createScoring, createSurroundings,
  createVote, createWatching, openHowToPlay,
};
