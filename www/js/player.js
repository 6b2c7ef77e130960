// @ts-check
// The phone's page: from the door through the game, always on the view that fits the newest state.

import { Door } from './door.js';
import { attempt } from './failure.js';
import { errorText, language, loadLanguage, needHostTexts, onLanguage, t } from './i18n.js';
import { LateGame } from './late_game.js';
import { byId, markBody, openPage } from './page.js';
import { forgetSeat, keepName, keepSeat, lastName, readAddress, seatToken, writeAddress } from './session.js';
import { setText } from './dom.js';
import { SEAT_IS_GONE, isLive, roomIsGone } from './status.js';
import { fileIsGone, isOld, loadAnew, takeNewBuild } from './update.js';
import { createNotice } from './views/notice.js';
import { createJoin } from './views/phone/join.js';

/** @import { ClientMessage, ErrorReply, ServerMessage } from './protocol.js' */
/** @import { Status } from './status.js' */

let { room, token } = readAddress();
const door = new Door({ greet: () => connection.greet(), changed: () => render() });
let reached = false;

const { page, connection, ended, stage } = openPage({ greeting, message: receive, status: () => render(), comesBack });
const game = new LateGame(page, { lost: gameIsLost, changed: () => render() });

/** The rest of the page could not be fetched. */
function gameIsLost() {
  const { status } = connection;
  if (!isLive(status) || !comesBack()) return;
  // Who polls does not hear which build the server has.
  if (status.kind === 'polling') fileIsGone();
  takeNewBuild(keepTheDoor);
  // Lost on the way; some browsers remember that for the life of the page.
  if (token && !isOld()) loadAnew();
}

/** Whether loading the page anew would take no seat away, nor one that was just asked for. */
function comesBack() {
  return token ? seatToken(room) === token : !door.isWanted;
}

/** What is typed there comes back with the page. */
function keepTheDoor() {
  if (token) return;
  keepName(door.data.name);
  writeAddress(door.data.typedRoom);
}

async function openHowToPlay() {
  await game.fetch();
  game.views?.openHowToPlay();
}

async function openLanguages() {
  await game.fetch();
  game.views?.openLanguages();
}

/** What to say first on a new connection. @returns {ClientMessage | null} */
function greeting() {
  if (token) return { type: 'resume', token };
  return door.greeting();
}

/** @param {string} name @param {string} code as it was typed */
function join(name, code) {
  door.join(name, code);
  if (!connection.greet()) reconnect();
  void game.fetch();
  render();
}

/** Does not want back in any more, or under another name: the request ends with the connection. */
function stopAsking() {
  door.stopAsking();
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
  door.stopAsking();
  keepSeat(room, token);
  writeAddress(room);
}

/** Back to the door. @param {ErrorReply | null} why @param {string} [next] the room that is meant from now on */
function giveUpSeat(why, next = room) {
  if (room) forgetSeat(room);
  token = null;
  room = next;
  writeAddress(room);
  door.open(room, why);
}

/** @param {ServerMessage} message */
function receive(message) {
  switch (message.type) {
    case 'welcome':
      door.welcomed();
      if (!token && comesBack() && door.data.name === lastName() && door.data.typedRoom === room) takeNewBuild();
      break;
    case 'join_success':
      takeSeat(message.room, message.session_token);
      break;
    case 'session_restored':
      takeSeat(message.room, message.token);
      break;
    case 'rejoin_pending':
      door.number = message.request;
      break;
    case 'state':
      if (message.you.is_host) needHostTexts();
      render();
      game.hand?.haptics.update(message);
      return;
    case 'error':
      refused(message);
      break;
    case 'device_info_request': {
      void game.fetch().then(() => {
        const { status } = connection;
        const info = game.hand?.thisDevice(status.kind === 'connected' ? status.latency : null);
        if (info) connection.send({ type: 'device_info', request_id: message.request_id, info });
      });
      return;
    }
    case 'command':
      void game.fetch().then(() => {
        const rung = game.hand?.nudge.ring();
        if (rung) connection.send({ type: 'command_result', command_id: message.command_id, ...rung });
      });
      return;
    default:
      return;
  }
  render();
}

