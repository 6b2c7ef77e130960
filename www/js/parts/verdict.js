// @ts-check
// The headline of the reveal: what is coming, until the verdict lands with its icon and its sentence.

import { el, heading, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { createIcon } from '../icons.js';
import { doubleAgent, headlineOf, openScores } from '../reveal.js';
import { verdictSentence } from '../verdict.js';

/** @import { IconName } from '../icons.js' */
/** @import { State, Verdict } from '../protocol.js' */
/** @import { Moment } from '../reveal.js' */

/** @type {Record<Verdict, IconName>} */
const ICONS = { spy_caught: 'caught', innocent: 'innocent', no_conviction: 'tie', spy_wins: 'spy' };

export function createVerdict() {
  const icon = createIcon('mask');
  const title = heading(t('reveal.votes_in'), 'title verdict-title');
  const sentence = el('p', { class: 'lead verdict-sentence', role: 'status' });
  const agent = el('p', { class: 'double-agent' });
  const element = el(
    'div',
    { class: 'verdict' },
    el('span', { class: 'verdict-mark', 'aria-hidden': 'true' }, icon.element),
    title,
    sentence,
    agent,
  );
  return {
    element,
    /** @param {State} state @param {Moment} moment */
    update(state, moment) {
      const verdict = moment.verdict ? (state.verdict ?? null) : null;
      const who = doubleAgent(openScores(state, moment));
      icon.update(verdict ? ICONS[verdict] : 'mask');
      setText(title, t(verdict ? `verdict.${verdict}` : headlineOf(state, moment)));
      setText(sentence, verdict ? verdictSentence(state) : '');
      setText(agent, who ? t('outcome.double_agent') : '');
      setAttribute(agent, 'hidden', !who);
      setAttribute(element, 'data-double-agent', Boolean(who));
    },
  };
}
