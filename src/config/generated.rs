//! What shells, manuals and editors need to know of the program: made from the command line itself and from the table of
//! keys.

use std::sync::LazyLock;

use clap::CommandFactory;
use clap::builder::StyledStr;
use clap_complete::Shell;

use crate::cli::{Cli, Generated};
use crate::look::listing;
use crate::program::{NAME, OTHER_NAME, called};
use crate::read;

/// The program's version, and those of what typesets and of what reads Markdown.
static VERSIONS: LazyLock<String> = LazyLock::new(|| {
    let own = env!("CARGO_PKG_VERSION");
    format!("{own} (Typst {}, comrak {})", typst::utils::version().raw(), read::parser_version())
});

/// The command line, with its version. Its examples have the name that the program was started by.
pub fn command() -> clap::Command {
    let command = command_called_by_its_name();
    let ours = |help: Option<&StyledStr>| {
        let help = help.map(ToString::to_string).unwrap_or_default();
        help.replace(&format!("\n  {NAME} "), &format!("\n  {} ", called()))
    };
    let (short, long) = (ours(command.get_after_help()), ours(command.get_after_long_help()));
    command.after_help(short).after_long_help(long)
}

/// The command line, whatever the program was started by.
fn command_called_by_its_name() -> clap::Command {
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
pub fn generated(what: Generated) -> std::io::Result<String> {
    Ok(match what {
        Generated::Bash => completions(Shell::Bash),
        Generated::Zsh => completions(Shell::Zsh),
        Generated::Fish => completions(Shell::Fish),
        Generated::PowerShell => completions(Shell::PowerShell),
        Generated::Elvish => completions(Shell::Elvish),
        Generated::Man => manual()?,
        Generated::Schema => listing::schema(),
    })
}

/// What makes a shell complete arguments, for both names of the program: clap makes it for one.
fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command_called_by_its_name(), NAME, &mut script);
    let script = String::from_utf8_lossy(&script);
    let both = |before: &str| {
        let one = format!("{before} {NAME}\n");
        script.replace(&one, &format!("{before} {NAME} {OTHER_NAME}\n"))
    };
    match shell {
        Shell::Bash => both("-o default"),
        Shell::Zsh => both("compdef").replace(" _convert convert\n", " _convert convert note-convert\n"),
        Shell::Fish => format!("{script}complete -c {OTHER_NAME} -w {NAME}\n"),
        Shell::PowerShell => {
            let one = format!("-CommandName '{NAME}'");
            script.replace(&one, &format!("{one}, '{OTHER_NAME}'"))
        }
        Shell::Elvish => {
            let of = |name: &str| format!("edit:completion:arg-completer[{name}]");
            format!("{script}set {} = ${}\n", of(OTHER_NAME), of(NAME))
        }
        _ => script.into_owned(),
    }
}

/// The manual page, which is of both names.
fn manual() -> std::io::Result<String> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command_called_by_its_name()).render(&mut page)?;
    let both = format!("\n{NAME}, {} \\- ", OTHER_NAME.replace('-', "\\-"));
    Ok(String::from_utf8_lossy(&page).replacen(&format!("\n{NAME} \\- "), &both, 1))
}
