// @ts-check
// The leaderboard: who has won how often, and how well everybody spies, reads and bets.

import { el, heading } from '../../dom.js';
import { counted } from '../../result.js';
import { createAvatar } from '../../parts/avatar.js';
import { createBarChart } from '../../parts/bar_chart.js';

/** @import { BetRecord, PlayerRecord } from '../../archive.js' */
/** @import { Bar } from '../../parts/bar_chart.js' */
/** @import { View } from '../../stage.js' */

/** Players in the charts that compare them. */
const COMPARED = 10;

/** With one decimal and a true minus sign. @param {number} points */
const decimal = (points) => points.toFixed(1).replace('-', '−');

/** @param {PlayerRecord[]} records */
function compareWins(records) {
  const most = Math.max(...records.map((record) => record.wins), 1);
  const bars = records.map(({ name, wins, games }) => ({
    label: name, to: wins / most, text: String(wins), spoken: `${name}: ${counted(wins, 'win', 'wins')} in ${counted(games, 'game', 'games')}`,
  }));
  return figure('Wins', bars);
}

/** Averages may be below zero: then the bars begin somewhere in the middle. @param {PlayerRecord[]} records */
function comparePoints(records) {
  const points = records.map((record) => record.average_points);
  const [low, high] = [Math.min(0, ...points), Math.max(0, ...points)];
  const at = (/** @type {number} */ value) => (value - low) / (high - low || 1);
  const bars = records.map(({ name, average_points: average }) => ({
    label: name, from: at(0), to: at(average), text: decimal(average), spoken: `${name}: ${decimal(average)} points a game`,
    tone: average < 0 ? 'loss' : '',
  }));
  return figure('Points a game', bars);
}

/** @param {string} title @param {Bar[]} bars */
function figure(title, bars) {
  return el('section', { class: 'box' }, el('h2', { class: 'subtitle' }, title), createBarChart(title, bars));
}

/** @param {BetRecord} record @returns {Bar} */
function betBar({ bet, votes, right, accuracy }) {
  const label = bet === 3 ? 'ALL IN' : `Bet ${bet}`;
  const tone = bet === 3 ? 'all-in' : '';
  if (accuracy === null) return { label, to: 0, text: 'no votes', spoken: `${label}: no votes`, tone };
  const share = `right ${Math.round(accuracy * 100)} %`;
  return { label, to: accuracy, text: share, spoken: `${label}: ${share}, ${right} of ${counted(votes, 'vote', 'votes')}`, tone };
}

/** @param {string} label @param {number} won @param {number} of @param {string} none @returns {Bar} */
function shareBar(label, won, of, none) {
  if (of === 0) return { label, to: 0, text: none, spoken: `${label}: ${none}` };
  return { label, to: won / of, text: `${won} of ${of}`, spoken: `${label}: ${won} of ${of}` };
}

/** @param {PlayerRecord} record @param {PlayerRecord[]} all */
function createRecord(record, all) {
  const avatar = createAvatar();
  avatar.update(record.name, { players: all });
  const bars = [
    shareBar('Games won', record.wins, record.games, 'no games'),
    shareBar('Won as the spy', record.spy_wins, record.spy_rounds, 'not yet'),
    ...record.bets.map(betBar),
  ];
  return el('li', { class: 'box record' },
    el('h3', { class: 'record-name' }, avatar.element, el('span', {}, record.name)),
    el('p', { class: 'muted' }, `${counted(record.games, 'game', 'games')} · ${decimal(record.average_points)} points a game`),
    createBarChart(record.name, bars));
}

/** @returns {View<PlayerRecord[]>} */
export function createLeaderboard() {
  const element = el('section', { class: 'view' });
  return {
    element,
    title: 'Leaderboard',
    update(records) {
      const title = heading('Leaderboard');
      if (records.length === 0) {
        element.replaceChildren(title, el('p', { class: 'empty' }, 'Nobody has played yet. After the first game everybody who was in it stands here.'));
        return;
      }
      const first = records.slice(0, COMPARED);
      element.replaceChildren(title, el('div', { class: 'comparison' }, compareWins(first), comparePoints(first)),
        el('h2', { class: 'subtitle' }, 'Player by player'),
        el('ol', { class: 'records' }, ...records.map((record) => createRecord(record, records))));
    },
  };
}
