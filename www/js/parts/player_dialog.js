// @ts-check
// What a host can see of one player and do about them: presence, device, Nudge, host rights, Remove.

import { button, el, setText, show } from '../dom.js';
import { t } from '../i18n.js';
import { isolate } from '../isolates.js';
import { atAnyTime } from '../validity.js';
import { phonesOf } from '../phones.js';
import { presenceSentence, secondsAway } from '../presence.js';
import { openBotDialog } from './bots.js';
import { confirmWith, openDialog } from './dialogs.js';

/** @import { Page } from '../page.js' */
/** @import { AdminAction, DeviceInfo } from '../protocol.js' */

const TICK = 1_000;

/** Texts from a phone are whatever the phone says: short, or cut. @param {unknown} value */
const tidy = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 60) : '–');

/** A key and what to say. @type {[string, (device: DeviceInfo) => string][]} */
const FACTS = [
  ['device.screen', (device) => tidy(device.screen)],
  ['device.browser', (device) => (device.browser === '' ? t('device.unknown') : tidy(device.browser))],
  ['device.language', (device) => tidy(device.language)],
  ['device.game_is', (device) => (device.visibility === 'visible' ? t('device.visible') : t('device.hidden'))],
  [
    'device.latency',
    (device) =>
      typeof device.latency_ms === 'number' ? t('status.latency', { count: Math.round(device.latency_ms) }) : '–',
  ],
];

function createFacts() {
  const rows = FACTS.map(([name, read]) => ({ read, value: el('dd'), name: el('dt', {}, t(name)) }));
  const list = el('dl', { class: 'facts' }, ...rows.flatMap((row) => [row.name, row.value]));
  return {
    element: list,
    /** @param {DeviceInfo | null} device */
    update(device) {
      show(list, device !== null);
      if (device) for (const { read, value } of rows) setText(value, read(device));
    },
  };
}

/** Asks first, and then takes the seat away, whether or not its player is here. @param {Page} page @param {string} name */
function confirmRemoval(page, name) {
  confirmWith({
    title: t('player.remove_title', { name }),
    text: t('player.remove_text'),
    yes: t('player.remove'),
    act: () => page.command({ type: 'admin', action: 'remove_player', player_name: name, force: true }, atAnyTime),
  });
}

/** @param {Page} page @param {string} name */
export function openPlayerDialog(page, name) {
  const bot = page.state()?.players.find((player) => player.name === name && player.is_bot);
  if (bot) return openBotDialog(page, bot);
  const phones = phonesOf(page);
  const presence = el('p');
  const facts = createFacts();
  const deviceNote = el('p', { class: 'muted', role: 'status' });
  const nudgeNote = el('p', { class: 'nudge-note', role: 'status' });
  const act = (/** @type {AdminAction} */ action) => {
    dialog.close();
    page.command({ type: 'admin', action, player_name: name }, atAnyTime);
  };
  const nudge = button(t('player.nudge'), 'button', () => phones.nudge(name));
  const makeHost = button(t('player.make_host'), 'button', () => act('make_host'));
  const revokeHost = button(t('player.revoke_host'), 'button', () => act('revoke_host'));
  const remove = button(t('player.remove'), 'button button-danger', () => {
    dialog.close();
    confirmRemoval(page, name);
  });
  const dialog = openDialog(
    isolate(name),
    [presence, facts.element, deviceNote, nudgeNote],
    [{ text: t('dialog.close') }, nudge, makeHost, revokeHost, remove],
  );

  function draw() {
    const state = page.state();
    const player = state?.players.find((one) => one.name === name);
    if (!state || !player) return dialog.close();
    const away = secondsAway(player, state, page.clock.now());
    const { device, deviceNote: asking, nudgeNote: nudged } = phones.about(name);
    setText(presence, `${presenceSentence(player, away)}${player.is_host ? ` ${t('player.has_host')}` : ''}`);
    // What a phone was like before it went away helps nobody to find it.
    facts.update(player.status === 'connected' ? device : null);
    setText(deviceNote, asking);
    setText(nudgeNote, nudged);
    show(makeHost, !player.is_host);
    show(revokeHost, player.is_host);
    // Whoever wants to go themselves has Leave.
    show(remove, name !== state.you.name);
  }

  const stops = [page.follow(draw), phones.watch(draw)];
  const ticking = setInterval(draw, TICK);
  dialog.addEventListener('close', () => {
    clearInterval(ticking);
    for (const stop of stops) stop();
  });
  draw();
  const isHere = page.state()?.players.some((player) => player.name === name && player.status === 'connected');
  if (isHere) phones.ask(name);
}
