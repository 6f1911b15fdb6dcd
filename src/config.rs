//! What is asked for, validated: command line and project file become a [`Plan`] that cannot be wrong, so that
//! nothing after it needs to check. This file holds what decides how outputs look; [`plan`] settles which notes
//! become which outputs, [`project`] reads the project file. What a note's front matter asks for is settled with
//! the note.

pub mod book;
mod checks;
pub mod eject;
pub mod generated;
pub mod habits;
mod idle;
mod ignored;
mod init;
pub mod inputs;
mod job;
pub mod listed;
mod pictures;
mod place;
pub mod plan;
pub mod project;
mod shortcodes;
mod shown;
mod site;
pub mod telling;
mod user;

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow, ensure};

pub use job::{Book, Input, Job, Output};
pub use plan::Plan;

use crate::address;
use crate::backend::typst::pdf;
use crate::cli::{BuiltIn, Cli, Split};
use crate::diagnostic::{Code, Diagnostic};
use crate::font::sources;
use crate::locale;
use crate::look::{self, Key, Theme, Value};
use crate::settings::{OwnTypst, Settings};
use project::{Project, text};

/// The text of a built-in file.
pub fn built_in(file: BuiltIn) -> &'static str {
    match file {
        BuiltIn::Callouts => include_str!("../templates/callouts.yaml"),
        BuiltIn::Typst => include_str!("../templates/note.typ"),
        BuiltIn::Page => include_str!("../templates/page.html"),
        BuiltIn::Theme => include_str!("../templates/themes/classic.yaml"),
        BuiltIn::Style => include_str!("../templates/style.css"),
    }
}

/// The settings that command line and project file ask for, the files that were read for them, and warnings.
fn settings(cli: &Cli, project: &Project) -> anyhow::Result<(Settings, Vec<PathBuf>, Vec<Diagnostic>)> {
    let keys = &project.keys;
    let mut settings = Settings { source_date_epoch: source_date_epoch()?, ..Settings::default() };
    let mut read: Vec<PathBuf> = project.path.iter().cloned().collect();
    settings.look = look(cli, project, &mut read)?;
    let mut told = pictures::embed(&mut settings.look.command_line, None, &mut read);
    told.extend(pictures::embed(&mut settings.look.project, Some(project), &mut read));
    if let Some(path) = &project.passed_over {
        let message = format!("{} is no regular file: this run goes on without it", path.display());
        let hint = "remove it, or name a project file with `--config`";
        told.push(Diagnostic::warning(Code::Configuration, message).hint(hint));
    }
    if let Some(language) = cli.reading.lang.as_ref().or(keys.lang.as_ref()) {
        let tag = locale::language_tag(language);
        settings.language =
            Some(tag.with_context(|| format!("`{language}` is no language: use a tag such as `fr`"))?);
    }
    templates(cli, project, &mut settings, &mut read)?;
    let (own, warnings) = shortcodes::of(cli, project, &settings.callouts, &mut read)?;
    settings.shortcodes = Arc::new(own);
    told.extend(warnings);
    let standards =
        Some(&cli.outputs.pdf_standard).filter(|names| !names.is_empty()).or(keys.pdf_standard.as_ref());
    if let Some(names) = standards {
        settings.pdf_standards = names.iter().filter(|name| *name != "none").cloned().collect();
        pdf::check_standards(&settings.pdf_standards)?;
    }
    settings.system_fonts = !cli.look.ignore_system_fonts && project.keys.ignore_system_fonts != Some(true);
    settings.font_folders = font_folders(cli, project)?;
    settings.raw_typst = cli.reading.allow_raw_typst;
    settings.pictures.pages = cli.outputs.pages.iter().map(|pages| pages.0.clone()).collect();
    settings.pictures.dpi = cli.outputs.dpi.or(keys.dpi).unwrap_or(settings.pictures.dpi);
    settings.split = is_split(cli, project);
    settings.metadata = habits::metadata(&cli.reading.metadata)?;
    settings.base_url = cli.outputs.base_url.clone().or_else(|| keys.base_url.clone());
    if let Some(base) = &settings.base_url {
        ensure!(address::may_be_followed(base), "the base URL `{base}` must begin with `https:` or `http:`");
        ensure!(
            !base.contains(|character: char| character.is_control() || character.is_whitespace()),
            "the base URL `{base}` has a space or a control character: write it as `%20` and the like"
        );
    }
    settings.breaks = if cli.reading.breaks { Some(true) } else { keys.breaks };
    settings.dialect = cli.reading.dialect.or(keys.dialect).unwrap_or_default();
    settings.assets = cli.outputs.assets.or(keys.assets).unwrap_or_default();
    Ok((settings, read, told))
}

