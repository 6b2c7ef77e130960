// @ts-check
// The leaderboard: who has won how often, and how well everybody spies, reads and bets.

import { el, fill, heading, nameTag } from '../../dom.js';
import { number, t, tn } from '../../i18n.js';
import { isolate } from '../../isolates.js';
import { betText } from '../../words.js';
import { createAvatar } from '../../parts/avatar.js';
import { createBarChart } from '../../parts/bar_chart.js';

/** @import { BetRecord, PlayerRecord } from '../../archive.js' */
/** @import { Bar } from '../../parts/bar_chart.js' */
/** @import { View } from '../../stage.js' */

/** Players in the charts that compare them. */
const COMPARED = 10;

/** With one decimal. @param {number} points */
const decimal = (points) => number(points, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** @param {string} label @param {string} value */
const labelled = (label, value) => t('label.of', { label, value });

/** @param {PlayerRecord[]} records */
function compareWins(records) {
  const most = Math.max(...records.map((record) => record.wins), 1);
  const bars = records.map(({ name, wins, games }) => ({
    label: isolate(name),
    to: wins / most,
    text: number(wins),
    spoken: t('leaderboard.wins_in', {
      name,
      wins: tn('leaderboard.win_count', wins),
      games: tn('leaderboard.game_count', games),
    }),
  }));
  return figure(t('leaderboard.wins'), bars);
}

/** Averages may be below zero: then the bars begin somewhere in the middle. @param {PlayerRecord[]} records */
function comparePoints(records) {
  const points = records.map((record) => record.average_points);
  const [low, high] = [Math.min(0, ...points), Math.max(0, ...points)];
  const at = (/** @type {number} */ value) => (value - low) / (high - low || 1);
  const bars = records.map(({ name, average_points: average }) => ({
    label: isolate(name),
    from: at(0),
    to: at(average),
    text: decimal(average),
    spoken: labelled(isolate(name), t('leaderboard.points_a_game', { points: decimal(average) })),
    tone: average < 0 ? 'loss' : '',
  }));
  return figure(t('leaderboard.per_game'), bars);
}

/** @param {string} title @param {Bar[]} bars */
function figure(title, bars) {
  return el('section', { class: 'box' }, el('h2', { class: 'subtitle' }, title), createBarChart(title, bars));
}

/** @param {BetRecord} record @returns {Bar} */
function betBar({ bet, votes, right, accuracy }) {
  const label = betText(bet);
  const tone = bet === 3 ? 'all-in' : '';
  if (accuracy === null)
    return { label, to: 0, text: t('leaderboard.no_votes'), spoken: labelled(label, t('leaderboard.no_votes')), tone };
  const share = t('leaderboard.right', { percent: number(accuracy, { style: 'percent' }) });
  const count = t('leaderboard.of', { some: right, all: tn('leaderboard.vote_count', votes) });
  return { label, to: accuracy, text: share, spoken: labelled(label, `${share}, ${count}`), tone };
}

/** @param {string} label @param {number} won @param {number} of @param {string} none @returns {Bar} */
function shareBar(label, won, of, none) {
  if (of === 0) return { label, to: 0, text: none, spoken: labelled(label, none) };
  const text = t('leaderboard.of', { some: won, all: of });
  return { label, to: won / of, text, spoken: labelled(label, text) };
}

/** @param {PlayerRecord} record @param {PlayerRecord[]} all */
function createRecord(record, all) {
  const avatar = createAvatar();
  avatar.update(record.name, { players: all });
  const bars = [
    shareBar(t('leaderboard.games_won'), record.wins, record.games, t('leaderboard.no_games')),
    shareBar(t('leaderboard.spy_won'), record.spy_wins, record.spy_rounds, t('leaderboard.not_yet')),
    ...record.bets.map(betBar),
  ];
  return el(
    'li',
    { class: 'box record' },
    el('h3', { class: 'record-name' }, avatar.element, nameTag('', record.name)),
    el(
      'p',
      { class: 'muted' },
      `${tn('leaderboard.game_count', record.games)} · ${t('leaderboard.points_a_game', { points: decimal(record.average_points) })}`,
    ),
    createBarChart(record.name, bars),
  );
}

/** @returns {View<PlayerRecord[]>} */
export function createLeaderboard() {
  const element = el('section', { class: 'view' });
  return {
    element,
    title: t('leaderboard.title'),
    update(records) {
      const title = heading(t('leaderboard.title'));
      if (records.length === 0) {
        fill(element, title, el('p', { class: 'empty' }, t('leaderboard.empty')));
        return;
      }
      const first = records.slice(0, COMPARED);
      fill(
        element,
        title,
        el('div', { class: 'comparison' }, compareWins(first), comparePoints(first)),
        el('h2', { class: 'subtitle' }, t('leaderboard.by_player')),
        el('ol', { class: 'records' }, ...records.map((record) => createRecord(record, records))),
      );
    },
  };
}
