//! The names of things on the wire: rooms, sessions, connections, messages.

use std::fmt;

use rand::rngs::SysRng;
use rand::{TryRng, seq::IndexedRandom};
use serde::{Deserialize, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// No vowels, so that no code is a word, and no look-alikes.
const CODE_LETTERS: &[u8] = b"BCDFGHJKLMNPQRSTVWXZ23456789";

/// Random bytes in a session token: 128 bits.
const TOKEN_BYTES: usize = 16;

/// Four characters people read off the TV, such as `K7PQ`. Case does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct RoomCode(
    #[cfg_attr(
        feature = "contract",
        schemars(with = "String", regex(pattern = "^[BCDFGHJKLMNPQRSTVWXZ2-9]{4}$"))
    )]
    [u8; 4],
);

impl RoomCode {
    /// A code drawn at random.
    pub fn random(rng: &mut impl rand::Rng) -> Self {
        Self([(); 4].map(|()| CODE_LETTERS.choose(rng).copied().unwrap_or(b'B')))
    }

    /// Reads a code as somebody typed it; nothing if it cannot be one.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let code: [u8; 4] = typed
            .trim()
            .to_ascii_uppercase()
            .into_bytes()
            .try_into()
            .ok()?;
        let valid = code.iter().all(|letter| CODE_LETTERS.contains(letter));
        valid.then_some(Self(code))
    }
}

impl fmt::Display for RoomCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0
            .iter()
            .try_for_each(|letter| write!(f, "{}", char::from(*letter)))
    }
}

impl Serialize for RoomCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What proves whose session it is: 128 random bits behind the code of its room, which only says
/// where to look. It is sent to its owner alone and never logged.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct SessionToken(
    #[cfg_attr(
        feature = "contract",
        schemars(regex(pattern = "^[BCDFGHJKLMNPQRSTVWXZ2-9]{4}-[0-9a-f]{32}$"))
    )]
    String,
);

impl SessionToken {
    /// A new token for a session of that room.
    ///
    /// # Errors
    ///
    /// When the operating system has no randomness to give.
    pub fn random(room: RoomCode) -> Result<Self, rand::rngs::SysError> {
        let mut bytes = [0_u8; TOKEN_BYTES];
        SysRng.try_fill_bytes(&mut bytes)?;
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self(format!("{room}-{hex}")))
    }

    /// Reads a token; nothing if it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (room, hex) = text.split_once('-')?;
        let valid = hex.len() == TOKEN_BYTES * 2 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        let room = RoomCode::parse(room).filter(|_| valid)?;
        Some(Self(format!("{room}-{}", hex.to_ascii_lowercase())))
    }

    /// The room to look in.
    #[must_use]
    pub fn room(&self) -> Option<RoomCode> {
        self.0.get(..4).and_then(RoomCode::parse)
    }

    /// What the server keeps of it.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The token as its owner gets it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(hidden)")
    }
}

/// The SHA-256 of a session token: enough to know it again, not enough to use it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TokenHash([u8; 32]);

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(hidden)")
    }
}

/// A connection of this process: `conn_1`, `conn_2`, …
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct ConnectionId(
    #[cfg_attr(
        feature = "contract",
        schemars(with = "String", regex(pattern = "^conn_[1-9][0-9]*$"))
    )]
    u64,
);

impl ConnectionId {
    /// The `n`th connection of this process, counted from 1.
    #[must_use]
    pub fn new(n: u64) -> Self {
        Self(n)
    }
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "conn_{}", self.0)
    }
}

impl Serialize for ConnectionId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What a client calls a message, to know its answer by: 1-64 characters.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema), schemars(!try_from, !into, transparent))]
pub struct MessageId(#[cfg_attr(feature = "contract", schemars(length(min = 1, max = 64)))] String);

impl TryFrom<String> for MessageId {
    type Error = &'static str;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        Self::parse(&id).ok_or("an id has 1 to 64 characters")
    }
}

impl From<MessageId> for String {
    fn from(id: MessageId) -> Self {
        id.0
    }
}

impl MessageId {
    /// Reads an id; nothing if it is empty or too long.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        (1..=64)
            .contains(&id.chars().count())
            .then(|| Self(id.to_owned()))
    }

    /// Whether it is long enough to be nobody else's by chance or by guessing; 16 characters are.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.0.chars().count() >= 16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand::rngs::ChaCha20Rng;

    #[test]
    fn a_room_code_is_read_without_regard_to_case() {
        let code = RoomCode::random(&mut ChaCha20Rng::seed_from_u64(7));
        assert_eq!(
            RoomCode::parse(&format!(" {} ", code.to_string().to_lowercase())),
            Some(code)
        );
        for bad in ["", "ABC", "K7PA", "K7P0", "K7PQX", "K7PÜ", "🦊"] {
            assert_eq!(RoomCode::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_token_knows_its_room_and_hides_itself() {
        let code = RoomCode::parse("K7PQ").unwrap();
        let token = SessionToken::random(code).unwrap();
        assert_eq!(SessionToken::parse(token.expose()), Some(token.clone()));
        assert_eq!(token.room(), Some(code));
        assert_ne!(token.hash(), SessionToken::random(code).unwrap().hash());
        assert_eq!(
            format!("{token:?} {:?}", token.hash()),
            "SessionToken(hidden) TokenHash(hidden)"
        );
        for bad in [
            "",
            "K7PQ",
            "K7PQ-",
            "K7PQ-12",
            "-",
            "K7PQ-zz345678901234567890123456789012",
        ] {
            assert!(SessionToken::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn message_ids_have_one_to_sixty_four_characters() {
        assert!(MessageId::parse("a").is_some() && MessageId::parse(&"é".repeat(64)).is_some());
        assert!(MessageId::parse("").is_none() && MessageId::parse(&"x".repeat(65)).is_none());
    }
}
