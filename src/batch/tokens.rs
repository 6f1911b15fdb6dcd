//! How many threads may work: all cores, or as many as `make -j` has to give. Under make, a program has the right
//! to one thread and asks make's job server for each more
//! (<https://www.gnu.org/software/make/manual/html_node/Job-Slots.html>).

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};

use jobserver::{Acquired, Client, FromEnvErrorKind, HelperThread};

/// Hands out the right to work.
pub struct Tokens {
    /// How many threads may work at most.
    pub threads: usize,
    server: Option<Server>,
}

struct Server {
    received: Mutex<mpsc::Receiver<Acquired>>,
    helper: Mutex<Option<HelperThread>>,
}

impl Tokens {
    /// The right to `wanted` threads, or to those that make's job server gives, or to as many as there are cores.
    pub fn new(wanted: Option<NonZeroUsize>) -> Self {
        let cores = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        if let Some(wanted) = wanted {
            return Self { threads: wanted.get(), server: None };
        }
        #[expect(unsafe_code, reason = "the crate cannot know who else uses these descriptors: see SAFETY")]
        // SAFETY: the file descriptors that MAKEFLAGS names were inherited for this use, and are checked to be
        // open pipes; nothing else in the program touches descriptors that it did not open.
        let found = unsafe { Client::from_env_ext(true) };
        match found.client {
            Ok(client) => {
                let server = Server::new(client);
                Self { threads: if server.is_some() { cores() } else { 1 }, server }
            }
            Err(error) => match error.kind() {
                FromEnvErrorKind::NoEnvVar | FromEnvErrorKind::NoJobserver => {
                    Self { threads: cores(), server: None }
                }
                // There is a job server, but it was not shared with this program.
                _ => Self { threads: 1, server: None },
            },
        }
    }

    /// Whether threads beyond the first must wait for a token.
    pub fn are_shared(&self) -> bool {
        self.server.is_some()
    }

    /// Asks for the right to this number of threads beyond the first.
    pub fn request(&self, more: usize) {
        if let Some(server) = &self.server {
            let helper = server.helper.lock().unwrap_or_else(PoisonError::into_inner);
            helper.iter().for_each(|helper| (0..more).for_each(|_| helper.request_token()));
        }
    }

    /// Waits for the right to one more thread, which is given back when the token is dropped; `None` when the
    /// work is done before there is one.
    pub fn wait(&self) -> Option<Token> {
        match &self.server {
            None => Some(Token(None)),
            Some(server) => {
                let received = server.received.lock().unwrap_or_else(PoisonError::into_inner);
                received.recv().ok().map(|token| Token(Some(token)))
            }
        }
    }

    /// Ends all waiting.
    pub fn close(&self) {
        if let Some(server) = &self.server {
            server.helper.lock().unwrap_or_else(PoisonError::into_inner).take();
        }
    }
}

impl Server {
    fn new(client: Client) -> Option<Self> {
        let (sender, received) = mpsc::channel();
        let helper = client.into_helper_thread(move |token| {
            // Nobody waits for a token that comes too late: it goes back.
            if let Ok(token) = token {
                let _ = sender.send(token);
            }
        });
        helper.ok().map(|helper| Self { received: Mutex::new(received), helper: Mutex::new(Some(helper)) })
    }
}

/// The right to a thread.
pub struct Token(
    #[expect(dead_code, reason = "it gives the right back when it is dropped")] Option<Acquired>,
);
