// @ts-check
// The phone's page: from the door through the game, always on the view that fits the newest state.

import { Choices } from './choices.js';
import { attempt } from './failure.js';
import { errorText, language, loadLanguage, needHostTexts, onLanguage, t } from './i18n.js';
import { beside, byId, isLive, openPage } from './page.js';
import { atAnyTime } from './outgoing.js';
import { fetchPacks } from './packs.js';
import {
  forgetSeat, keepChoices, keepName, keepSeat, keptChoices, lastName, newId, readAddress, tidyRoomCode, writeAddress,
} from './session.js';
import { setText } from './dom.js';
import { closedText } from './words.js';
import { confirmWith } from './parts/dialogs.js';
import { createNotice } from './views/notice.js';
import { createJoin } from './views/phone/join.js';

/** @import { ClientMessage, ErrorReply, ServerMessage, State } from './protocol.js' */
/** @import { Status } from './status.js' */

const choices = new Choices({ load: keptChoices, save: keepChoices });
let { room, token } = readAddress();
let name = lastName();
/** @type {State | null} */
let state = null;
/** Under one id however often it is said: if only the answer is lost, the seat is there already. @type {{ name: string, room: string, id: string } | null} */
let joining = null;
/** Whether the join waits for the host's word. */
let asksHost = false;
/** What the host is to compare meanwhile. @type {number | null} */
let number = null;
/** Whether the join waits because many wrong codes came from this network. */
let slowed = false;
/** @type {ErrorReply | null} */
let joinError = null;
/** The last error on this connection, in case the server closes it because of that. @type {ErrorReply | null} */
let lastError = null;
/** Why the reader stands at the door again. @type {ErrorReply | null} */
let notice = null;
/** What stands in the field for the room's code. */
let typedRoom = room;
let reached = false;

const { page, connection, stage } = openPage({ greeting, message: receive, status: () => render() });
/** What a phone feels, does at a nudge and keeps awake by, once it is there. @type {ReturnType<typeof import('./game.js').createHand> | null} */
let hand = null;

/** The views of the game, once they are there. @type {typeof import('./game.js') | null} */
let views = null;
/** @type {ReturnType<typeof import('./game.js').createSurroundings> | null} */
let surroundings = null;
/** @type {Promise<void> | null} */
let fetching = null;
/** How long to wait before what could not be fetched is asked for again; milliseconds. */
const FETCH_AGAIN = 2_000;

/** Fetches the views of the game, once; if that fails, it goes on trying. */
function fetchViews() {
  fetching ??= tryToFetchViews();
  return fetching;
}

async function tryToFetchViews() {
  try {
    views = await import('./game.js');
    surroundings = views.createSurroundings(page, confirmLeaving);
    hand = views.createHand(page, beside('static/awake.mp4'));
  } catch {
    fetching = null;
    // Some browsers remember for the life of the page that it could not be had.
    if (isLive(connection.status) && token) location.reload();
    else setTimeout(fetchViews, FETCH_AGAIN);
  }
  render();
}

function confirmLeaving() {
  confirmWith({
    title: t('leave.title'), text: t('leave.text'), yes: t('leave.yes'),
    act: () => page.command({ type: 'leave' }, atAnyTime),
  });
}

async function openHowToPlay() {
  await fetchViews();
  views?.openHowToPlay();
}

/** What to say first on a new connection. @returns {ClientMessage | null} */
function greeting() {
  if (token) return { type: 'resume', token };
  return joining ? joinMessage(joining) : null;
}

/** @param {{ name: string, room: string, id: string }} wish @returns {ClientMessage} */
function joinMessage(wish) {
  return { type: 'join', id: wish.id, name: wish.name, ...(wish.room && { room: wish.room }) };
}

/** @param {string} typedName @param {string} typedRoom */
function join(typedName, typedRoom) {
  name = typedName;
  keepName(name);
  joining = { name, room: tidyRoomCode(typedRoom), id: newId() };
  joinError = null;
  slowed = false;
  notice = null;
  if (!connection.greet()) reconnect();
  void fetchViews();
  render();
}

/** What is typed at the door stays when the door is drawn anew. @param {string} draft @param {string} code */
function keepDraft(draft, code) {
  name = draft;
  typedRoom = code;
}

/** Does not want back in any more, or under another name: the request ends with the connection. */
function stopAsking() {
  joining = null;
  asksHost = false;
  connection.start();
}

/** Tries now, whether the connection waits for its next attempt or has ended for good. */
function reconnect() {
  if (connection.status.kind === 'disconnected') connection.start();
  else connection.retry();
}

/** @param {string} newRoom @param {string} newToken */
function takeSeat(newRoom, newToken) {
  room = newRoom;
  token = newToken;
  joining = joinError = null;
  asksHost = slowed = false;
  notice = null;
  keepSeat(room, token);
  // Nobody at the door needs to know what can be played.
  void fetchPacks(render);
  writeAddress(room);
}

/** Back to the door. @param {ErrorReply | null} why */
function giveUpSeat(why) {
  if (room) forgetSeat(room);
  token = null;
  state = null;
  notice = why;
}

/** @param {ServerMessage} message */
function receive(message) {
  switch (message.type) {
    case 'welcome':
      lastError = null;
      break;
    case 'join_success':
      name = message.player_name;
      takeSeat(message.room, message.session_token);
      break;
    case 'session_restored':
      takeSeat(message.room, message.token);
      break;
    case 'rejoin_pending':
      number = message.request;
      break;
    case 'state':
      state = message;
      choices.heed(state);
      if (state.you.is_host) needHostTexts();
      render();
      hand?.haptics.update(message);
      return;
    case 'error':
      refused(message);
      break;
    case 'device_info_request': {
      void fetchViews().then(() => {
        const { status } = connection;
        const info = hand?.device(status.kind === 'connected' ? status.latency : null);
        if (info) connection.send({ type: 'device_info', request_id: message.request_id, info });
      });
      return;
    }
    case 'command':
      void fetchViews().then(() => {
        if (hand) connection.send({ type: 'command_result', command_id: message.command_id, ...hand.nudge.ring() });
      });
      return;
    default:
      return;
  }
  render();
}

