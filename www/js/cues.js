// @ts-check
// Which sound is due at which moment of the game.

/** @import { State } from './protocol.js' */

/** @typedef {'tick' | 'sting' | 'drum' | 'flip' | 'bets' | 'caught' | 'escaped' | 'nothing' | 'fanfare'} Sound */
/** `at`: the server's time, milliseconds since the epoch; `lasts`: milliseconds, where that varies. @typedef {{ sound: Sound, at: number, lasts?: number }} Cue */

/** How many of the last seconds tick. */
const TICKS = 10;

/** @type {Record<string, Sound>} */
const VERDICTS = { spy_caught: 'caught', innocent: 'escaped', spy_wins: 'escaped', no_conviction: 'nothing' };

/** The last seconds of a countdown in which people can still do something. @param {State} state @returns {Cue[]} */
function ticks({ phase, timer, server_time: now }) {
  if (!timer || (phase !== 'QUESTIONING' && phase !== 'VOTE')) return [];
  const end = timer.ends_at ?? now + timer.remaining * 1000;
  return Array.from(
    { length: TICKS },
    (_, index) => /** @type {Cue} */ ({ sound: 'tick', at: end - (TICKS - index) * 1000 }),
  );
}

/** The beats of the reveal. @param {State} state @returns {Cue[]} */
function beats({ phase, reveal, verdict }) {
  if (phase !== 'REVEAL' || !reveal) return [];
  const end = reveal.stages.find((stage) => stage.stage === 'verdict')?.at ?? 0;
  return reveal.stages.flatMap((stage) => {
    switch (stage.stage) {
      case 'flip':
        return [{ sound: /** @type {Sound} */ ('flip'), at: stage.at }];
      case 'bets_intro':
        return [{ sound: /** @type {Sound} */ ('drum'), at: stage.at, lasts: end - stage.at }];
      case 'bets':
        return [{ sound: /** @type {Sound} */ ('bets'), at: stage.at }];
      case 'verdict':
        return verdict ? [{ sound: VERDICTS[verdict] ?? 'nothing', at: stage.at }] : [];
      default:
        return [];
    }
  });
}

/**
 * The cues that a state sets, in order; it replaces those of the state before.
 * @param {State | null} before
 * @param {State} now
 * @returns {Cue[]}
 */
export function cuesOf(before, now) {
  /** @type {Cue[]} */
  const entry = [];
  // Only what has begun before our eyes: not after a reload, not after a pause.
  if (before && before.phase !== now.phase && before.phase !== 'PAUSED') {
    if (now.phase === 'VOTE') entry.push({ sound: 'sting', at: now.server_time });
    if (now.phase === 'END') entry.push({ sound: 'fanfare', at: now.server_time });
  }
  return [...entry, ...ticks(now), ...beats(now)].sort((one, other) => one.at - other.at);
}
