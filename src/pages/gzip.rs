//! gzip (RFC 1952) out of parts: deflate blocks (RFC 1951) that were made before, and stored ones, which hold
//! their content as it is.

/// Magic number, deflate, no flags, no time, nothing of how hard it was tried, no system.
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// The checksum and the length of what is inside.
const TAIL: usize = 8;

/// A gzip file that is being written.
#[derive(Debug)]
pub(crate) struct Gzip(Vec<u8>);

impl Gzip {
    /// What a file has beside its blocks, in bytes.
    pub(crate) const AROUND: usize = HEAD.len() + TAIL;
    /// What a stored block has beside its content, in bytes: whether it is the last, its length, and that
    /// inverted (RFC 1951, section 3.2.4).
    pub(crate) const STORED_HEAD: usize = 5;

    /// Without any block.
    pub(crate) fn new() -> Self {
        Self(HEAD.to_vec())
    }

    /// Adds `content`, at most 65 535 bytes, as it is.
    pub(crate) fn store(&mut self, content: &[u8], is_last: bool) {
        let length =
            u16::try_from(content.len()).expect("no caller stores more than 64 KiB in a block");
        self.0.push(u8::from(is_last));
        self.0.extend(length.to_le_bytes());
        self.0.extend((!length).to_le_bytes());
        self.0.extend(content);
    }

    /// Adds blocks that were compressed before, the last among them.
    pub(crate) fn add(&mut self, blocks: &[u8]) {
        self.0.extend(blocks);
    }

    /// The file, whose blocks hold `content` all together.
    pub(crate) fn finish(mut self, content: &[u8]) -> Vec<u8> {
        self.0.extend(crc32fast::hash(content).to_le_bytes());
        // Modulo 2^32, by the format.
        self.0.extend((content.len() as u32).to_le_bytes());
        self.0
    }
}
