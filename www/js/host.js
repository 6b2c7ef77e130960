// @ts-check
// The TV's page: opens a room by itself, shows it to the party, and runs the game.

import { attempt } from './failure.js';
import { errorText, language, loadLanguage, needHostTexts, onLanguage, t } from './i18n.js';
import { markBody, openPage } from './page.js';
import { resolveUrl } from './url.js';
import { fetchPacks } from './packs.js';
import {
  addressedRoom,
  forgetHostedRoom,
  hostedRoom,
  keepHostedRoom,
  tabStorage,
  watchedRoom,
  writeAddress,
} from './session.js';
import { openRoom } from './room_opening.js';
import { isSeen } from './dom.js';
import { createHostFrame } from './host_frame.js';
import { showGame } from './host_views.js';
import { followRemote } from './remote.js';
import { SEAT_IS_GONE, roomIsGone } from './status.js';
import { closedText } from './status_words.js';
import { openPlayerDialog } from './parts/player_dialog.js';
import { createHostKey } from './views/host_key.js';
import { createNotice } from './views/notice.js';

/** @import { ClientMessage, ErrorReply, NewRoom, ServerMessage, State } from './protocol.js' */
/** @import { HostedRoom } from './session.js' */
/** @import { Notice } from './views/notice.js' */

/** How long to wait before asking again for a room; milliseconds. */
const ASK_AGAIN = 5_000;
const TICK = 1_000;
/** The server looks at one code in so much time of a network that many wrong ones came from; milliseconds. */
const WATCH_AGAIN = 2_500;
const keyWords = () => ({
  title: t('key.title'),
  text: t('key.lead'),
  action: t('key.open'),
  busy: t('key.opening'),
});

/** The room that is only looked at on this screen; null on a screen that hosts. */
const watched = watchedRoom();
let hosted = watched === null ? hostedRoom() : null;
/** The room of this screen, whose token the browser has not kept: it asks for a new one. Else empty. */
let lostRoom = watched === null && !hosted ? addressedRoom() : '';
/** In the language of the moment. @type {(() => Notice) | null} */
let trouble = null;
/** Set while the host key is asked for. @type {{ why: string, busy: boolean } | null} */
let keyWanted = null;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let asking;

const { page, connection, ended, stage } = openPage({
  greeting,
  message: receive,
  status: () => render(),
  firstControl,
  comesBack,
});
const pick = watched === null ? (/** @type {string} */ name) => openPlayerDialog(page, name) : undefined;
const frame = createHostFrame(page, pick);
followRemote();

/** What a remote's OK key does in a new view: the one thing to do next, if there is one. @returns {HTMLElement | null} */
function firstControl() {
  const controls = [...document.querySelectorAll('input, .button-primary')].filter(
    (node) => node.closest('main, footer') && isSeen(node),
  );
  return /** @type {HTMLElement | undefined} */ (controls[0]) ?? null;
}

/** Whether the browser has kept whose room this is. */
function comesBack() {
  return watched !== null || hostedRoom()?.token === hosted?.token;
}

/** What to say first on a new connection. @returns {ClientMessage | null} */
function greeting() {
  if (watched !== null) return { type: 'watch', ...(watched && { room: watched }) };
  if (lostRoom) return { type: 'watch', room: lostRoom, wants_host: true };
  return hosted ? { type: 'resume', token: hosted.token } : null;
}

