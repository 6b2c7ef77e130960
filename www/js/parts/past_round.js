// @ts-check
// One round of a past game: where it was, who the spy was, how it ended, and everybody's vote and points.

import { el, nameTag } from '../dom.js';
import { t } from '../i18n.js';
import { pastPlaceName } from '../past_names.js';
import { betText, signed } from '../words.js';
import { createAvatar } from './avatar.js';

/** @import { WholeGame } from '../archive.js' */
/** @import { ReportedPoints, ReportedRound } from '../protocol.js' */

/** How the round ended, in one sentence. @param {ReportedRound} round @param {WholeGame} game */
function roundEnd(round, game) {
  const { guess, convicted, verdict } = round;
  if (guess) return guess.correct ? t('past.named') : t('past.guessed', { place: pastPlaceName(game.pack, guess) });
  if (verdict === 'spy_caught') return t('past.convicted');
  if (convicted === null) return t('past.got_away');
  const sentence = t('past.innocent', { name: convicted });
  return round.double_agent ? `${sentence} ${t('outcome.double_agent')}` : sentence;
}

/** @param {ReportedRound} round @param {WholeGame} game @param {ReportedPoints} points */
function createRow(round, game, { name, points, outcome }) {
  const avatar = createAvatar();
  avatar.update(name, game);
  const vote = round.votes.find((cast) => cast.voter === name);
  const mark = vote?.right === true ? ' ✓' : vote?.right === false ? ' ✗' : '';
  const bet =
    vote && game.settings.betting
      ? el('span', { class: 'past-bet', 'data-all-in': vote.bet === 3 }, betText(vote.bet))
      : '';
  const voted = vote
    ? el(
        'span',
        { class: 'past-target', 'data-right': vote.right === null ? null : String(vote.right) },
        nameTag('', vote.target),
        mark,
      )
    : '–';
  return el(
    'tr',
    { 'data-spy': name === round.spy },
    el(
      'th',
      { scope: 'row' },
      el(
        'span',
        { class: 'past-who' },
        avatar.element,
        el(
          'span',
          { class: 'past-name' },
          nameTag('', name),
          el('span', { class: 'past-why' }, t(`outcome.${outcome}`)),
        ),
      ),
    ),
    el('td', {}, voted, bet),
    el('td', { class: 'past-points', 'data-sign': Math.sign(points) }, signed(points)),
  );
}

/** @param {ReportedRound} round @param {WholeGame} game */
export function createPastRound(round, game) {
  const head = [t('past.player'), t('past.vote'), t('past.points')].map((text) => el('th', { scope: 'col' }, text));
  return el(
    'section',
    { class: 'box past-round' },
    el(
      'h2',
      { class: 'subtitle' },
      t('past.round', { number: round.number, location: pastPlaceName(game.pack, round) }),
    ),
    el(
      'p',
      { class: 'past-verdict', 'data-verdict': round.verdict },
      el('strong', {}, t(`verdict.${round.verdict}`)),
      ` ${roundEnd(round, game)}`,
    ),
    el('p', { class: 'muted' }, t('past.spy_was', { name: round.spy })),
    el(
      'table',
      { class: 'past-votes' },
      el('caption', { class: 'visually-hidden' }, t('past.votes_of', { number: round.number })),
      el('thead', {}, el('tr', {}, ...head)),
      el('tbody', {}, ...round.points.map((points) => createRow(round, game, points))),
    ),
  );
}