/** Whether an error says that there is nothing to come back to. @param {string} code */
function seatIsGone(code) {
  return code === 'INVALID_TOKEN' || code === 'SESSION_EXPIRED' || (code === 'ROOM_NOT_FOUND' && token !== null);
}

/** @param {ErrorReply} error */
function refused(error) {
  lastError = error;
  if (joining && error.code === 'REJOIN_PENDING') {
    // Not the end of it: the host's word comes later.
    lastError = null;
    asksHost = true;
    number = null;
  } else if (joining && error.code === 'RATE_LIMITED') {
    joinLater(joining);
  } else if (seatIsGone(error.code)) {
    giveUpSeat(error);
    connection.restartWithoutSession();
  } else if (joining) {
    joining = null;
    asksHost = slowed = false;
    joinError = error;
  } else {
    // A vote that was refused can be cast anew.
    if (error.received === 'vote' && error.code !== 'ALREADY_VOTED') choices.choose({ locked: false });
    page.toast(errorText(error));
  }
}

/** The server looks at one code in so much time of a network that many wrong ones came from; milliseconds. */
const JOIN_AGAIN = 2_000;

/** Says the same again by itself, not at the same moment as the phone beside it. @param {{ name: string, room: string, id: string }} wish */
function joinLater(wish) {
  lastError = null;
  slowed = true;
  setTimeout(() => { if (joining === wish) connection.greet(); }, JOIN_AGAIN * (1 + Math.random() / 2));
}

/** A connection that was refused sooner than this did not just idle at the door; milliseconds. */
const IDLE_AT_LEAST = 5_000;

/** A page that waits at the door is closed by the server after a while; it comes back while somebody looks. */
function comeBackToTheDoor() {
  const { status } = connection;
  if (idledAtTheDoor(status) && document.visibilityState === 'visible') connection.start();
}
document.addEventListener('visibilitychange', comeBackToTheDoor);

/** @param {Status} status */
function idledAtTheDoor(status) {
  return status.kind === 'disconnected' && status.reason === 'refused' && status.lasted >= IDLE_AT_LEAST && !token && !lastError;
}

/** The ends after which the page does not come back by itself, each with its next step. @param {Status} status */
function closedNotice(status) {
  if (status.kind !== 'disconnected' || !status.reason) return null;
  const { reason } = status;
  if (idledAtTheDoor(status)) return null;
  const seatGone = reason === 'left' || reason === 'removed' || reason === 'room_closed';
  return {
    ...closedText(reason),
    ...(reason === 'refused' && lastError && { text: errorText(lastError) }),
    act: () => {
      if (seatGone) giveUpSeat(null);
      if (reason === 'room_closed') {
        room = '';
        writeAddress('');
      }
      connection.start();
    },
  };
}

function render() {
  const { status } = connection;
  reached ||= isLive(status);
  if (!language()) return;
  const closed = closedNotice(status);
  const seated = token !== null && !closed;
  const phase = (seated && state?.phase) || 'NONE';
  document.body.dataset.phase = phase;
  // In a game nobody pulls the page down to reload it by accident.
  document.documentElement.classList.toggle('in-game', phase !== 'NONE');
  document.body.classList.toggle('is-stale', seated && state !== null && !isLive(status));
  setText(byId('bar-room'), room);
  if (closed) stage.show(`closed/${closed.title}`, () => createNotice(closed), closed);
  else if (!token) showDoor(status);
  else if (!state || !views) showWaiting(status);
  else views.showGame(stage, page, choices, state);
  comeBackToTheDoor();
  attempt(() => surroundings?.update(seated ? state : null));
  // From the tap on Join until the game is over.
  attempt(() => hand?.stayAwake(joining !== null || (seated && state?.phase !== 'END')));
}

/** @param {Status} status */
function cannotReach(status) {
  return !reached && (status.kind === 'reconnecting' || status.kind === 'gave_up');
}

/** @param {Status} status */
function showDoor(status) {
  if (asksHost) {
    const asking = {
      icon: /** @type {const} */ ('wait'), title: t('wait.asked_title'), text: t('wait.asked_text'), number,
      action: t('dialog.cancel'), act: stopAsking, quiet: true,
    };
    stage.show('asking', () => createNotice(asking), asking);
    return;
  }
  stage.show('join', () => createJoin({ join, retry: reconnect, typing: keepDraft, howToPlay: openHowToPlay }), {
    room, typedRoom, name, notice: slowed ? t('join.slowed') : notice ? errorText(notice) : '', busy: joining !== null, error: joinError, unreachable: cannotReach(status),
  });
}

/** @param {Status} status */
function showWaiting(status) {
  const waiting = cannotReach(status)
    ? { icon: /** @type {const} */ ('offline'), title: t('wait.unreachable_title'), text: t('wait.unreachable_text'), action: t('status.retry'), act: reconnect }
    : { icon: /** @type {const} */ ('wait'), title: t('wait.back_title'), text: t('wait.back_text') };
  stage.show('waiting', () => createNotice(waiting), waiting);
}

onLanguage(render);
void loadLanguage();
if (token) void fetchViews();
connection.start();
