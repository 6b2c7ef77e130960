// The messages between server and pages, as TypeScript sees them. No code.
// Generated from the types of the server: .github/CONTRIBUTING.md says how.

/**
 * A message from a client, by its `type`.
 *
 * Any message may carry an `id`, which its answer repeats, and a `pad`, which is ignored: clients fill
 * their commands up to one length, so that the size of encrypted traffic does not tell what they say.
 */
export type ClientMessage =
  /** Take a seat. */
  | {
    type: 'join';
    /** What to be called. */
    name: string;
    /** Which room; may be left out while exactly one is open. */
    room?: string | null;
    /** Keep host rights; only on a connection that resumed with a host token. */
    is_host?: boolean | null;
    id?: MessageId | null;
    pad?: string;
  }
  /** Come back to a session, as the first message. */
  | {
    type: 'resume';
    /** The session token. */
    token: string;
    id?: MessageId | null;
    pad?: string;
  }
  /** Sign of life. */
  | {
    type: 'heartbeat';
    id?: MessageId | null;
    pad?: string;
  }
  /** Sign of life that wants an answer. */
  | {
    type: 'ping';
    /** Comes back in the `pong` as it was sent; without one there is no `pong`. */
    timestamp?: unknown;
    id?: MessageId | null;
    pad?: string;
  }
  /** Send my `state` again. */
  | {
    type: 'get_state';
    id?: MessageId | null;
    pad?: string;
  }
  /** Call a vote. */
  | {
    type: 'call_vote';
    id?: MessageId | null;
    pad?: string;
  }
  /** Lock a vote in. */
  | {
    type: 'vote';
    /** The suspect's name. */
    target?: string | null;
    /** The bet: 1, 2 or 3; 1 if left out. */
    confidence?: number | null;
    id?: MessageId | null;
    pad?: string;
  }
  /** The spy names the location. */
  | {
    type: 'spy_guess';
    /** A location of the pack. */
    location_id: string;
    id?: MessageId | null;
    pad?: string;
  }
  /** Give my seat up. */
  | {
    type: 'leave';
    id?: MessageId | null;
    pad?: string;
  }
  /** I have seen my card. */
  | {
    type: 'looked';
    id?: MessageId | null;
    pad?: string;
  }
  /** Take the host's rights over, once nobody has hosted for 60 s. */
  | {
    type: 'claim_host';
    id?: MessageId | null;
    pad?: string;
  }
  /** Be a display that reads only. */
  | {
    type: 'watch';
    /** Which room; may be left out while exactly one is open. */
    room?: string | null;
    /** Ask to host: for a screen that has lost its token. It looks on meanwhile. */
    wants_host?: boolean | null;
    id?: MessageId | null;
    pad?: string;
  }
  /** Change a setting. */
  | {
    type: 'configure';
    /** The setting's name. */
    field: string;
    /** What it is to be. */
    value: unknown;
    id?: MessageId | null;
    pad?: string;
  }
  /** Run the game. */
  | {
    type: 'admin';
    /** What to do. */
    action: AdminAction;
    /** To whom, where it is done to somebody. */
    player_name?: string | null;
    /** With `remove_player`: even if they have been here within the last minute. */
    force?: boolean | null;
    /**
     * With `approve_rejoin` and `deny_rejoin`: the number on their screen; may be left out while only one
     * waits for that seat.
     */
    request?: number | null;
    id?: MessageId | null;
    pad?: string;
  }
  /** The host takes a seat too. */
  | {
    type: 'host_join_as_player';
    /** What to be called. */
    name: string;
    id?: MessageId | null;
    pad?: string;
  }
  /** Shake somebody's phone. */
  | {
    type: 'nudge';
    /** To whom. */
    player_name: string;
    id?: MessageId | null;
    pad?: string;
  }
  /** What kind of device somebody has. */
  | {
    type: 'device_info_request';
    /** Whose device. */
    player_name: string;
    /** Comes back with the answer; made up by the server if left out. */
    request_id?: string | null;
    id?: MessageId | null;
    pad?: string;
  }
  /** The answer to the same question from the server. */
  | {
    type: 'device_info';
    /** Which request this answers; the latest if left out. */
    request_id?: string | null;
    /** Whatever the page knows of its device. */
    info: Record<string, unknown>;
    id?: MessageId | null;
    pad?: string;
  }
  /** What came of a command from the server. */
  | {
    type: 'command_result';
    /** Which command this answers. */
    command_id: string;
    /** What came of it. */
    status: CommandStatus;
    /** Why. */
    detail?: string | null;
    id?: MessageId | null;
    pad?: string;
  };

/** What a host can do. */
export type AdminAction =
  /** Begin the game. */
  | 'start_game'
  /** Propose the next pair. */
  | 'advance_turn'
  /** Begin the vote. */
  | 'skip_to_vote'
  /** Go on from the scores. */
  | 'next_round'
  /** Pause, or resume when paused; also said `pause_game`. */
  | 'pause'
  /** Resume; also said `resume_game`. */
  | 'resume'
  /** Make the present totals final. */
  | 'end_game'
  /** Take `player_name`'s seat away. */
  | 'remove_player'
  /** Share host rights with `player_name`. */
  | 'make_host'
  /** Take them back. */
  | 'revoke_host'
  /** Back to the lobby with the same players. */
  | 'play_again'
  /** Close the room. */
  | 'end_session'
  /** Let `player_name` back in without their token; with an empty one, a screen that wants to host. */
  | 'approve_rejoin'
  /** Or not. */
  | 'deny_rejoin'
  /** Give a seat to a bot. */
  | 'add_bot'
  /** Take a bot's seat away: `player_name`'s, or that of the last that was added. */
  | 'remove_bot'
  /** Play a short round at once, with bots in the empty seats. */
  | 'play_with_bots';

