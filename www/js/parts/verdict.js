// @ts-check
// The headline of the reveal: what is coming, until the verdict lands with its icon and its sentence.

import { el, heading, setAttribute, setText } from '../dom.js';
import { t } from '../i18n.js';
import { createIcon } from '../icons.js';
import { doubleAgent, headlineOf, openScores } from '../reveal.js';
import { placeName } from '../packs.js';
import { verdictSentence } from '../verdict.js';

/** @import { IconName } from '../icons.js' */
/** @import { State, Verdict } from '../protocol.js' */
/** @import { Moment } from '../reveal.js' */

/** @type {Record<Verdict, IconName>} */
const ICONS = { spy_caught: 'caught', innocent: 'innocent', no_conviction: 'tie', spy_wins: 'spy' };

/** A wrong guess loses the round; nobody was caught by it. @param {State} state @param {Verdict} verdict */
const verdictTitle = (state, verdict) =>
  verdict === 'spy_caught' && state.spy_guess?.guessed ? 'reveal.wrong_place' : `verdict.${verdict}`;

/** What is to be said by now: the verdict, then who the spy was, then a last word, then where it was. @param {State} state @param {Moment} moment */
function sentenceOf(state, moment) {
  const { actual_spy: spy, location, last_word: word } = state;
  const lines = [verdictSentence(state)];
  const isNamed = state.verdict === 'spy_caught' || state.verdict === 'spy_wins';
  if (moment.spy && spy && !isNamed) lines.push(t('says.was_spy', { name: spy }));
  if (word && !word.given && word.until) lines.push(t('says.last_word', { spy: spy ?? '' }));
  if (word?.given && word.location) {
    const place = placeName(state, { id: word.location_id ?? '', name: word.location });
    lines.push(t(word.correct ? 'says.named' : 'says.guessed', { spy: spy ?? '', place }));
  }
  if (moment.place && location && !state.spy_guess?.correct) {
    lines.push(t('label.of', { label: t('scoring.location'), value: placeName(state, location) }));
  }
  // A wrong last word and the place it should have been belong together.
  return lines.slice(word?.given && !word.correct ? -2 : -1).join(' ');
}

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
      setText(title, t(verdict ? verdictTitle(state, verdict) : headlineOf(state, moment)));
      setText(sentence, verdict ? sentenceOf(state, moment) : '');
      setText(agent, who ? t('outcome.double_agent') : '');
      setAttribute(agent, 'hidden', !who);
      setAttribute(element, 'data-double-agent', Boolean(who));
    },
  };
}
