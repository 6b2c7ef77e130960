//! A non-blocking writer: lines go into a bounded queue, and a thread of its own writes them.
//!
//! A terminal that takes nothing (Ctrl-S), a reader that is gone or a full disk then stops that thread and
//! nobody else. tracing-appender's writer was looked at (0.2.5, November 2026): with a full queue its guard
//! prints to stdout at the end, which panics or waits for ever in just these cases; it does not count what
//! could not be written, gives up half a line on a terminal that is not ready, and brings ten crates for
//! files that roll.

use std::collections::VecDeque;
use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing::warn;

/// Bytes that may wait to be written; what comes on top is lost and counted.
const CAPACITY: usize = 256 * 1024;

/// After so long a terminal that was not ready is tried again.
const NOT_READY: Duration = Duration::from_millis(20);

/// A non-blocking writer. What does not fit or can't be written is counted, and the count is logged as soon
/// as something could be written again. Cheap to clone; all clones write in turn.
#[derive(Debug, Clone)]
pub struct NonBlockingWriter(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Never held while something is written.
    queue: Mutex<Queue>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Queue {
    lines: VecDeque<Vec<u8>>,
    /// Of all that waits.
    bytes: usize,
    /// Whether the thread has one in hand.
    is_writing: bool,
    lost: u64,
}

impl NonBlockingWriter {
    /// Starts a thread of that name that writes to `output`.
    ///
    /// # Errors
    ///
    /// The operating system gave us no thread.
    pub fn start(name: &str, output: impl Write + Send + 'static) -> io::Result<Self> {
        let shared = Arc::<Shared>::default();
        let at_work = Arc::clone(&shared);
        thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || at_work.run(output))?;
        Ok(Self(shared))
    }

    /// Queues some text. It is written whole or not at all, unless the output breaks in the middle of it.
    pub fn say(&self, text: impl Into<Vec<u8>>) {
        let text = text.into();
        let mut queue = self.0.queue();
        if queue.bytes + text.len() > CAPACITY {
            queue.lost += 1;
            return;
        }
        queue.bytes += text.len();
        queue.lines.push_back(text);
        drop(queue);
        self.0.changed.notify_all();
    }

    /// Waits until all that was queued is written or lost, at most for so long: whether it came to that.
    pub fn flush(&self, at_most: Duration) -> bool {
        let is_busy = |queue: &mut Queue| queue.is_writing || !queue.lines.is_empty();
        let waited = self
            .0
            .changed
            .wait_timeout_while(self.0.queue(), at_most, is_busy);
        let (_queue, waited) = waited.unwrap_or_else(PoisonError::into_inner);
        !waited.timed_out()
    }
}

/// One call is one line.
impl Write for NonBlockingWriter {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.say(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Shared {
    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self, mut output: impl Write) {
        loop {
            let line = self.next();
            let is_written = write_all(&mut output, &line).is_ok();
            let lost = self.note(is_written);
            if lost > 0 {
                warn!(
                    lines = lost,
                    "some of the log was lost, as it could not be written"
                );
            }
        }
    }

    fn next(&self) -> Vec<u8> {
        let mut queue = self.queue();
        loop {
            if let Some(line) = queue.lines.pop_front() {
                queue.bytes -= line.len();
                queue.is_writing = true;
                return line;
            }
            let woken = self.changed.wait(queue);
            queue = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Notes what became of a line; how many have been lost comes back once there is room to say so.
    fn note(&self, is_written: bool) -> u64 {
        let mut queue = self.queue();
        queue.is_writing = false;
        queue.lost += u64::from(!is_written);
        let may_say = is_written && queue.bytes < CAPACITY / 2;
        let lost = if may_say { queue.lost } else { 0 };
        queue.lost -= lost;
        drop(queue);
        self.changed.notify_all();
        lost
    }
}

/// As [`Write::write_all`], but a terminal that was set up not to wait is waited for.
fn write_all(output: &mut impl Write, mut line: &[u8]) -> io::Result<()> {
    while !line.is_empty() {
        match output.write(line) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(written) => line = &line[written..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::sleep(NOT_READY),
            Err(error) => return Err(error),
        }
    }
    output.flush()
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

    use super::*;

    const DEADLINE: Duration = Duration::from_secs(10);

    /// An output that takes one piece each time the test says how.
    struct Terminal {
        turns: Receiver<io::Result<usize>>,
        taken: SyncSender<Vec<u8>>,
    }

    impl Write for Terminal {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // At the test's end it takes nothing any more.
            let count = self.turns.recv().unwrap_or(Ok(0))?.min(bytes.len());
            let _ = self.taken.send(bytes[..count].to_vec());
            Ok(count)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    struct Stuck {
        writer: NonBlockingWriter,
        turn: SyncSender<io::Result<usize>>,
        taken: Receiver<Vec<u8>>,
    }

    fn stuck() -> Stuck {
        let (turn, turns) = sync_channel(100);
        let (taker, taken) = sync_channel(100);
        let terminal = Terminal {
            turns,
            taken: taker,
        };
        let writer = NonBlockingWriter::start("test", terminal).unwrap();
        Stuck {
            writer,
            turn,
            taken,
        }
    }

    impl Stuck {
        fn turn(&self, result: io::Result<usize>) {
            self.turn.send(result).unwrap();
        }

        fn lost(&self) -> u64 {
            self.writer.0.queue().lost
        }
    }

    #[test]
    fn what_does_not_fit_is_lost_and_counted_and_nobody_waits() {
        let stuck = stuck();
        for _ in 0..50 {
            stuck.writer.say(vec![b'x'; CAPACITY / 10]);
        }
        // One may be in the thread's hand, which waits for the terminal.
        assert!((39..=40).contains(&stuck.lost()), "{}", stuck.lost());
        assert!(!stuck.writer.flush(Duration::from_millis(1)));
        for _ in 0..11 {
            stuck.turn(Ok(CAPACITY));
        }
        assert!(stuck.writer.flush(DEADLINE));
        assert_eq!(stuck.lost(), 0, "it has been told");
    }

    #[test]
    fn a_line_that_cannot_be_written_is_lost_and_the_next_one_is_not() {
        let stuck = stuck();
        stuck.turn(Err(ErrorKind::BrokenPipe.into()));
        stuck.writer.say("one");
        assert!(stuck.writer.flush(DEADLINE));
        assert_eq!(stuck.lost(), 1);
        stuck.turn(Ok(9));
        stuck.writer.say("two");
        assert_eq!(stuck.taken.recv_timeout(DEADLINE).unwrap(), b"two");
        assert!(stuck.writer.flush(DEADLINE));
        assert_eq!(stuck.lost(), 0, "it has been told");
    }

    #[test]
    fn a_terminal_that_is_not_ready_gets_the_whole_line_later() {
        let stuck = stuck();
        let not_ready = || Err(ErrorKind::WouldBlock.into());
        for turn in [Ok(2), not_ready(), not_ready(), Ok(9)] {
            stuck.turn(turn);
        }
        stuck.writer.say("whole");
        assert!(stuck.writer.flush(DEADLINE));
        let taken: Vec<Vec<u8>> = stuck.taken.try_iter().collect();
        assert_eq!(taken.concat(), b"whole");
        assert_eq!(stuck.lost(), 0);
    }
}