/** What came of a command to a phone. */
export type CommandStatus = 'done' | 'failed' | 'cancelled';

/** What a client calls a message, to know its answer by: 1-64 characters. */
export type MessageId = string;

/** A message to one client, by its `type`. Times are milliseconds since the Unix epoch. */
export type ServerMessage =
  /** The first message on every connection. */
  | {
    type: 'welcome';
    /** This connection's id. */
    connection_id: ConnectionId;
    /** The crate's version. */
    server_version: string;
    /**
     * Which pages this server has: what stands in the address of their scripts. A page of another build may
     * be loaded anew.
     */
    build: string;
    /** Whether any room is open. */
    game_active: boolean;
    /** The server pings so often. */
    heartbeat_seconds: number;
    /** After so long without a sign of life the connection ends. */
    timeout_seconds: number;
    /** So long a page waits for this message on a new connection before it tries again. */
    connect_timeout_seconds: number;
    /** The time here. */
    server_time: number;
  }
  /** A message was understood and carried out. */
  | {
    type: 'ack';
    /** The `type` of that message. */
    received: string;
    /** Its id. */
    id?: MessageId;
    /** `true` for a message that had been carried out before; it was not carried out again. */
    duplicate?: boolean;
    /** `false` for a type this server does not know. */
    handled?: boolean;
    /** `false` when the server could not write it down: it counts, but not beyond a restart. */
    durable?: boolean;
  }
  /** A message was refused, or something went wrong. */
  | {
    type: 'error';
    /** Why, for programs. */
    code: ErrorCode;
    /** Why, and what to do next, for people. */
    message: string;
    /** The id of the message. */
    id?: MessageId;
    /** Its `type`. */
    received?: string;
  }
  /** The answer to a `ping` with a timestamp. */
  | {
    type: 'pong';
    /** As it was sent. */
    timestamp: unknown;
    /** The time here. */
    server_time: number;
  }
  /** A seat was taken. */
  | {
    type: 'join_success';
    /** The name as it is shown. */
    player_name: string;
    /** The key to come back with. */
    session_token: SessionToken;
    /** Whether the player has host rights. */
    is_host: boolean;
    /** The room. */
    room: RoomCode;
  }
  /** A session goes on. */
  | {
    type: 'session_restored';
    /** The player's name; nothing for a host screen. */
    name: string | null;
    /** The session's token. */
    token: SessionToken;
    /** Whether the session has host rights. */
    is_host: boolean;
    /** The room. */
    room: RoomCode;
  }
  /** What came of `host_join_as_player`. */
  | {
    type: 'host_join_response';
    /** Whether the host has a seat now. */
    success: boolean;
    /** The name as it is shown. */
    player_name?: string;
    /** Why not. */
    error?: ErrorCode;
  }
  /** What has happened in the room, for hosts and displays; never a secret. */
  | {
    type: 'feed';
    /** The oldest first. */
    entries: FeedEntry[];
  }
  /** Asks a phone about its device. */
  | {
    type: 'device_info_request';
    /** Comes back with the answer. */
    request_id: string;
  }
  /** What a phone said about its device. */
  | {
    type: 'device_info_response';
    /** Whose phone. */
    player_name: string;
    /** Which request this answers. */
    request_id: string;
    /** As the phone said it. */
    device_info: Record<string, unknown>;
  }
  /** Tells a phone to do something. */
  | {
    type: 'command';
    /** Comes back with the result. */
    command_id: string;
    /** What to do. */
    action: CommandAction;
  }
  /** What came of a command to a phone. */
  | {
    type: 'command_result';
    /** Which command. */
    command_id: string;
    /** Whose phone. */
    player_name: string;
    /** What came of it. */
    status: CommandStatus;
    /** Why. */
    reason?: string;
  }
  /**
   * A host has been asked; comes after the `REJOIN_PENDING` of a `join`, or of a `watch` that wants to
   * host. What follows is `join_success` or `session_restored`, or an `error` `REJOIN_DENIED`, after 60 s
   * at the latest.
   */
  | {
    type: 'rejoin_pending';
    /** The number to show, for the host to compare: two digits. */
    request: number;
  }
  /** A newer connection has taken this session over; close 4001 follows. */
  | {
    type: 'session_replaced';
    /** What happened, and what to do. */
    message: string;
  }
  /** The host took the seat away; close 4002 follows. */
  | {
    type: 'removed';
    /** What happened, and what to do. */
    message: string;
  }
  /** The room is closed; close 4003 follows. */
  | {
    type: 'room_closed';
    /** What happened, and what to do. */
    message: string;
  }
  /** The server stops; close 1012 follows. */
  | {
    type: 'server_shutdown';
    /** What happened, and what to do. */
    message: string;
  }
  | State;

