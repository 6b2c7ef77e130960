// What a room is set to in states and reports that tests make up: what a server has when nobody has set anything.

/** @import { State } from '../../../www/js/protocol.js' */

/** Minutes of questions, seconds for cards and votes. @type {Omit<State['config'], 'scoring'>} */
export const SETTINGS = {
  round_duration_minutes: 7,
  num_rounds: 5,
  location_pack: 'classic',
  vote_duration_seconds: 60,
  conviction: 'plurality',
  betting: true,
  spy_guess: 'vote',
  role_display_seconds: 5,
};

/** The same as a state tells it, with what each event is worth. @type {State['config']} */
export const CONFIG = {
  ...SETTINGS,
  scoring: {
    vote_right: [2, 4, 6],
    vote_wrong: [-1, -2, -3],
    double_agent: 10,
    spy_guess_right: 10,
    spy_guess_wrong: -5,
  },
};
