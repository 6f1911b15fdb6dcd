//! A note may meet a fault that no code of ours can catch: a stack that overflows, memory that the system does not
//! give. The program therefore converts in a second process of itself, the worker. The first one, the supervisor, only
//! waits: when a note ends the worker, it starts another one, which goes on with the other notes and tells of that one.
//! What the worker is at, it writes to a [`Journal`]; input, output and messages are its own.

use std::ffi::OsString;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Child;
use std::process::{Command, ExitCode, ExitStatus};

use crate::batch::journal::{self, Journal};
use crate::signals;

/// The variable by which a worker knows its supervisor's process and journal: `42:/proc/42/fd/3`.
const VARIABLE: &str = "CONVERT_WORKER_OF";

/// What this process is to do.
pub enum Role {
    /// To convert, and to keep this journal.
    Worker(Box<Journal>),
    /// To end: workers did what there was to do.
    Ended(ExitCode),
}

/// Settles the role of this process: a supervisor returns when the work is done. Where there can be no second process,
/// this one does the work.
pub fn role() -> Role {
    if let Some(value) = std::env::var_os(VARIABLE) {
        let value = value.to_string_lossy().into_owned();
        let (supervisor, path) = value.split_once(':').unwrap_or_default();
        if !end_with(supervisor) {
            return Role::Ended(ExitCode::FAILURE);
        }
        return Role::Worker(Box::new(Journal::open(Path::new(path)).unwrap_or_default()));
    }
    if !may_have_several_notes(std::env::args_os().skip(1)) {
        return Role::Worker(Box::default());
    }
    match supervise() {
        Ok(code) => Role::Ended(code),
        Err(_) => Role::Worker(Box::default()),
    }
}

/// Whether the command line may name several notes: only then are there others to go on with, and a second process costs a
/// run over one note a third of its time. What only tells something cannot be ended by a note.
fn may_have_several_notes(arguments: impl Iterator<Item = OsString>) -> bool {
    let tells = ["-h", "--help", "--version", "--list", "--print", "--eject", "--explain", "--generate"];
    let arguments: Vec<OsString> = arguments.collect();
    if arguments.iter().any(|argument| tells.iter().any(|own| argument == own)) {
        return false;
    }
    // A note must not end what goes on.
    if arguments.iter().any(|argument| argument == "--watch" || argument == "--preview") {
        return true;
    }
    let before = |at: usize| at.checked_sub(1).and_then(|before| arguments.get(before));
    let is_output =
        |at: usize| before(at).is_some_and(|before| ["-o", "--output"].iter().any(|own| before == own));
    let named = arguments.iter().enumerate().filter(|(at, _)| !is_output(*at)).map(|(_, argument)| argument);
    let (mut files, mut standard) = (0, false);
    for path in named.map(Path::new) {
        if path.is_dir() {
            return true;
        }
        files += usize::from(path.is_file());
        standard |= path == Path::new("-");
    }
    // Without a note's name, the project's folder is meant, or a pattern names the notes.
    files > 1 || (files == 0 && !standard)
}

/// Runs workers until one comes to an end of its own.
///
/// # Errors
/// When there can be no journal or no other process.
fn supervise() -> io::Result<ExitCode> {
    let (mut file, path, _kept) = new_journal()?;
    #[cfg(unix)]
    let mut signals = signal_hook::iterator::Signals::new(
        signals::stops().into_iter().chain([signal_hook::consts::SIGCHLD]),
    )?;
    loop {
        let mut command = Command::new(program()?);
        command.args(std::env::args_os().skip(1));
        command.env(VARIABLE, format!("{}:{}", std::process::id(), path.display()));
        #[cfg(unix)]
        std::os::unix::process::CommandExt::arg0(
            &mut command,
            std::env::args_os().next().unwrap_or_default(),
        );
        #[cfg(unix)]
        let status = wait(command.spawn()?, &mut signals)?;
        #[cfg(not(unix))]
        let status = command.spawn()?.wait()?;
        if let Some(code @ 0..=2) = status.code() {
            return Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)));
        }
        let reason = reason(status);
        if !journal::ended(&mut file, &reason)? {
            eprintln!(
                "error: the program ended before its time ({reason}): please report it, with the notes"
            );
            return Ok(ExitCode::FAILURE);
        }
    }
}

/// This program's file, even when it was replaced meanwhile.
fn program() -> io::Result<PathBuf> {
    let own = Path::new("/proc/self/exe");
    if own.exists() { Ok(own.to_owned()) } else { std::env::current_exe() }
}

/// A new journal: the file, the path by which a worker opens it, and what keeps that there.
#[cfg(target_os = "linux")]
fn new_journal() -> io::Result<(File, PathBuf, ())> {
    use std::os::fd::AsRawFd;
    // In memory: nothing is left when all processes are killed.
    let file = File::from(rustix::fs::memfd_create("journal", rustix::fs::MemfdFlags::CLOEXEC)?);
    let path = format!("/proc/{}/fd/{}", std::process::id(), file.as_raw_fd()).into();
    Ok((file, path, ()))
}

/// A new journal: the file, the path by which a worker opens it, and what keeps that there.
#[cfg(not(target_os = "linux"))]
fn new_journal() -> io::Result<(File, PathBuf, tempfile::TempPath)> {
    let (file, path) = tempfile::NamedTempFile::new()?.into_parts();
    Ok((file, path.to_path_buf(), path))
}

/// Waits for the end of a worker. A signal that asks this process to stop is passed on; if the worker ends by it, so
/// does this process.
#[cfg(unix)]
fn wait(mut worker: Child, signals: &mut signal_hook::iterator::Signals) -> io::Result<ExitStatus> {
    use rustix::process::{Pid, Signal, kill_process};
    use signal_hook::consts::SIGCHLD;
    use std::os::unix::process::ExitStatusExt;

    loop {
        for signal in signals.wait() {
            if let (true, Some(signal)) = (signal != SIGCHLD, Signal::from_named_raw(signal)) {
                let _ = kill_process(Pid::from_child(&worker), signal);
            }
        }
        if let Some(status) = worker.try_wait()? {
            match status.signal() {
                Some(signal) if signals::stops().contains(&signal) => signals::end_by(signal),
                _ => return Ok(status),
            }
        }
    }
}

/// Why a worker ended.
fn reason(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return signals::name(signal);
    }
    status.to_string()
}

/// Makes this process end with its supervisor; whether that is still there.
fn end_with(supervisor: &str) -> bool {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    #[cfg(unix)]
    return supervisor.parse() == Ok(std::os::unix::process::parent_id());
    #[cfg(not(unix))]
    return !supervisor.is_empty();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_be_several_notes_gets_a_second_process() {
        let several = |line: &str| may_have_several_notes(line.split(' ').map(OsString::from));
        assert!(!several("README.md --to html"));
        assert!(!several("README.md -o Cargo.toml"));
        assert!(!several("- --to html"));
        assert!(!several("src --list"));
        assert!(several("src"));
        assert!(several("README.md CHANGELOG.md"));
        assert!(several("docs/*.md"));
    }
}