/** A connection of this process: `conn_1`, `conn_2`, … */
export type ConnectionId = string;

/** The `code` of an `error` message; on the wire in upper case, as in `ROOM_NOT_FOUND`. */
export type ErrorCode =
  /** Message must be JSON with a 'type' field. */
  | 'INVALID_MESSAGE'
  /** Could not parse message as JSON. */
  | 'MESSAGE_PARSE_FAILED'
  /** Something went wrong on the server. Please try again. */
  | 'INTERNAL'
  /** That was too fast. Wait a second, then try again. */
  | 'RATE_LIMITED'
  /** The server is full. Close other tabs, or try again in a minute. */
  | 'CONNECTION_LIMIT'
  /** This server does not go by that name. Open it by its address. */
  | 'HOST_NOT_ALLOWED'
  /** No game is open. Open the host page on the TV first. */
  | 'NO_GAME'
  /** Enter the room code from the TV. */
  | 'ROOM_REQUIRED'
  /** There is no room with that code. Check the code on the TV. */
  | 'ROOM_NOT_FOUND'
  /** The server has no space for another room. Close one that is not used any more. */
  | 'ROOM_LIMIT'
  /** Please pick a name of 1 to 20 visible characters. */
  | 'NAME_INVALID'
  /** Somebody here has that name. Please pick another. */
  | 'NAME_TAKEN'
  /** All seats are taken. Ask the host to make room. */
  | 'GAME_FULL'
  /** The game has started. You can join the next one when it is over. */
  | 'GAME_ALREADY_STARTED'
  /** The host has been asked to let you back in. Please wait. */
  | 'REJOIN_PENDING'
  /** The host did not let you in. Talk to them, or join the next game. */
  | 'REJOIN_DENIED'
  /** This device is not known here. Please join again. */
  | 'INVALID_TOKEN'
  /** You were away for too long and your seat was given up. Please join again. */
  | 'SESSION_EXPIRED'
  /** Only the host can do that. */
  | 'NOT_HOST'
  /** You have no part in this round. Join, or wait for the next round. */
  | 'NOT_IN_GAME'
  /** Connect to a room first: join, or scan the code on the TV. */
  | 'NOT_CONNECTED'
  /** There is no player with that name. Look at the list of players. */
  | 'PLAYER_NOT_FOUND'
  /** That player’s phone does not answer. Ask them to unlock it. */
  | 'PLAYER_UNREACHABLE'
  /** A player can be removed after being disconnected for 60 seconds. */
  | 'CANNOT_REMOVE_CONNECTED'
  /** There are not enough connected players yet. Wait for more to join. */
  | 'NOT_ENOUGH_PLAYERS'
  /** The round could not be dealt. Pick another location pack and start again. */
  | 'START_ABORTED'
  /** That is not possible at this point of the game. Wait for the right phase. */
  | 'INVALID_PHASE'
  /** This game is over. You can join as soon as the host opens the next one. */
  | 'GAME_ENDED'
  /** There is no such setting. Reload the page and try again. */
  | 'CONFIG_INVALID_FIELD'
  /** The setting does not take that value. Pick one that is offered. */
  | 'CONFIG_INVALID_VALUE'
  /** That duration is out of range: rounds last 1-30 minutes, votes 15-180 and role cards 5-30 seconds. */
  | 'CONFIG_INVALID_DURATION'
  /** A game has 1 to 20 rounds. Pick a number in that range. */
  | 'CONFIG_INVALID_ROUNDS'
  /** There is no such location pack. Pick one that is offered. */
  | 'CONFIG_INVALID_PACK'
  /** Settings can be changed in the lobby only. End the game first. */
  | 'CONFIG_GAME_STARTED'
  /** Pick a suspect first. */
  | 'NO_TARGET_SELECTED'
  /** You can vote for another player of this round only. Pick another suspect. */
  | 'INVALID_TARGET'
  /** A bet is 1, 2 or 3. Pick one of them. */
  | 'INVALID_CONFIDENCE'
  /** Your vote is locked in. Wait for the others. */
  | 'ALREADY_VOTED'
  /** You have called your vote for this round. Ask somebody else to call one. */
  | 'VOTE_ALREADY_CALLED'
  /** Only the spy guesses the location. Vote for a suspect instead. */
  | 'NOT_SPY'
  /** You have voted, so you cannot guess any more. Wait for the others. */
  | 'SPY_ALREADY_ACTED'
  /** There is no past game with that id. Go back to the list of games. */
  | 'GAME_NOT_FOUND'
  /** This server does not remember games. Whoever runs it can turn that on with history = true. */
  | 'HISTORY_OFF'
  /** There is no such location. Pick one from the list. */
  | 'INVALID_LOCATION';

/**
 * What proves whose session it is: 128 random bits behind the code of its room, which only says
 * where to look. It is sent to its owner alone and never logged.
 */
export type SessionToken = string;

/** Four characters people read off the TV, such as `K7PQ`. Case does not matter. */
export type RoomCode = string;

