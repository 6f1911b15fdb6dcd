//! Signals: those that ask the program to stop, and the one that says that a file grew too long. Where the system has
//! none, nothing happens here.

#[cfg(unix)]
mod unix {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;
    use signal_hook::low_level;

    /// Lets a write beyond the size that files may have (`ulimit -f`) fail as others do, instead of ending the
    /// program.
    pub fn let_long_files_fail() {
        // Where this cannot be had, the system's own way stays.
        let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
    }

    /// The signals that ask this program to stop: those that its caller does not want it to ignore, as shells do for
    /// what runs behind and `nohup` does.
    pub fn stops() -> Vec<i32> {
        let ignored = ignored();
        [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| ignored >> (signal - 1) & 1 == 0).collect()
    }

    /// A bit for each signal that is ignored, the first for signal 1; none where the system does not tell.
    fn ignored() -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or_default()
    }

    /// Calls `told`, on a thread of its own, with each signal that asks to stop.
    pub fn listen(told: impl Fn(i32) + Send + 'static) {
        let Ok(mut signals) = Signals::new(stops()) else { return };
        // Without a thread the signals that came would be forgotten: nobody asks for more here.
        let _ = std::thread::Builder::new().spawn(move || signals.forever().for_each(told));
    }

    /// What a signal is called, such as `SIGINT`.
    pub fn name(signal: i32) -> String {
        low_level::signal_name(signal).map_or_else(|| format!("signal {signal}"), str::to_owned)
    }

    /// Ends this process by the signal, as it would end a program that knows nothing of signals, so that callers see
    /// why.
    pub fn end_by(signal: i32) -> ! {
        let _ = low_level::emulate_default_handler(signal);
        std::process::exit(128 + signal)
    }
}

#[cfg(not(unix))]
mod unix {
    /// Does nothing.
    pub fn let_long_files_fail() {}

    /// Does nothing.
    pub fn listen(_: impl Fn(i32) + Send + 'static) {}

    /// What a signal is called.
    pub fn name(signal: i32) -> String {
        format!("signal {signal}")
    }

    /// Ends this process.
    pub fn end_by(signal: i32) -> ! {
        std::process::exit(128 + signal)
    }
}

#[cfg(unix)]
pub use unix::stops;
pub use unix::{end_by, let_long_files_fail, listen, name};
