// @ts-check
// The live feed as this page knows it: every line once, in order, however often the server repeats it; and what
// each line says.

import { listOfNames, t, tn } from './i18n.js';
import { score } from './words.js';

/** @import { FeedEntry, FeedEvent } from './protocol.js' */

/** Lines kept; a long evening must not fill the memory of a TV. */
const KEPT = 300;

/** @param {FeedEntry} one @param {FeedEntry} other */
const areSame = (one, other) => one.timestamp === other.timestamp && one.message === other.message;

/**
 * Adds what is new. A line known by its number but with other content comes from a feed that began afresh:
 * then what was known is dropped.
 * @param {FeedEntry[]} known in order
 * @param {FeedEntry[]} told
 * @returns {FeedEntry[]} in order
 */
export function mergeFeed(known, told) {
  const byNumber = new Map(known.map((entry) => [entry.seq, entry]));
  const isAfresh = told.some((entry) => {
    const before = byNumber.get(entry.seq);
    return before !== undefined && !areSame(before, entry);
  });
  if (isAfresh) byNumber.clear();
  for (const entry of told) byNumber.set(entry.seq, entry);
  return [...byNumber.values()].sort((a, b) => a.seq - b.seq).slice(-KEPT);
}

/** What it was, and how it went or why where that is another sentence: "game_over", "paused.host". @param {FeedEvent} event */
function nameOf(event) {
  if ('verdict' in event) return `${event.type}.${event.verdict}`;
  return 'reason' in event ? `${event.type}.${event.reason}` : event.type;
}

/** The line for an event, if there is a text for it. @param {FeedEvent} event */
function eventText(event) {
  if (event.type !== 'game_over') return t(`event.${nameOf(event)}`, { ...event });
  const { winners = [] } = event;
  if (winners.length === 0) return t('event.game_over');
  return tn('event.game_over', winners.length, { names: listOfNames(winners), score: score(event.score ?? 0) });
}

/** A line in the reader's language; what its texts do not know speaks the server's English. @param {FeedEntry} entry */
export function feedText({ event, message }) {
  return (event && eventText(event)) || message;
}
