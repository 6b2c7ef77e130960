// @ts-check
// Where the reveal stands: which beat of the server's plan it is now, and when the next one comes.

/** @import { RevealStage, RoundScore, State } from './protocol.js' */

/**
 * @typedef {object} Moment
 * @property {'votes_in' | 'flips' | 'bets' | 'verdict'} beat `bets` begins a held breath before the bets lie open
 * @property {number} flipped how many votes lie open
 * @property {boolean} bets whether the bets lie open
 * @property {boolean} guess whether the place that the spy named is out
 * @property {boolean} guessResult whether it is out that it was the right one or not
 * @property {boolean} verdict whether the verdict is out
 * @property {boolean} spy whether it is out who the spy was
 * @property {boolean} place whether it is out where the round was
 * @property {number | null} nextAt the server's time of the next beat; null after the last
 */

/**
 * @param {RevealStage[]} stages
 * @param {number} serverNow
 * @returns {Moment}
 */
export function momentOfReveal(stages, serverNow) {
  const past = stages.filter((stage) => stage.at <= serverNow);
  const coming = stages.filter((stage) => stage.at > serverNow).map((stage) => stage.at);
  const flips = past.filter((stage) => stage.stage === 'flip').length;
  const verdict = past.some((stage) => stage.stage === 'verdict');
  const bets = verdict || past.some((stage) => stage.stage === 'bets');
  const betsNext = bets || past.some((stage) => stage.stage === 'bets_intro');
  // What has no beat of its own comes with the verdict.
  const out = (/** @type {RevealStage['stage']} */ beat) =>
    stages.some((stage) => stage.stage === beat) ? past.some((stage) => stage.stage === beat) : verdict;
  return {
    beat: verdict ? 'verdict' : betsNext ? 'bets' : flips > 0 ? 'flips' : 'votes_in',
    flipped: bets ? Infinity : flips,
    bets,
    guess: out('guess_place'),
    guessResult: out('guess_result'),
    verdict,
    spy: out('real_spy'),
    place: out('place'),
    nextAt: coming.length > 0 ? Math.min(...coming) : null,
  };
}

/**
 * Follows the plan: calls back now, at every beat, and whenever a new state may have changed the plan.
 * @param {() => number} serverNow
 * @param {(state: State, moment: Moment) => void} draw
 * @returns {{ update(state: State): void, close(): void }}
 */
export function followReveal(serverNow, draw) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @param {State} state */
  const update = (state) => {
    clearTimeout(timer);
    const moment = momentOfReveal(state.reveal?.stages ?? [], serverNow());
    draw(state, moment);
    if (moment.nextAt !== null) timer = setTimeout(() => update(state), Math.max(0, moment.nextAt - serverNow()));
  };
  return { update, close: () => clearTimeout(timer) };
}

/** What stands above the votes, or the guess, until the verdict is out: a key. @param {State} state @param {Moment} moment */
export function headlineOf(state, { beat, guess }) {
  if (state.spy_guess?.guessed && (guess || !state.votes?.length)) return guess ? 'reveal.guess_right' : 'reveal.guess';
  return beat === 'bets' ? 'reveal.bets' : 'reveal.votes_in';
}

/**
 * The points that may be shown by now: before it is shown who the spy was they would tell.
 * @param {State} state @param {Moment} moment
 */
export const openScores = (state, moment) => (moment.verdict && moment.spy ? state.round_scores : undefined);

/** Who earned the Double Agent banner. @param {Record<string, RoundScore> | undefined} scores */
export function doubleAgent(scores) {
  return Object.entries(scores ?? {}).find(([, score]) => score.outcome === 'double_agent')?.[0] ?? null;
}
