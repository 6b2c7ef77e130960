// @ts-check
// The marker of a phase: a band across the screen that says what begins, and is gone a moment later.

import { el, setText } from '../dom.js';
import { t } from '../i18n.js';
import { phaseOf } from '../moment.js';
import { timesTwo } from '../words.js';
import { movesFreely } from '../reduced_motion.js';

/** @import { State } from '../protocol.js' */

/**
 * What begins between two states; empty where nothing does, and after a pause.
 * @param {State | null} before
 * @param {State | null} now
 */
export function markerText(before, now) {
  if (!before || !now || now.phase === phaseOf(before) || before.session_id !== now.session_id) return '';
  switch (now.phase) {
    case 'ROLES':
      return now.current_round === now.round_count
        ? t('marker.last_round') + timesTwo(now)
        : t('marker.round', { round: now.current_round });
    case 'QUESTIONING':
      return t(before.phase === 'ROLES' ? 'marker.questions' : 'marker.goes_on');
    case 'VOTE':
      return now.vote_caller ? t('vote.called', { name: now.vote_caller }) : t('marker.vote');
    case 'END':
      return t('marker.end');
    default:
      return '';
  }
}

/** Follows the game; the headings below say the same, so nothing is lost where things don't move. */
export function createMarker() {
  /** @type {State | null} */
  let before = null;
  const text = el('span', { class: 'marker-text' });
  const band = el('p', { class: 'marker-band' }, text);
  const element = el('div', { class: 'marker', 'aria-hidden': 'true' }, band);
  band.addEventListener('animationend', (event) => {
    if (event.target === band) element.remove();
  });
  return {
    /** @param {State | null} now null where no game is shown */
    update(now) {
      const begins = markerText(before, now);
      before = now;
      if (begins === '' || !movesFreely()) return;
      setText(text, begins);
      // Put in anew, so that it starts again if one is still on its way.
      element.remove();
      document.body.append(element);
    },
  };
}
