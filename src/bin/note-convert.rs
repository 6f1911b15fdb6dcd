//! The program `note-convert`: `convert`, which lies beside it, under a name that no other program has. It is for where
//! there are no links: `cargo install`, wheels of Python, Windows.

use std::env::consts::EXE_SUFFIX;
use std::io;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    run().unwrap_or_else(|error| {
        eprintln!("error: cannot start `convert` beside `note-convert`: {error}");
        ExitCode::FAILURE
    })
}

/// Becomes `convert`; where processes cannot become others, waits for it and ends as it did.
fn run() -> io::Result<ExitCode> {
    let program = std::env::current_exe()?.with_file_name(format!("convert{EXE_SUFFIX}"));
    let mut command = Command::new(program);
    command.args(std::env::args_os().skip(1));
    #[cfg(unix)]
    {
        use std::os::unix::process::CommandExt;
        Err(command.arg0("note-convert").exec())
    }
    #[cfg(not(unix))]
    {
        let code = command.status()?.code().unwrap_or(1);
        Ok(ExitCode::from(u8::try_from(code).unwrap_or(1)))
    }
}
