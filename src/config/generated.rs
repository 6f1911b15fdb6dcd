//! What shells, manuals and editors need to know of the program: made from the command line itself and from the table of
//! keys.

use std::sync::LazyLock;

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use crate::cli::{Cli, Generated};
use crate::look::listing;
use crate::program::NAME;
use crate::read;

/// The program's version, and those of what typesets and of what reads Markdown.
static VERSIONS: LazyLock<String> = LazyLock::new(|| {
    let own = env!("CARGO_PKG_VERSION");
    format!("{own} (Typst {}, comrak {})", typst::utils::version().raw(), read::parser_version())
});

/// The command line, with its version.
pub fn command() -> clap::Command {
    Cli::command().version(VERSIONS.as_str())
}

/// The program with its version, as `--version` prints it.
pub fn version() -> String {
    format!("{NAME} {}\n", VERSIONS.as_str())
}

/// What is asked for, as UTF-8.
///
/// # Errors
/// When the manual page cannot be written.
pub fn generated(what: Generated) -> std::io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut complete = |shell: Shell| generate(shell, &mut command(), "convert", &mut out);
    match what {
        Generated::Bash => complete(Shell::Bash),
        Generated::Zsh => complete(Shell::Zsh),
        Generated::Fish => complete(Shell::Fish),
        Generated::PowerShell => complete(Shell::PowerShell),
        Generated::Elvish => complete(Shell::Elvish),
        Generated::Man => clap_mangen::Man::new(command()).render(&mut out)?,
        Generated::Schema => out.extend(listing::schema().into_bytes()),
    }
    Ok(out)
}