/// Reads the files of callouts, templates and styles that are asked for, and adds them to those that were `read`.
fn templates(
    cli: &Cli,
    project: &Project,
    settings: &mut Settings,
    read: &mut Vec<PathBuf>,
) -> anyhow::Result<()> {
    let keys = &project.keys;
    let file = |flag: &Option<PathBuf>, key: (&str, &Option<PathBuf>)| match (flag, key) {
        (Some(path), _) => Ok(Some(path.clone())),
        (None, (key, Some(path))) => project.inside(key, path).map(Some),
        (None, (_, None)) => Ok(None),
    };
    if let Some(path) = file(&cli.reading.callouts, ("callouts", &keys.callouts))? {
        let callouts = settings.callouts.extended(&text(&path)?);
        settings.callouts =
            Arc::new(callouts.with_context(|| format!("cannot use the callouts of {}", path.display()))?);
        read.push(path);
    }
    if let Some(path) = file(&cli.look.template_typst, ("template_typst", &keys.template_typst))? {
        settings.templates.own_typst = Some(OwnTypst { text: text(&path)?, path: path.clone() });
        read.push(path);
    }
    for (path, template) in [
        (
            file(&cli.look.template_html, ("template_html", &keys.template_html))?,
            &mut settings.templates.page,
        ),
        (file(&cli.look.css, ("css", &keys.css))?, &mut settings.templates.more_style),
        (file(&cli.look.css_only, ("css_only", &keys.css_only))?, &mut settings.templates.style),
    ] {
        if let Some(path) = path {
            *template = Cow::Owned(text(&path)?);
            read.push(path);
        }
    }
    if cli.outputs.fragment {
        settings.templates.page = Cow::Borrowed(include_str!("../templates/fragment.html"));
    }
    Ok(())
}

/// The folders of fonts that the command line names, else the project file.
fn font_folders(cli: &Cli, project: &Project) -> anyhow::Result<Vec<PathBuf>> {
    let folders = match &project.keys.font_path {
        Some(own) if cli.look.font_path.is_empty() => {
            own.iter().map(|folder| project.inside("font_path", folder)).collect::<anyhow::Result<_>>()?
        }
        _ => cli.look.font_path.clone(),
    };
    for folder in &folders {
        let name = folder.display();
        let found =
            sources::list(folder).with_context(|| format!("cannot read the folder of fonts {name}"))?;
        ensure!(
            !found.is_empty(),
            "there is no font in {name}: `.ttf`, `.otf`, `.ttc` and `.otc` are looked for"
        );
    }
    Ok(folders)
}

/// The look that command line and project file ask for; a theme's file is added to those that were `read`.
fn look(cli: &Cli, project: &Project, read: &mut Vec<PathBuf>) -> anyhow::Result<look::Asked> {
    let mut asked = look::Asked { project: project.look.clone(), ..look::Asked::default() };
    for argument in &cli.look.set {
        asked
            .command_line
            .read_argument(argument)
            .map_err(|wrong| anyhow!("--set {argument}: {}", wrong.message))?;
    }
    if cli.look.toc || cli.look.no_toc {
        asked.command_line.set(Key::Toc, Value::Switch(cli.look.toc), None);
    }
    if let Some(most) = cli.look.max_image_width {
        asked.command_line.set(Key::MaxImageWidth, Value::Number(f64::from(most)), None);
    }
    habits::look(cli, &mut asked.command_line)?;
    asked.is_theme_fixed = cli.look.theme.is_some();
    let name = match (&cli.look.theme, &project.keys.theme) {
        (Some(name), _) => Some(name.clone()),
        (None, Some(name)) if Theme::built_in(name).is_some() || !name.contains(['.', '/']) => {
            Some(name.clone())
        }
        (None, Some(name)) => Some(project.inside("theme", Path::new(name))?.display().to_string()),
        (None, None) => None,
    };
    if let Some(name) = name {
        asked.theme = Theme::find(&name, |path| {
            read.push(path.to_owned());
            text(path)
        })?;
    }
    Ok(asked)
}

fn source_date_epoch() -> anyhow::Result<Option<i64>> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    let seconds = value.to_str().and_then(|value| value.parse().ok()).filter(|&seconds| seconds >= 0);
    seconds.map(Some).with_context(|| format!("SOURCE_DATE_EPOCH must be a number of seconds, not {value:?}"))
}

/// Whether the chapters of a book are pages of their own.
fn is_split(cli: &Cli, project: &Project) -> bool {
    cli.outputs.split.or(project.keys.split) == Some(Split::Chapter)
}
