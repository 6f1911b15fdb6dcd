//! The user's own settings, for all notes: `convert/config.yaml` where the system keeps settings. They have the keys of a
//! project file, but for those that say what a project is; what a project says comes first. Paths start from the file's
//! folder.

use std::path::{Path, PathBuf};

use anyhow::bail;

use super::inputs;
use super::pictures;
use super::project::{Keys, Project};
use crate::cli::Cli;
use crate::diagnostic::Diagnostic;
use crate::look::Key;

/// The way to the file from the folder of settings.
const FILE: [&str; 2] = ["convert", "config.yaml"];

/// The project of a command line, or of the `inputs` where it names none, over the user's own settings; what was read for
/// these, and warnings.
///
/// # Errors
/// As [`Project::named`] and [`Project::of`], and when the user's settings are wrong.
pub fn project(cli: &Cli, inputs: &[PathBuf]) -> anyhow::Result<(Project, Vec<PathBuf>, Vec<Diagnostic>)> {
    let project = match &cli.run.config {
        Some(path) => Project::named(path)?,
        None => Project::of(&inputs::folders(inputs))?,
    };
    let Some(path) = file().filter(|path| path.is_file() && project.path.as_deref() != Some(path)) else {
        return Ok((project, Vec::new(), Vec::new()));
    };
    let mut user = Project::named(&path)?;
    refuse(&path, &user.keys)?;
    let mut read = vec![path.clone()];
    let mut look = std::mem::take(&mut user.look);
    let told = pictures::embed(&mut look, Some(&user), &mut read);
    let mut whole = over(project, user);
    let added = whole.look.complete(look);
    whole.of_user.extend(added.into_iter().map(Key::name));
    Ok((Project { user: Some(path), ..whole }, read, told))
}

/// Where the file is, if the system has a place for it (XDG Base Directory Specification; `%APPDATA%` on Windows).
fn file() -> Option<PathBuf> {
    let variable = if cfg!(windows) { "APPDATA" } else { "XDG_CONFIG_HOME" };
    // A path that is not absolute is to be passed over.
    let own = std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = own.or_else(|| Some(std::env::home_dir()?.join(".config")))?;
    Some(folder.join(FILE.iter().collect::<PathBuf>()))
}

/// Refuses keys that say what one project is.
fn refuse(path: &Path, keys: &Keys) -> anyhow::Result<()> {
    let of_project =
        [("output", keys.output.is_some()), ("root", keys.root.is_some()), ("book", keys.book.is_some())];
    match of_project.iter().find(|(_, is_there)| *is_there) {
        Some((key, _)) => bail!(
            "{}: `{key}` is for one project, and cannot stand among settings for all: put it into a `convert.yaml`",
            path.display()
        ),
        None => Ok(()),
    }
}

/// The project, with what the user says where it says nothing.
fn over(project: Project, user: Project) -> Project {
    let (own, theirs) = (project.keys, from_folder(user.keys, &user.folder));
    let said = [
        ("callouts", own.callouts.is_none() && theirs.callouts.is_some()),
        ("template_typst", own.template_typst.is_none() && theirs.template_typst.is_some()),
        ("template_html", own.template_html.is_none() && theirs.template_html.is_some()),
        ("css", own.css.is_none() && theirs.css.is_some()),
        ("css_only", own.css_only.is_none() && theirs.css_only.is_some()),
        ("font_path", own.font_path.is_none() && theirs.font_path.is_some()),
        ("to", own.to.is_none() && theirs.to.is_some()),
        ("lang", own.lang.is_none() && theirs.lang.is_some()),
        ("exclude", own.exclude.is_empty() && !theirs.exclude.is_empty()),
        ("strict", own.strict.is_none() && theirs.strict.is_some()),
        ("theme", own.theme.is_none() && theirs.theme.is_some()),
        ("shortcodes", own.shortcodes.is_none() && theirs.shortcodes.is_some()),
    ];
    let of_user = said.into_iter().filter(|(_, is_of_user)| *is_of_user).map(|(key, _)| key).collect();
    let keys = Keys {
        exclude: if own.exclude.is_empty() { theirs.exclude } else { own.exclude },
        root: own.root,
        output: own.output,
        book: own.book,
        base_url: own.base_url.or(theirs.base_url),
        lang: own.lang.or(theirs.lang),
        to: own.to.or(theirs.to),
        theme: own.theme.or(theirs.theme),
        callouts: own.callouts.or(theirs.callouts),
        shortcodes: own.shortcodes.or(theirs.shortcodes),
        template_typst: own.template_typst.or(theirs.template_typst),
        template_html: own.template_html.or(theirs.template_html),
        css: own.css.or(theirs.css),
        css_only: own.css_only.or(theirs.css_only),
        pdf_standard: own.pdf_standard.or(theirs.pdf_standard),
        font_path: own.font_path.or(theirs.font_path),
        allow: own.allow.or(theirs.allow),
        deny: own.deny.or(theirs.deny),
        breaks: own.breaks.or(theirs.breaks),
        dialect: own.dialect.or(theirs.dialect),
        assets: own.assets.or(theirs.assets),
        dpi: own.dpi.or(theirs.dpi),
        jobs: own.jobs.or(theirs.jobs),
        strict: own.strict.or(theirs.strict),
        fail_fast: own.fail_fast.or(theirs.fail_fast),
        ignore_system_fonts: own.ignore_system_fonts.or(theirs.ignore_system_fonts),
        split: own.split.or(theirs.split),
        nav: own.nav.or(theirs.nav),
    };
    Project { keys, of_user, ..project }
}

/// The keys with paths that start from the folder of their file.
fn from_folder(keys: Keys, folder: &Path) -> Keys {
    let path = |path: Option<PathBuf>| path.map(|path| folder.join(path));
    let text = |name: &str| folder.join(name).display().to_string();
    Keys {
        callouts: path(keys.callouts),
        template_typst: path(keys.template_typst),
        template_html: path(keys.template_html),
        css: path(keys.css),
        css_only: path(keys.css_only),
        font_path: keys.font_path.map(|all| all.iter().map(|own| folder.join(own)).collect()),
        // A name without a full stop or a slash is that of a built-in theme.
        theme: keys.theme.map(|theme| if theme.contains(['.', '/']) { text(&theme) } else { theme }),
        shortcodes: keys.shortcodes.map(|own| match own.as_str() {
            Some(file) => text(file).into(),
            None => own,
        }),
        ..keys
    }
}