/** One line of the live feed. */
export interface FeedEntry {
  /** Counts up in a room. */
  seq: number;
  /** What kind of line. */
  kind: FeedKind;
  /** The game's phase then. */
  phase: Phase;
  /** How the room was then: waiting, playing, paused or finished. */
  status: RoomStatus;
  /**
   * What it tells, for those who say it in a language of their own. A line that was kept before there
   * were events has none.
   */
  event?: FeedEvent;
  /** The line in English. */
  message: string;
  /** When, in milliseconds since the Unix epoch. */
  timestamp: number;
}

/** What kind of line stands in the live feed. */
export type FeedKind = 'status' | 'progress' | 'complete' | 'error';

/** Where a game stands; on the wire in upper case. */
export type Phase = 'LOBBY' | 'ROLES' | 'QUESTIONING' | 'VOTE' | 'REVEAL' | 'SCORING' | 'END' | 'PAUSED';

/** A room's phase in a word. */
export type RoomStatus = 'waiting' | 'playing' | 'paused' | 'finished';

/**
 * Something that has happened in a room; everybody in it could see that, so nothing here is a secret. Its
 * `Display` is the line in English.
 */
export type FeedEvent =
  /** The room opened. */
  | {
    type: 'room_opened';
  }
  /** A player came for the first time. */
  | {
    type: 'joined';
    /** The player. */
    name: string;
  }
  /** A player who was away came back. */
  | {
    type: 'came_back';
    /** The player. */
    name: string;
  }
  /** A player's connection broke a moment ago. */
  | {
    type: 'connection_lost';
    /** The player. */
    name: string;
  }
  /** A player whose connection broke has not come back soon. */
  | {
    type: 'still_away';
    /** The player. */
    name: string;
  }
  /** A player left, was removed or was away for too long. */
  | {
    type: 'left';
    /** The player. */
    name: string;
  }
  /** A player has host rights from now on. */
  | {
    type: 'hosts';
    /** The player. */
    name: string;
  }
  /** A player's vote is final. */
  | {
    type: 'locked_in';
    /** The player. */
    name: string;
  }
  /** A round began. */
  | {
    type: 'cards_dealt';
    /** The round's number. */
    round: number;
  }
  /** The questions began, or went on after a vote. */
  | {
    type: 'questions';
    /** The round's number. */
    round: number;
  }
  /** A player called a vote. */
  | {
    type: 'vote_called';
    /** The player. */
    name: string;
  }
  /** A vote began that no player called. */
  | {
    type: 'vote_due';
  }
  /** The reveal began. */
  | {
    type: 'reveal_began';
  }
  /** The reveal came to its last beat. */
  | {
    type: 'verdict_given';
    /** What it was. */
    verdict: Verdict;
  }
  /** A round was played to its end. */
  | {
    type: 'round_over';
    /** The round's number. */
    round: number;
  }
  /** A round was broken off. */
  | {
    type: 'round_called_off';
    /** Why. */
    reason: CallOff;
  }
  /** The game is over. */
  | {
    type: 'game_over';
    /** Who has won; several are equal. None in a line that an older version wrote. */
    winners: string[];
    /** The points of each of them. */
    score: number;
  }
  /** The next game is being prepared. */
  | {
    type: 'back_in_lobby';
  }
  /** The game stands still. */
  | {
    type: 'paused';
    /** Why. */
    reason: PauseReason;
  }
  /** The pause is over. */
  | {
    type: 'went_on';
  };

/** How a vote or a guess ended. */
export type Verdict = 'spy_caught' | 'innocent' | 'no_conviction' | 'spy_wins';

/** Why a round was called off. */
export type CallOff = 'spy_left' | 'too_few_players';

/** Why the game is paused. */
export type PauseReason = 'host' | 'host_away';

/** What a phone can be told to do. */
export type CommandAction = 'nudge';

/**
 * What one viewer may know at one moment: sent after every change, always whole, and made for the one
 * who gets it. `server_time` and `created_at` are milliseconds since the Unix epoch; what is left of a
 * timer is in seconds, counted from `server_time`.
 */
