//! What holds for a run, and who says so (`--show-config`).

use std::path::{Path, PathBuf};

use super::project::Project;
use super::{inputs, user};
use crate::cli::Cli;
use crate::diagnostic::render::visible;
use crate::files::root::Roots;
use crate::look::keys::TABLE;
use crate::look::{Key, Options};
use crate::settings::Settings;

/// What holds for the notes that are named, or those of the working folder: a name, a value and whence it is on each line.
///
/// # Errors
/// When the project file or what it names cannot be read.
pub fn text(cli: &Cli) -> anyhow::Result<String> {
    let inputs = if cli.inputs.is_empty() { vec![PathBuf::from(".")] } else { cli.inputs.clone() };
    let (project, ..) = user::project(cli, &inputs)?;
    let (settings, ..) = super::settings(cli, &project)?;
    let file = project.path.as_deref().map(|path| path.display().to_string());
    let mut lines = vec![line("project file", file.as_deref().unwrap_or("none"), "")];
    let user = project.user.as_deref().map(|path| path.display().to_string());
    lines.push(line("own settings", user.as_deref().unwrap_or("none"), ""));
    lines.push(root_line(cli, &project, &inputs)?);
    lines.extend(of_run(cli, &project, &settings));
    lines.extend(of_look(&project, &settings));
    Ok(lines.concat())
}

fn line(name: &str, value: &str, whence: &str) -> String {
    let end = if whence.is_empty() { String::new() } else { format!("  ({whence})") };
    visible(&format!("{name:<20} {value}{end}")) + "\n"
}

/// Who asks for `key`: the command line, else the project file or the user's own settings, else nobody.
fn asker(project: &Project, key: &str, typed: bool, of_project: bool) -> &'static str {
    match (typed, of_project) {
        (true, _) => "command line",
        (false, true) => of_file(project, key),
        (false, false) => "default",
    }
}

/// Which file asks for `key`.
fn of_file(project: &Project, key: &str) -> &'static str {
    if project.of_user.contains(key) { "own settings" } else { "project file" }
}

/// The folder below which notes may read.
fn root_line(cli: &Cli, project: &Project, inputs: &[PathBuf]) -> anyhow::Result<String> {
    if let Some(root) = &cli.reading.root {
        return Ok(line("root", &root.display().to_string(), "command line"));
    }
    if let Some(root) = project.root()? {
        return Ok(line("root", &root.display().to_string(), "project file"));
    }
    let folder = inputs::folders(inputs).into_iter().next().unwrap_or_else(|| PathBuf::from("."));
    let found = Roots::default().of(&folder, folder.is_dir().then_some(Path::new(&folder)));
    let found = found.map_or_else(|| "none".to_owned(), |root| root.display().to_string());
    Ok(line("root", &found, "what stands in the folders above"))
}

/// What is not of the look.
fn of_run(cli: &Cli, project: &Project, settings: &Settings) -> Vec<String> {
    let keys = &project.keys;
    let formats = |all: &[crate::cli::Target]| {
        let names = all.iter().map(|target| format!("{target:?}").to_lowercase());
        names.collect::<Vec<_>>().join(", ")
    };
    let typed = cli.outputs.to.as_slice();
    let to = if typed.is_empty() { keys.to.as_deref().unwrap_or_default() } else { typed };
    let to = if to.is_empty() { "pdf".to_owned() } else { formats(to) };
    let output = cli.outputs.output.as_ref().or(keys.output.as_ref());
    let output = output.map_or_else(|| "beside the notes".to_owned(), |path| path.display().to_string());
    let left_out = keys.exclude.join(", ");
    let exclude = if left_out.is_empty() { "nothing" } else { &left_out };
    let language = settings.language.as_deref().unwrap_or("that of each note, or guessed");
    vec![
        line("to", &to, asker(project, "to", !typed.is_empty(), keys.to.is_some())),
        line(
            "output",
            &output,
            asker(project, "output", cli.outputs.output.is_some(), keys.output.is_some()),
        ),
        line("lang", language, asker(project, "lang", cli.reading.lang.is_some(), keys.lang.is_some())),
        line("exclude", exclude, asker(project, "exclude", false, !keys.exclude.is_empty())),
        line(
            "strict",
            &(cli.messages.strict || keys.strict == Some(true)).to_string(),
            asker(project, "strict", cli.messages.strict, keys.strict.is_some()),
        ),
        line(
            "theme",
            &settings.look.theme.name,
            asker(project, "theme", settings.look.is_theme_fixed, keys.theme.is_some()),
        ),
    ]
}

/// What somebody asks for of the look, in the order of the table.
fn of_look(project: &Project, settings: &Settings) -> Vec<String> {
    let look = &settings.look;
    let layers: [(&Options, &str); 3] = [
        (&look.command_line, "command line"),
        (&look.project, "project file"),
        (&look.theme.options, "theme"),
    ];
    let of_key = |key: Key| {
        layers.iter().find_map(|(options, whence)| {
            let (_, value) = options.all().find(|(own, _)| *own == key)?;
            let value = serde_json::to_string(value).unwrap_or_default();
            let is_of_file = *whence == "project file";
            Some(line(key.name(), &value, if is_of_file { of_file(project, key.name()) } else { whence }))
        })
    };
    TABLE.iter().filter_map(|row| of_key(row.key)).collect()
}