/** Opens a room and goes into it. @param {string} [key] the host key, if it has just been typed */
async function newRoom(key) {
  clearTimeout(asking);
  forgetHostedRoom();
  writeAddress('');
  lostRoom = '';
  hosted = null;
  connection.forgetSession();
  if (keyWanted) keyWanted.busy = true;
  trouble = () => ({ icon: 'wait', title: t('host.opening'), text: '' });
  render();
  const post = (/** @type {string} */ body) =>
    fetch(resolveUrl('rooms'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  const opening = await openRoom(post, tabStorage, key);
  keyWanted = opening.kind === 'key' ? { why: opening.why, busy: false } : null;
  if (opening.kind === 'open') enter(opening.room);
  else if (opening.kind === 'failed') noRoom(opening.why);
  else render();
}

/** @param {NewRoom} created */
function enter(created) {
  frame.feed.clear();
  takeRoom({ room: created.room, token: created.host_token });
}

/** From now on this screen hosts that room. @param {HostedRoom} room */
function takeRoom(room) {
  hosted = room;
  lostRoom = '';
  keepHostedRoom(hosted);
  writeAddress(hosted.room);
  trouble = null;
  connection.restartWithoutSession();
}

/** This screen waits for the word of somebody with host rights. @param {number} number what they are to compare */
function askToHost(number) {
  trouble = () => ({
    icon: 'wait',
    title: t('host.asks'),
    number,
    text: t('host.asks_text'),
    action: t('host.new_room'),
    act: newRoom,
    quiet: true,
  });
  render();
}

/** Nobody has let this screen host, or it could not even ask. @param {ErrorReply} why */
function notLetIn(why) {
  if (roomIsGone(why.code)) return void newRoom();
  if (why.code === 'REJOIN_PENDING') return;
  trouble = () => ({
    icon: 'look',
    title: t('host.not_let_in'),
    text: errorText(why),
    action: t('host.ask_again'),
    act: askAgain,
  });
  render();
}

function askAgain() {
  trouble = null;
  connection.start();
}

/** @param {string} why */
function noRoom(why) {
  trouble = () => ({
    icon: 'offline',
    title: t('host.no_room'),
    text: t('host.trying', { why }),
    action: t('host.try_now'),
    act: newRoom,
  });
  asking = setTimeout(newRoom, ASK_AGAIN);
  render();
}

/** @param {ServerMessage} message */
function receive(message) {
  if (message.type === 'rejoin_pending') {
    askToHost(message.request);
  } else if (message.type === 'session_restored' && lostRoom) {
    takeRoom({ room: message.room, token: message.token });
  } else if (message.type === 'feed') {
    frame.feed.add(message.entries);
  } else if (message.type === 'state') {
    if (watched !== null) trouble = null;
    render();
  } else if (message.type === 'error') {
    if (watched !== null && message.code === 'RATE_LIMITED') watchLater();
    else if (watched !== null) noSuchRoom(message);
    else if (lostRoom) notLetIn(message);
    else if (!page.state() && roomIsGone(message.code)) void newRoom();
    else if (roomIsGone(message.code)) roomLost();
    else page.toast(errorText(message));
  }
}

/** Many wrong codes came from this network: the same is asked again by itself. */
function watchLater() {
  trouble = () => ({ icon: 'wait', title: t('status.connecting'), text: t('join.slowed') });
  setTimeout(() => connection.greet(), WATCH_AGAIN);
  render();
}

/** Only looking on was refused. @param {ErrorReply} why */
function noSuchRoom(why) {
  trouble = () => ({
    icon: 'look',
    title: t('host.nothing'),
    text: errorText(why),
    action: t('host.back'),
    act: toStart,
  });
  render();
}

function toStart() {
  location.href = resolveUrl('../../');
}

/** The room ended while people were looking at it: they are told before a new one opens. */
function roomLost() {
  forgetHostedRoom();
  trouble = () => ({
    icon: 'door',
    title: t('host.gone'),
    text: t('host.gone_text'),
    action: t('host.new_room'),
    act: newRoom,
  });
  render();
}

/** @returns {Notice | null} */
function closedNotice() {
  const end = ended();
  if (!end) return null;
  if (SEAT_IS_GONE.includes(end.reason)) {
    const next =
      watched === null ? { action: t('host.new_room'), act: newRoom } : { action: t('host.back'), act: toStart };
    return { ...closedText('room_closed'), text: t('host.thanks'), ...next };
  }
  return { ...end.words, act: () => connection.start() };
}

/**
 * The newest state as a TV may show it: host rights may be shared with a seat, and what only that seat may see has no
 * place here.
 * @returns {State | null}
 */
function publicState() {
  const state = page.state();
  if (!state) return null;
  const { role_data: _secret, ...shown } = state;
  return shown;
}

function render() {
  const { status } = connection;
  if (!language()) return;
  const notice = trouble?.() ?? closedNotice();
  const shown = notice ? null : publicState();
  markBody(shown, status);
  attempt(() => frame.update(shown, status));
  if (keyWanted) {
    stage.show('key', () => createHostKey(keyWords(), newRoom), keyWanted);
  } else if (notice) {
    stage.show(`notice/${notice.title}`, () => createNotice(notice), notice);
  } else if (!shown) {
    const waiting = {
      icon: /** @type {const} */ ('wait'),
      title: t('status.connecting'),
      text: watched === null ? t('host.room_back') : '',
    };
    stage.show('waiting', () => createNotice(waiting), waiting);
  } else {
    showGame(stage, page, pick, shown);
  }
  frame.tell(shown);
}

/** Whoever is away is shown with the time since then. */
setInterval(() => {
  if (page.state()?.players.some((player) => player.status !== 'connected')) render();
}, TICK);

onLanguage(render);
needHostTexts();
void loadLanguage();
if (hosted) writeAddress(hosted.room);
if (hosted || lostRoom || watched !== null) connection.start();
else void newRoom();
void fetchPacks(render);