export interface State {
  /** Always `state`. */
  type: 'state';
  /** The time on the server, to count timers down by. */
  server_time: number;
  /** The room's revision; counts up with every change. */
  seq: number;
  /** The code. */
  room: RoomCode;
  /** The room's id for all time. */
  session_id: string;
  /** When the room was created, in milliseconds since the Unix epoch. */
  created_at: number;
  /** Where guests join; `null` while no phone can reach the server. */
  join_url: string | null;
  /** Where the game stands. */
  phase: Phase;
  /** Players on the board. */
  player_count: number;
  /** Those of them who are connected. */
  connected_count: number;
  /** The number of the round that runs, or ran last; 0 before the first. */
  current_round: number;
  /** Rounds of this game. */
  round_count: number;
  /** What the room is set to. */
  config: Settings;
  /** Votes that have begun this round: a client that slept through the last one can tell. */
  vote_number: number;
  /** Everybody on the board, by their seats. */
  players: Player[];
  /** The countdown of the phase; not there in an open phase. */
  timer?: Timer | null;
  /** While PAUSED: the phase below the pause. */
  paused_phase?: Phase | null;
  /** While PAUSED: why. */
  pause_reason?: PauseReason | null;
  /** Back from a round that was called off: why. */
  called_off?: CallOff | null;
  /** Who looks. */
  you: You;
  /** The viewer's card, for a player of the round. */
  role_data?: RoleData | null;
  /** While QUESTIONING: whether the viewer may call a vote. */
  can_call_vote?: boolean | null;
  /** Whether the viewer's vote is locked in. */
  has_voted?: boolean;
  /** The viewer's own vote, once it is locked in. */
  your_vote?: OwnVote | null;
  /** The location that the viewer has locked in instead of a vote. */
  your_guess?: string | null;
  /** Whether the viewer is the spy; not told to somebody without a card. */
  is_spy?: boolean | null;
  /** Whether the viewer may name the location instead of voting; not told to somebody without a card. */
  can_guess_location?: boolean | null;
  /** What can be guessed. */
  location_list?: Place[];
  /** All players, the best first. */
  standings?: Standing[];
  /** The same, when the game is over. */
  final_standings?: Standing[] | null;
  /** Players who lost their token and want back in, each once. */
  rejoin_requests?: string[];
  /** Everybody who waits for a host's word, in the order in which they came. */
  rejoins?: Rejoin[];
  /** Spaces that make all players' frames equally long; of no meaning. */
  pad?: string | null;
  /** Whether there are fewer connected players than it takes. */
  waiting_for_players?: boolean;
  /** Connected players that it takes. */
  min_players?: number;
  /** Seats there are. */
  max_players?: number;
  /** Whether the host can start now. */
  can_start?: boolean;
  /** People who have looked at their card. */
  looked_count?: number;
  /** People who were dealt in and can still come back. */
  dealt_count?: number;
  /** Who is to ask whom. */
  current_turn?: Turn;
  /** Votes that are locked in. */
  votes_submitted?: number;
  /** Players who have voted or still can. */
  total_voters?: number;
  /** Who called the vote; nobody when a host or the clock did. */
  vote_caller?: string | null;
  /** In the order they are turned over. */
  votes?: Vote[];
  /** The count. */
  vote_results?: VoteResults;
  /** Who was convicted, if anybody. */
  convicted?: string | null;
  /** What the spy guessed, if they did. */
  spy_guess?: Guess;
  /** How the vote, or the spy's guess, ended. */
  verdict?: Verdict | null;
  /** When to show what. */
  reveal?: Reveal;
  /** What became of a caught spy's last word, where there is one. */
  last_word?: LastWord | null;
  /** Who the spy of a round was that was not finished; nobody if the last one was. */
  actual_spy?: string | null;
  /** Whether the spy was convicted or guessed wrong. */
  spy_caught?: boolean;
  /** Where the round took place. */
  location?: ExposedPlace;
  /** What the round was worth, by player. */
  round_scores?: Record<string, RoundScore>;
  /** Points of the game so far, by player. */
  scores?: Record<string, number>;
  /** The last round. */
  round_number?: number;
  /** Rounds of the game. */
  total_rounds?: number;
  /** Seconds left; nothing while the next round waits for players. */
  scoring_timer?: number | null;
  /** The best player; nobody without players. */
  winner?: Winner | null;
  /** The game in numbers. */
  game_stats?: GameStats;
  /** What players have earned in the finished rounds, in the order to show it. */
  awards?: Award[];
}

/** What the room is set to, and what the house pays for. */
export interface Settings {
  /** Minutes of questions in a round, 1-30. */
  round_duration_minutes: number;
  /** Rounds in a game, 1-20. */
  num_rounds: number;
  /** Id of the location pack. */
  location_pack: string;
  /** Seconds to vote, 15-180. */
  vote_duration_seconds: number;
  /** How many votes convict. */
  conviction: Conviction;
  /** Whether votes carry a bet; without, every vote counts as a bet of 1. */
  betting: boolean;
  /** When the spy may guess the location. */
  spy_guess: SpyGuess;
  /** Seconds the role cards are shown before the questions begin, 5-60; fewer where everybody has looked. */
  role_display_seconds: number;
  /** What votes, bets and guesses are worth. */
  points: PointsTable;
  /** Whether a spy who was convicted may name the location, where that is worth anything. */
  last_word: boolean;
  /** Whether everything in the last round counts twice. */
  double_last_round: boolean;
  /** What each event is worth in this room. */
  scoring: Scoring;
  /** Whether the house has points of its own, so that `custom` can be chosen. */
  has_own_points: boolean;
}

/** How many votes it takes to convict somebody. */
export type Conviction = 'plurality' | 'majority' | 'unanimous';

/** When the spy may guess the location instead of voting. */
export type SpyGuess = 'vote' | 'anytime';

/** A table of points. */
export type PointsTable = 'nerve' | 'family' | 'classic' | 'custom';

/**
 * Points for each event: one of the tables of the rules, or the `[scoring]` table of the configuration. Losses
 * are negative. The spy's own vote scores by the spy's rows alone.
 */
export interface Scoring {
  /** A vote for the spy with a bet of 1, 2 and 3. */
  vote_right: number[];
  /** A vote for an innocent with a bet of 1, 2 and 3. */
  vote_wrong: number[];
  /** The spy was convicted. */
  spy_convicted: number;
  /** Nobody was convicted, and the time is up. */
  spy_escaped: number;
  /** An innocent was convicted: what the spy gets. */
  innocent_convicted: number;
  /** The spy went ALL IN on the innocent who is convicted; instead of `innocent_convicted`. */
  double_agent: number;
  /** The spy's own vote with a bet of 1 and 2 for somebody who is not convicted, on top. */
  spy_bet_lost: number[];
  /** The same with ALL IN. */
  spy_all_in_lost: number;
  /** The spy named the location, instead of all other rows of the spy. */
  spy_guess_right: number;
  /** The spy named another location, instead of all other rows of the spy. */
  spy_guess_wrong: number;
  /** A spy who was convicted named the location with the last word, on top. */
  last_word: number;
}

