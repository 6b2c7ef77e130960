// What a room is set to in states and reports that tests make up: what a server has when nobody has set anything.

/** @import { State } from '../../../www/js/protocol.js' */

/** Minutes of questions, seconds for cards and votes. @type {Omit<State['config'], 'scoring' | 'has_own_points'>} */
export const SETTINGS = {
  round_duration_minutes: 7,
  num_rounds: 5,
  location_pack: 'classic',
  vote_duration_seconds: 60,
  conviction: 'plurality',
  betting: true,
  spy_guess: 'vote',
  role_display_seconds: 10,
  points: 'nerve',
  last_word: true,
  double_last_round: true,
};

/** The same as a state tells it, with what each event is worth. @type {State['config']} */
export const CONFIG = {
  ...SETTINGS,
  has_own_points: false,
  scoring: {
    vote_right: [2, 4, 6],
    vote_wrong: [0, -2, -6],
    spy_convicted: -1,
    spy_escaped: 3,
    innocent_convicted: 4,
    double_agent: 8,
    spy_bet_lost: [0, 0],
    spy_all_in_lost: -3,
    spy_guess_right: 6,
    spy_guess_wrong: -4,
    last_word: 2,
  },
};
