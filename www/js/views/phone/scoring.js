// @ts-check
// After a round: one's own points and why, who the spy was, the standings.

import { el, heading, keyedList, setAttribute, setText, show } from '../../dom.js';
import { t } from '../../i18n.js';
import { isolate } from '../../isolates.js';
import { placeName } from '../../packs.js';
import { createActionBar } from '../../parts/action_bar.js';
import { createStandings } from '../../parts/standings.js';
import { createTimer } from '../../parts/timer.js';
import { doubleAgent } from '../../reveal.js';
import { outcomeText, roundOf, signed } from '../../words.js';

/** @import { Page } from '../../page.js' */
/** @import { State } from '../../protocol.js' */
/** @import { View } from '../../stage.js' */

/** @param {Page} page @returns {View<State>} */
export function createScoring(page) {
  const points = el('p', { class: 'own-points own-points-big' });
  const why = el('p', { class: 'lead' });
  const truth = el('dl', { class: 'truth' });
  const syncTruth = keyedList(
    truth,
    (/** @type {[string, string]} */ [label]) => label,
    ([label]) => {
      const value = el('dd');
      return { element: el('div', {}, el('dt', {}, label), value), update: ([, text]) => setText(value, text) };
    },
  );
  const banner = el('p', { class: 'double-agent' });
  const standings = createStandings({ changes: true });
  const timer = createTimer(page, t('timer.next_round'));
  const next = el('p', { class: 'muted' });
  const title = heading('', 'title title-slim');
  const nextRound = createActionBar(next, timer.element);
  nextRound.classList.add('next-round');
  return {
    element: el(
      'section',
      { class: 'view view-scoring with-actions' },
      title,
      banner,
      points,
      why,
      truth,
      standings.element,
      nextRound,
    ),
    title: t('phase.SCORING'),
    entered: standings.move,
    update(state) {
      const own = state.you.name ? state.round_scores?.[state.you.name] : undefined;
      const agent = doubleAgent(state.round_scores);
      setText(title, roundOf(state));
      setText(banner, agent ? t('scoring.double_agent', { name: agent }) : '');
      setText(points, own ? signed(own.points) : '');
      setAttribute(points, 'data-sign', Math.sign(own?.points ?? 0));
      setText(why, outcomeText(own));
      show(banner, agent !== null);
      /** @type {[string, string][]} */
      const facts = [];
      if (state.actual_spy) facts.push([t('scoring.spy'), isolate(state.actual_spy)]);
      if (state.location) facts.push([t('scoring.location'), isolate(placeName(state, state.location))]);
      syncTruth(facts);
      standings.update(state);
      setText(next, state.round_number === state.total_rounds ? t('phase.END') : t('timer.next_round'));
      timer.update(state);
    },
    close: timer.close,
  };
}