/** A player as the board shows them. */
export interface Player {
  /** As it is shown; nobody else in the room has it. */
  name: string;
  /** Whether the phone is connected. */
  connected: boolean;
  /** How long it has been away, in a word. */
  status: Presence;
  /** Whether the player has host rights. */
  is_host: boolean;
  /** Whether it is a bot: the game itself plays in that seat. */
  is_bot: boolean;
  /** Points of the game so far. */
  score: number;
  /** Only while a vote runs. */
  has_voted?: boolean;
  /** Seconds since the connection was lost. */
  disconnect_duration: number | null;
  /** Whether a host may take the seat away. */
  removable: boolean;
  /** Not dealt into the running round. */
  spectating: boolean;
}

/** Whether a player is here. */
export type Presence = 'connected' | 'reconnecting' | 'disconnected';

/** The countdown of a phase. */
export interface Timer {
  /** Which: `role_display`, `round`, `vote`, `reveal`, `last_word` or `scoring`. */
  name: string;
  /** Seconds left at `server_time`, rounded up to whole ones. */
  remaining: number;
  /** Seconds it counts down from, rounded up to whole ones. */
  total: number;
  /** When it will be over, in milliseconds by the clock of `server_time`; nothing while it stands still. */
  ends_at?: number;
}

/** Whose turn it is. */
export interface Turn {
  /** Asks. */
  questioner: SeatName;
  /** Answers. */
  answerer: SeatName;
}

/** A player of the round. */
export interface SeatName {
  /** The seat. */
  id: number;
  /** The player in it. */
  name: string;
}

/** A vote, turned over. */
export interface Vote {
  /** Who voted. */
  voter: string;
  /** Whom they suspect; nobody if they abstained, or guessed the location instead. */
  target: string | null;
  /** Their bet: 1, 2 or 3. */
  confidence: number | null;
  /** Whether they did not vote. */
  abstained: boolean;
}

/** What the votes add up to. */
export interface VoteResults {
  /** Votes by suspect. */
  vote_counts: Record<string, number>;
  /** Who is convicted, if anybody. */
  convicted: string | null;
  /** The most votes anybody has. */
  max_votes: number;
  /** Votes that were locked in. */
  total_votes: number;
  /** Those who did not vote. */
  abstentions: number;
  /** Whether several have the most votes. */
  is_tie: boolean;
  /** Whether everybody but the one suspect has voted for them. */
  is_unanimous: boolean;
}

/** What the spy guessed. */
export interface Guess {
  /** Whether the spy named a location. */
  guessed: boolean;
  /** Which. */
  location_id?: string;
  /** Its name. */
  location?: string;
  /** Whether it was the right one. */
  correct?: boolean;
}

/** The choreography of a reveal. */
export interface Reveal {
  /** From the first beat to the last. */
  stages: RevealStage[];
}

/** What begins when. */
export type RevealStage = {
  /** Milliseconds since the Unix epoch. */
  at: number;
} & (
  /** "Votes are in…" */
  | {
    stage: 'votes_in';
  }
  /** A vote flips: the one at `index` in `votes`. */
  | {
    stage: 'flip';
    /** Counts from 0. */
    index: number;
  }
  /** "Now the bets…" */
  | {
    stage: 'bets_intro';
  }
  /** All bets at once. */
  | {
    stage: 'bets';
  }
  /** The place that the spy named. */
  | {
    stage: 'guess_place';
  }
  /** Whether it was the right one. */
  | {
    stage: 'guess_result';
  }
  /** The verdict. */
  | {
    stage: 'verdict';
  }
  /** Who the spy was, where that is not the verdict. */
  | {
    stage: 'real_spy';
  }
  /** A caught spy may name the place. */
  | {
    stage: 'last_word';
  }
  /** Where the round took place. */
  | {
    stage: 'place';
  }
);

/** A caught spy may name the location. */
export interface LastWord {
  /** Until when, in milliseconds since the Unix epoch; nothing before and after. */
  until: number | null;
  /** Whether the spy has named one. */
  given: boolean;
  /** Which. */
  location_id?: string;
  /** Its name. */
  location?: string;
  /** Whether it was the right one. */
  correct?: boolean;
}

/** Where a round took place. */
export interface ExposedPlace {
  /** Its id in the pack. */
  id: string;
  /** Its name. */
  name: string;
  /** A line that paints it. */
  flavor: string;
}

/** What a round was worth to one player. */
export interface RoundScore {
  /** The sum. */
  points: number;
  /** In a word. */
  outcome: Outcome;
  /** What it adds up from. */
  breakdown: Entry[];
}

