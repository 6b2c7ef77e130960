// @ts-check
// The TV's page: opens a room by itself, shows it to the party, and runs the game.

import { beside, byId, openPage } from './page.js';
import { fetchPacks } from './packs.js';
import { forgetHostedRoom, hostedRoom, keepHostedRoom } from './session.js';
import { phaseOf } from './moment.js';
import { setText, show } from './dom.js';
import { followRemote } from './remote.js';
import { CLOSED, PHASES } from './words.js';
import { createHostActions, openPlayerDialog } from './parts/host_actions.js';
import { createPlayerList } from './parts/player_list.js';
import { createNotice } from './views/notice.js';
import { createEnd } from './views/tv/end.js';
import { createLobby } from './views/tv/lobby.js';
import { createPaused } from './views/tv/paused.js';
import { createQuestioning } from './views/tv/questioning.js';
import { createReveal } from './views/tv/reveal.js';
import { createRoles } from './views/tv/roles.js';
import { createScoring } from './views/tv/scoring.js';
import { createVote } from './views/tv/vote.js';

/** @import { ErrorReply, NewRoom, ServerMessage, State } from './protocol.js' */
/** @import { ClosedReason, Status } from './connection.js' */
/** @import { Notice } from './views/notice.js' */

/** How long to wait before asking again for a room; milliseconds. */
const ASK_AGAIN = 5_000;

let hosted = hostedRoom();
/** @type {State | null} */
let state = null;
/** @type {Notice | null} */
let trouble = null;
/** @type {ErrorReply | null} */
let lastError = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let asking;

const { page, connection, stage } = openPage({
  greeting: () => (hosted ? { type: 'resume', token: hosted.token } : null),
  message: receive,
  status: () => render(),
});
const actions = createHostActions(page);
const strip = createPlayerList({ className: 'players-strip', scores: true, pick });
byId('host-bar').append(strip.element, actions.element);
followRemote();

/** @param {string} name */
function pick(name) {
  const player = state?.players.find((one) => one.name === name);
  if (player) openPlayerDialog(page, player);
}

/** Opens a room and goes into it. */
async function openRoom() {
  clearTimeout(asking);
  forgetHostedRoom();
  hosted = state = null;
  trouble = { title: 'Opening a room…', text: '' };
  render();
  try {
    const answer = await fetch(beside('rooms'), {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}',
    });
    const body = await answer.json();
    if (answer.ok) return enter(body);
    noRoom(typeof body.message === 'string' ? body.message : 'The server could not open a room.');
  } catch {
    noRoom('The server can’t be reached. Is it running, and is this screen on its network?');
  }
}

/** @param {NewRoom} created */
function enter(created) {
  hosted = { room: created.room, token: created.host_token, joinUrl: created.join_url };
  keepHostedRoom(hosted);
  trouble = null;
  connection.restartWithoutSession();
}

/** @param {string} why */
function noRoom(why) {
  trouble = { title: 'No room yet', text: `${why} Trying again by itself.`, action: 'Try now', act: openRoom };
  asking = setTimeout(openRoom, ASK_AGAIN);
  render();
}

/** @param {ServerMessage} message */
function receive(message) {
  if (message.type === 'welcome') {
    lastError = null;
  } else if (message.type === 'state') {
    // Host rights may be shared with a seat; what only that seat may see has no place on a TV.
    const { role_data: _secret, ...shown } = message;
    state = shown;
    render();
  } else if (message.type === 'error') {
    lastError = message;
    if (!state && roomIsGone(message.code)) void openRoom();
    else if (roomIsGone(message.code)) roomLost(message.message);
    else page.toast(message.message);
  }
}

/** @param {string} code */
const roomIsGone = (code) => ['INVALID_TOKEN', 'SESSION_EXPIRED', 'ROOM_NOT_FOUND'].includes(code);

/** The room ended while people were looking at it: they are told before a new one opens. @param {string} why */
function roomLost(why) {
  forgetHostedRoom();
  trouble = { title: 'This room is gone', text: why, action: 'Open a new room', act: openRoom };
  render();
}

/** @param {Status} status @returns {Notice | null} */
function closedNotice(status) {
  if (status.kind !== 'disconnected' || !status.reason) return null;
  /** @type {ClosedReason[]} */
  const over = ['left', 'removed', 'room_closed'];
  if (over.includes(status.reason)) {
    return { title: CLOSED.room_closed.title, text: 'Thanks for playing!', action: 'Open a new room', act: openRoom };
  }
  const text = status.reason === 'refused' && lastError ? lastError.message : CLOSED[status.reason].text;
  return { ...CLOSED[status.reason], text, act: () => connection.start() };
}

function render() {
  const notice = trouble ?? closedNotice(connection.status);
  const playing = !notice && state !== null;
  document.body.dataset.phase = (playing && state?.phase) || 'NONE';
  document.body.classList.toggle('is-stale', playing && connection.status.kind !== 'connected');
  show(byId('host-bar'), playing);
  setText(byId('bar-round'), playing && state ? roundText(state) : '');
  setText(byId('bar-room'), playing && state ? state.room : '');
  if (notice) {
    stage.show(`notice/${notice.title}`, () => createNotice(notice), notice);
  } else if (!state) {
    const waiting = { title: 'Connecting…', text: 'The room comes back in a moment.' };
    stage.show('waiting', () => createNotice(waiting), waiting);
  } else {
    showGame(state);
  }
}

/** @param {State} now */
function roundText(now) {
  const phase = PHASES[now.phase];
  return phaseOf(now) === 'LOBBY' || phaseOf(now) === 'END' ? phase : `Round ${now.current_round} of ${now.round_count} · ${phase}`;
}

/** @param {State} now */
function showGame(now) {
  const phase = phaseOf(now);
  const key = `${now.session_id}/${now.current_round}/${now.phase}`;
  actions.update(now);
  strip.update(now);
  // The lobby and the vote have the players in their midst already.
  show(strip.element, now.phase !== 'VOTE' && phase !== 'LOBBY');
  if (phase === 'LOBBY') stage.show(`lobby/${now.session_id}`, () => createLobby(page, pick), now);
  else if (phase === 'END') stage.show(`end/${now.session_id}`, createEnd, now);
  else if (now.phase === 'PAUSED') stage.show(key, () => createPaused(page), now);
  else if (phase === 'ROLES') stage.show(key, () => createRoles(page), now);
  else if (phase === 'QUESTIONING') stage.show(key, () => createQuestioning(page), now);
  else if (phase === 'VOTE') stage.show(key, () => createVote(page, pick), now);
  else if (phase === 'REVEAL') stage.show(key, () => createReveal(page), now);
  else if (phase === 'SCORING') stage.show(key, () => createScoring(page), now);
}

if (hosted) connection.start();
else void openRoom();
void fetchPacks(render);
