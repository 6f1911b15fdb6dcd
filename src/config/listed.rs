//! What the program prints of itself instead of converting anything: lists, built-in files, what a message means.

use std::path::{Path, PathBuf};

use super::{built_in, eject, generated, init, shown, user};
use crate::callouts::{CalloutKind, Callouts};
use crate::cli::{Cli, Listing};
use crate::diagnostic::explain;
use crate::diagnostic::render::visible;
use crate::font::sources::Sources;
use crate::font::store;
use crate::look::listing;
use crate::read::listing as constructs;
use crate::settings::Settings;

/// What a command line asks to be printed, in UTF-8; `None` when it is about notes.
///
/// # Errors
/// When a file that it names cannot be read or written; the message says which.
pub fn text(cli: &Cli) -> Option<anyhow::Result<Vec<u8>>> {
    let show = &cli.show;
    if let Some(form) = show.list_constructs {
        return Some(settings(cli).map(|settings| {
            let text = match form {
                Listing::Text => constructs::text(&settings.shortcodes),
                Listing::Json => constructs::json(&settings.shortcodes),
            };
            text.into_bytes()
        }));
    }
    let known = if show.list_themes {
        Some(listing::themes())
    } else if show.list_options {
        Some(listing::options())
    } else {
        show.print.map(|file| built_in(file).to_owned()).or_else(|| show.explain.map(explain::text))
    };
    if let Some(text) = known {
        return Some(Ok(text.into_bytes()));
    }
    let made = if show.list_callouts {
        settings(cli).map(|settings| callouts_text(&settings.callouts))
    } else if show.list_fonts {
        settings(cli).map(|settings| families_text(&settings))
    } else if show.show_config {
        shown::text(cli)
    } else if show.init {
        init::write(Path::new("."))
    } else if let Some(folder) = &show.eject {
        eject::write(folder, cli.run.force)
            .map(|files| lines(files.iter().map(|path| path.display().to_string())))
    } else {
        return show.generate.map(|what| Ok(generated::generated(what)?.into_bytes()));
    };
    Some(made.map(String::into_bytes))
}

/// The settings that options without a note are about: those of the working folder's project.
fn settings(cli: &Cli) -> anyhow::Result<Settings> {
    let (project, ..) = user::project(cli, &[PathBuf::from(".")])?;
    super::settings(cli, &project).map(|(settings, ..)| settings)
}

/// The kinds of callout, each with its other names.
fn callouts_text(callouts: &Callouts) -> String {
    let kind = |kind: &CalloutKind| {
        let mut others: Vec<&str> = kind.aliases.iter().map(AsRef::as_ref).collect();
        others.sort_unstable();
        visible(format!("{:<12} {}", kind.kind, others.join(", ")).trim_end())
    };
    lines(callouts.kinds().iter().map(kind))
}

/// The families of fonts of a run, and where they are.
fn families_text(settings: &Settings) -> String {
    let family = |(name, place): (String, &str)| format!("{:<40} {place}", visible(&name));
    lines(store::families(Sources::of(settings)).into_iter().map(family))
}

fn lines(texts: impl Iterator<Item = String>) -> String {
    texts.map(|text| text + "\n").collect()
}