/** What can happen to a player in a round. */
export type Outcome =
  /** Voted for the spy. */
  | 'right_vote'
  /** Voted for an innocent. */
  | 'wrong_vote'
  /** Did not vote. */
  | 'abstained'
  /** The spy went ALL IN on the innocent who was convicted. */
  | 'double_agent'
  /** The spy's suspect was convicted. */
  | 'spy_bluffed'
  /** The spy's own bet was lost: somebody else or nobody was convicted. */
  | 'spy_failed'
  /** The spy was convicted. */
  | 'spy_convicted'
  /** An innocent was convicted, without the spy's vote. */
  | 'innocent_convicted'
  /** The spy named the location. */
  | 'guessed_right'
  /** The spy named another location. */
  | 'guessed_wrong'
  /** The convicted spy named the location with the last word. */
  | 'last_word'
  /** Nobody was convicted: the spy got away. */
  | 'got_away'
  /** The round brought nothing. */
  | 'no_points';

/** One line of a player's points. */
export interface Entry {
  /** What it is for. */
  event: Outcome;
  /** The bet, where there was a vote. */
  bet?: number;
  /** What it is worth. */
  points: number;
}

/** Who has won. */
export interface Winner {
  /** The player; the one in the lowest seat if several are equal. */
  name: string;
  /** Their points. */
  score: number;
  /** Whether several are equal. */
  is_tie: boolean;
  /** All of them, if so. */
  tied_players: string[];
}

/** A game in numbers, for its last screen. */
export interface GameStats {
  /** Rounds that were played to their end. */
  rounds_played: number;
  /** The same, as older clients call it. */
  total_rounds: number;
  /** Rounds in which the spy was convicted or guessed wrong. */
  spies_caught: number;
  /** Rounds in which an innocent was convicted. */
  innocents_convicted: number;
  /** Votes that were locked in, in the votes that ended their round. */
  votes_cast: number;
  /** Those with a bet of 3. */
  all_ins: number;
  /** Those of innocents that named the spy and scored. */
  right_votes: number;
}

/** An award that somebody has earned. */
export interface Award {
  /** What for. */
  award: AwardKind;
  /** Who, by their seats; several share it in a tie. */
  players: string[];
  /** The points, votes or rounds of each of them; always above 0. */
  value: number;
}

/** What an award is given for. */
export type AwardKind = 'best_read' | 'boldest_bet' | 'master_spy' | 'most_suspected';

/** The viewer. */
export interface You {
  /** The player's name; nothing for a screen. */
  name: string | null;
  /** Whether the viewer has host rights. */
  is_host: boolean;
  /** Whether the viewer has a seat. */
  is_player: boolean;
  /** Whether the viewer may take the host's rights over, since nobody has hosted for long. */
  can_claim_host?: boolean;
}

/**
 * What a card says. Spy and non-spy cards have the same keys and the same number of entries in
 * each list, so that neither a glance nor the shape of a payload tells them apart.
 */
export interface RoleData {
  /** Whether this is the spy's card. */
  is_spy: boolean;
  /** The location's id in the pack; on the spy's card `unknown`. */
  location_id: string;
  /**
   * The id of the location whose language the card is in, where not all have been translated; on
   * the spy's card that of one drawn from the list, which says nothing about the round's.
   */
  language_of: string;
  /** The location's name; on the spy's card a fixed text. */
  location: string;
  /** A line that paints the location; on the spy's card a fixed text. */
  flavor: string;
  /** The role's id in its location; on the spy's card `spy`. */
  role_id: string;
  /** The role's name; on the spy's card a fixed text. */
  role: string;
  /** A line that helps to play the role; on the spy's card a fixed text. */
  hint: string;
  /** Other roles of the location; on the spy's card names that belong to no location of the pack. */
  other_roles: string[];
  /** The ids of those roles, in the same order; on the spy's card those of the decoys. */
  other_role_ids: string[];
  /** Every location of the pack, in the pack's order. */
  possible_locations: Place[];
}

/** A location as lists show it. */
export interface Place {
  /** Its id in the pack. */
  id: string;
  /** Its name. */
  name: string;
}

/** A vote that the viewer has locked in. */
export interface OwnVote {
  /** The suspect's name. */
  target: string;
  /** The bet: 1, 2 or 3. */
  confidence: number;
}

/** A place in the ranking. */
export interface Standing {
  /** Counts from 1; equal scores share a rank. */
  rank: number;
  /** The player. */
  name: string;
  /** Points of the game so far. */
  score: number;
  /** Points of the round that was just played. */
  round_change: number;
  /** Whether that is the viewer. */
  is_self: boolean;
}

/** Somebody who waits for a host's word. */
export interface Rejoin {
  /** Whose seat they want; empty for a screen that wants to host again. */
  player_name: string;
  /** The number that their screen shows, of two digits; nobody else waits with it. */
  request: number;
}

/** Why the server closes a connection. */
export type CloseCode = 1000 | 1001 | 1002 | 1007 | 1008 | 1009 | 1011 | 1012 | 4001 | 4002 | 4003 | 4008;

/** A room that has just been created, as its host gets it. */
export interface NewRoom {
  /** The code. */
  room: RoomCode;
  /** The room's id for all time. */
  session_id: string;
  /** The key to the host's session. */
  host_token: SessionToken;
  /** Where guests join, unless no phone can reach the server. */
  join_url: string | null;
}

