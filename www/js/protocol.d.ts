// The messages between server and pages, as TypeScript sees them: what the protocol module of the
// server says, in the words of the pages. No code.

export type Phase =
  | 'LOBBY' | 'ROLES' | 'QUESTIONING' | 'VOTE' | 'REVEAL' | 'SCORING' | 'END' | 'PAUSED';

export type Bet = 1 | 2 | 3;

export interface Place { id: string; name: string }

/** What a host may set in the lobby. */
export interface Settings {
  round_duration_minutes: number;
  num_rounds: number;
  location_pack: string;
  vote_duration_seconds: number;
  conviction: 'plurality' | 'majority' | 'unanimous';
  betting: boolean;
  spy_guess: 'vote' | 'anytime';
  role_display_seconds: number;
  /** What each event is worth in this house; the usual points hold where the server does not say. */
  scoring?: Scoring;
}

export interface Scoring {
  vote_right: number[];
  vote_wrong: number[];
  double_agent: number;
  spy_guess_right: number;
  spy_guess_wrong: number;
}

export interface You { name: string | null; is_host: boolean; is_player: boolean }

export interface Player {
  name: string;
  connected: boolean;
  status: 'connected' | 'reconnecting' | 'disconnected';
  is_host: boolean;
  score: number;
  has_voted?: boolean;
  /** Seconds since the socket was lost. */
  disconnect_duration?: number | null;
  removable: boolean;
  /** Not dealt into this round. */
  spectating?: boolean;
}

/** `remaining` and `total` are seconds. */
export interface Timer { name: string; remaining: number; total: number }

/** A player's card. Spy and non-spy have the same keys and the same number of entries. */
export interface RoleData {
  is_spy: boolean;
  location: string;
  /** One line of atmosphere about the location. */
  flavor?: string;
  role: string;
  hint: string;
  other_roles: string[];
  possible_locations: Place[];
}

export interface Vote { voter: string; target: string | null; confidence: number; abstained: boolean }

/** `at` is in milliseconds of the server's clock; `index` counts the entries of `votes`. */
export interface RevealStage { stage: 'votes_in' | 'flip' | 'bets_intro' | 'bets' | 'verdict'; at: number; index?: number }

export type Verdict = 'spy_caught' | 'innocent' | 'no_conviction' | 'spy_wins';

export type Outcome =
  | 'right_vote' | 'wrong_vote' | 'abstained' | 'double_agent' | 'spy_bluffed' | 'spy_failed'
  | 'guessed_right' | 'guessed_wrong' | 'got_away' | 'no_points';

export interface RoundScore {
  points: number;
  outcome: Outcome;
  breakdown: { event: string; points: number }[];
}

export interface Standing { rank: number; name: string; score: number; round_change: number; is_self: boolean }

/** What one viewer may know at one moment; each message is complete. */
export interface State {
  type: 'state';
  seq: number;
  server_time: number;
  room: string;
  session_id: string;
  created_at: number;
  phase: Phase;
  player_count: number;
  connected_count: number;
  current_round: number;
  round_count: number;
  config: Settings;
  you: You;
  players: Player[];
  timer?: Timer | null;
  paused_phase?: Phase | null;
  pause_reason?: 'host' | 'host_away' | null;
  /** To hosts only: players who lost their token and want back in. */
  rejoin_requests?: string[];

  // LOBBY
  waiting_for_players?: boolean;
  min_players?: number;
  max_players?: number;
  can_start?: boolean;
  join_url?: string;

  // ROLES, QUESTIONING, VOTE: to a player who was dealt in
  role_data?: RoleData | null;

  // QUESTIONING
  current_turn?: { questioner: { id: string; name: string }; answerer: { id: string; name: string } } | null;
  can_call_vote?: boolean;

  // VOTE
  votes_submitted?: number;
  total_voters?: number;
  vote_caller?: string | null;
  /** Counts the votes of a round from 1. */
  vote_number?: number;
  has_voted?: boolean;
  /** The viewer's own vote, once it is locked in. */
  your_vote?: { target: string; confidence: number } | null;
  is_spy?: boolean;
  can_guess_location?: boolean;
  location_list?: Place[];