/** @param {ErrorReply} error */
function refused(error) {
  // At the door it is the code that was wrong.
  if (roomIsGone(error.code) && (token || error.code !== 'ROOM_NOT_FOUND')) {
    giveUpSeat(error);
    connection.restartWithoutSession();
  } else if (token || !door.refused(error)) {
    // A vote that was refused can be cast anew.
    if (error.received === 'vote' && error.code !== 'ALREADY_VOTED') game.views?.choices.choose({ locked: false });
    page.toast(errorText(error));
  }
}

/** A connection that was refused sooner than this did not just idle at the door; milliseconds. */
const IDLE_AT_LEAST = 5_000;
/** How long to wait before a server is tried again that would not let this page in; milliseconds. */
const REFUSED_AGAIN = 5_000;
/** @type {ReturnType<typeof setTimeout> | null} */
let comingBack = null;

/** A page that was refused, or waited at the door for too long, comes back by itself while somebody looks. */
function comeBack() {
  const { status } = connection;
  if (!isRefused(status) || document.visibilityState !== 'visible') return;
  if (!token && status.lasted >= IDLE_AT_LEAST) {
    connection.start();
    return;
  }
  comingBack ??= setTimeout(
    () => {
      comingBack = null;
      if (isRefused(connection.status)) connection.start();
    },
    REFUSED_AGAIN * (1 + Math.random() / 2),
  );
}
document.addEventListener('visibilitychange', comeBack);

/** @param {Status} status @returns {status is Extract<Status, { kind: 'disconnected' }>} */
const isRefused = (status) => status.kind === 'disconnected' && status.reason === 'refused';

/** The ends after which the page does not come back by itself, each with its next step. */
function closedNotice() {
  const end = ended();
  // Whoever has no seat stays at the door.
  if (!end || (end.reason === 'refused' && !token)) return null;
  const act = () => {
    if (!SEAT_IS_GONE.includes(end.reason)) return connection.start();
    giveUpSeat(null, end.reason === 'room_closed' ? '' : room);
    connection.restartWithoutSession();
  };
  return { ...end.words, act };
}

function render() {
  const { status } = connection;
  reached ||= isLive(status);
  if (!language() || (!token && !door.isReady)) return;
  const closed = closedNotice();
  const seated = token !== null && !closed;
  const shown = seated ? page.state() : null;
  markBody(shown, status);
  // In a game nobody pulls the page down to reload it by accident.
  document.documentElement.classList.toggle('in-game', shown !== null);
  setText(byId('bar-room'), room);
  if (closed) stage.show(`closed/${closed.title}`, () => createNotice(closed), closed);
  else if (!token) showDoor(status);
  else if (!shown || !game.views) showWaiting(status);
  else game.views.showGame(stage, page, shown);
  comeBack();
  attempt(() => game.shell?.update(shown));
  // From the tap on Join until the game is over.
  attempt(() => game.hand?.stayAwake(door.isWanted || (seated && shown?.phase !== 'END')));
}

/** @param {Status} status */
function cannotReach(status) {
  return !reached && (status.kind === 'reconnecting' || status.kind === 'gave_up');
}

/** @param {Status} status */
function showDoor(status) {
  if (door.asksHost) {
    const asking = {
      icon: /** @type {const} */ ('wait'),
      title: t('wait.asked_title'),
      text: t('wait.asked_text'),
      number: door.number,
      action: t('dialog.cancel'),
      act: stopAsking,
      quiet: true,
    };
    stage.show('asking', () => createNotice(asking), asking);
    return;
  }
  stage.show(
    'join',
    () =>
      createJoin({
        join,
        retry: reconnect,
        look: (code) => void door.look(code),
        typing: (name, code) => door.type(name, code),
        howToPlay: openHowToPlay,
        languages: openLanguages,
      }),
    { ...door.data, unreachable: cannotReach(status) },
  );
}

/** @param {Status} status */
function showWaiting(status) {
  const waiting = cannotReach(status)
    ? {
        icon: /** @type {const} */ ('offline'),
        title: t('wait.unreachable_title'),
        text: t('wait.unreachable_text'),
        action: t('status.retry'),
        act: reconnect,
      }
    : { icon: /** @type {const} */ ('wait'), title: t('wait.back_title'), text: t('wait.back_text') };
  stage.show('waiting', () => createNotice(waiting), waiting);
}

onLanguage(render);
void loadLanguage();
if (token) void game.fetch();
else door.open(room);
connection.start();