/** How a room is, for everybody to know. */
export interface RoomSummary {
  /** The code. */
  room: RoomCode;
  /** The room's id for all time. */
  session_id: string;
  /** The game's phase. */
  phase: Phase;
  /** The phase in a word. */
  status: RoomStatus;
  /** Seats taken. */
  player_count: number;
  /** Players connected. */
  connected_count: number;
  /** Seats there are. */
  max_players: number;
  /** When the room was created, in milliseconds since the Unix epoch. */
  created_at: number;
}

/** A pack in a list to choose from. */
export interface Pack {
  /** What settings call it. */
  id: string;
  /** What people call it. */
  name: string;
  /** One line for the lobby. */
  description: string;
  /** The language of its texts, as a BCP 47 tag. */
  language: string;
  /** Counts up when its texts change. */
  version: number;
  /** How hard its places are to hide at, where the pack says so. */
  difficulty?: Difficulty;
  /** Places it has. */
  location_count: number;
  /** Roles of all its places. */
  role_count: number;
  /** The languages beside its own in which the pages have its texts, as BCP 47 tags. */
  translations: string[];
}

/** How hard a pack's places are to hide at. */
export type Difficulty = 'familiar' | 'tricky' | 'silly';

/**
 * A game with its secrets told. Players and locations are in it by name, so that it stays true when
 * the room and the pack are gone. When the game was, its keeper has to add.
 */
export interface GameReport {
  /** Where its rounds took place. */
  pack: ReportedPack;
  /** What the room was set to. */
  settings: GameSettings;
  /** Whether it came to its last screen; otherwise it was abandoned, and nobody has won. */
  is_complete: boolean;
  /** Everybody on the board or dealt into one of the rounds, the best first. */
  players: ReportedPlayer[];
  /** The rounds that were played to their end; at least one. */
  rounds: ReportedRound[];
}

/** A pack a game was played with. */
export interface ReportedPack {
  /** What settings call it. */
  id: string;
  /** What people call it. */
  name: string;
  /**
   * Its version, for those who have its texts in other languages; a game that was kept before this was
   * written down has none.
   */
  version?: number;
}

/** Settings of one room: the `config` of every `state`, changed field by field with `configure`. */
export interface GameSettings {
  /** Minutes of questions in a round, 1-30. */
  round_duration_minutes: number;
  /** Rounds in a game, 1-20. */
  num_rounds: number;
  /** Id of the location pack. */
  location_pack: string;
  /** Seconds to vote, 15-180. */
  vote_duration_seconds: number;
  /** How many votes convict. */
  conviction: Conviction;
  /** Whether votes carry a bet; without, every vote counts as a bet of 1. */
  betting: boolean;
  /** When the spy may guess the location. */
  spy_guess: SpyGuess;
  /** Seconds the role cards are shown before the questions begin, 5-60; fewer where everybody has looked. */
  role_display_seconds: number;
  /** What votes, bets and guesses are worth. */
  points: PointsTable;
  /** Whether a spy who was convicted may name the location, where that is worth anything. */
  last_word: boolean;
  /** Whether everything in the last round counts twice. */
  double_last_round: boolean;
}

/** A player at the end of a game. */
export interface ReportedPlayer {
  /** As it was shown; no two in a game look the same. */
  name: string;
  /** Points of all rounds. */
  score: number;
  /** Whether nobody had more; several are in a tie. */
  is_winner: boolean;
}

/** A round that was played to its end. */
export interface ReportedRound {
  /** Counts from 1; rounds that were called off are missing. */
  number: number;
  /** The location's name. */
  location: string;
  /** Its id in the pack, where that was written down. */
  location_id?: string;
  /** Who the spy was. */
  spy: string;
  /** How the vote, or the spy's guess, ended. */
  verdict: Verdict;
  /** Who was convicted, if anybody. */
  convicted: string | null;
  /** What the spy guessed, if they did. */
  guess: ReportedGuess | null;
  /** Whether the spy went ALL IN on the innocent who was convicted. */
  double_agent: boolean;
  /** The votes that were locked in when the round ended. */
  votes: ReportedVote[];
  /** Who did not vote; nobody if a guess cut the vote short. */
  abstained: string[];
  /** What the round was worth to everybody who was dealt in. */
  points: ReportedPoints[];
}

/** The location a spy named. */
export interface ReportedGuess {
  /** Its name. */
  location: string;
  /** Its id in the pack, where that was written down. */
  location_id?: string;
  /** Whether it was the right one. */
  correct: boolean;
}

/** A vote that was locked in. */
export interface ReportedVote {
  /** Who voted. */
  voter: string;
  /** Whom they suspected. */
  target: string;
  /** Their bet: 1, 2 or 3; without betting always 1. */
  bet: number;
  /** Whether the target was the spy; null for the spy's own vote. */
  right: boolean | null;
  /** What it was worth. */
  points: number;
}

/** What a round was worth to a player. */
export interface ReportedPoints {
  /** The player. */
  name: string;
  /** The sum. */
  points: number;
  /** In a word. */
  outcome: Outcome;
}

export type Bet = 1 | 2 | 3;

export type ErrorReply = Extract<ServerMessage, { type: 'error' }>;

export type CommandResult = Extract<ServerMessage, { type: 'command_result' }>;

/** What a phone says about itself; nothing in it is to be relied on. */
export type DeviceInfo = Record<string, unknown>;