  // REVEAL, SCORING
  votes?: Vote[];
  vote_results?: {
    vote_counts: Record<string, number>;
    convicted: string | null;
    max_votes: number;
    total_votes: number;
    abstentions: number;
    is_tie: boolean;
  };
  convicted?: string | null;
  spy_guess?: { guessed: boolean; location_id?: string | null; correct?: boolean | null } | null;
  verdict?: Verdict;
  reveal?: { stages: RevealStage[] };
  actual_spy?: string | null;
  location?: Place | null;
  spy_caught?: boolean;
  round_scores?: Record<string, RoundScore>;
  scores?: Record<string, number>;
  standings?: Standing[];
  round_number?: number;
  total_rounds?: number;
  scoring_timer?: number;

  // END
  winner?: { name: string | null; score: number; is_tie: boolean; tied_players: string[] } | null;
  final_standings?: Standing[];
  game_stats?: {
    rounds_played: number;
    spies_caught: number;
    innocents_convicted: number;
    votes_cast: number;
    all_ins: number;
    right_votes: number;
  };
}

export interface Welcome {
  type: 'welcome';
  connection_id: string;
  server_version: string;
  game_active: boolean;
  heartbeat_seconds: number;
  timeout_seconds: number;
  server_time: number;
}

export interface Ack { type: 'ack'; received: string; id?: string; duplicate?: boolean; handled?: boolean }
export interface ErrorReply { type: 'error'; code: string; message: string; id?: string; received?: string }
export interface Pong { type: 'pong'; timestamp: unknown; server_time: number }
export interface JoinSuccess {
  type: 'join_success'; player_name: string; session_token: string; is_host: boolean; room: string;
}
export interface SessionRestored {
  type: 'session_restored'; name: string | null; token: string; is_host: boolean; room: string;
}
/** Sent just before the server closes the socket. */
export interface Farewell {
  type: 'session_replaced' | 'removed' | 'room_closed' | 'server_shutdown'; message: string;
}

/** One line of the live feed; `timestamp` is in milliseconds since the epoch. */
export interface FeedEntry {
  seq: number;
  kind: 'status' | 'progress' | 'complete' | 'error';
  phase: Phase;
  status: 'waiting' | 'playing' | 'paused' | 'finished';
  message: string;
  timestamp: number;
}
export interface FeedLines { type: 'feed'; entries: FeedEntry[] }

/** What a phone says about itself; nothing in it is to be relied on. */
export interface DeviceInfo {
  screen?: string;
  browser?: string;
  language?: string;
  visibility?: string;
  latency_ms?: number;
}
/** To a phone: say what you are. */
export interface DeviceInfoRequest { type: 'device_info_request'; request_id: string }
/** To a host: what a phone said. */
export interface DeviceInfoResponse {
  type: 'device_info_response'; player_name: string; request_id: string; device_info: DeviceInfo;
}
/** To a phone: do something. */
export interface Command { type: 'command'; command_id: string; action: 'nudge' }
/** To a host: what came of it. */
export interface CommandResult {
  type: 'command_result'; command_id: string; player_name: string; status: 'done' | 'failed' | 'cancelled'; reason?: string;
}

export type ServerMessage =
  | Welcome | Ack | ErrorReply | Pong | JoinSuccess | SessionRestored | Farewell | State
  | FeedLines | DeviceInfoRequest | DeviceInfoResponse | Command | CommandResult;

/** Anything a page says: `type` and the fields of that type. */
export interface ClientMessage { type: string; id?: string; [field: string]: unknown }

/** The answer of `POST rooms`. */
export interface NewRoom { room: string; session_id: string; host_token: string; join_url: string }

/** One entry of `GET packs`. */
export interface Pack { id: string; name: string; description: string; location_count: number; role_count: number }
