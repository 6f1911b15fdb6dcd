//! A first project file: what a folder is recognized as, and the keys that people ask for most, to be uncommented.

use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::inputs;
use super::project::Project;
use crate::book::nav::NAVS;
use crate::files::root::PROJECT_FILE;
use crate::output;

/// What stands in the folder of another program's notes, and what that folder is.
const KNOWN: [(&str, &str); 18] = [
    (".obsidian", "a vault of Obsidian"),
    (".logseq", "a graph of Logseq"),
    ("mkdocs.yml", "a site of MkDocs"),
    ("mkdocs.yaml", "a site of MkDocs"),
    ("_quarto.yml", "a project of Quarto"),
    ("_quarto.yaml", "a project of Quarto"),
    ("_bookdown.yml", "a book of bookdown"),
    ("book.toml", "a book of mdBook"),
    ("hugo.toml", "a site of Hugo"),
    ("hugo.yaml", "a site of Hugo"),
    ("zola.toml", "a site of Zola"),
    ("_config.yml", "a site of Jekyll, or a book of Jupyter Book"),
    ("myst.yml", "a project of MyST"),
    (".eleventy.js", "a site of Eleventy"),
    ("eleventy.config.js", "a site of Eleventy"),
    ("eleventy.config.mjs", "a site of Eleventy"),
    ("docusaurus.config.js", "a site of Docusaurus"),
    ("docusaurus.config.ts", "a site of Docusaurus"),
];

/// Writes a project file to the folder; what was recognized, and what was written, as lines.
///
/// # Errors
/// When there is one already, or it cannot be written.
pub fn write(folder: &Path) -> anyhow::Result<String> {
    let path = folder.join(PROJECT_FILE);
    let there = path.symlink_metadata().is_ok();
    ensure!(!there, "{} is there already: `--show-config` shows what holds", path.display());
    let found = recognized(folder);
    let text = text(&found);
    output::write(&path, text.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    let lines = found.iter().map(|line| format!("{line}\n"));
    Ok(lines.chain([format!("wrote {}\n", path.display())]).collect())
}

/// What is in a folder, a sentence each.
fn recognized(folder: &Path) -> Vec<String> {
    let is_there = |name: &&str| folder.join(name).symlink_metadata().is_ok();
    let program = KNOWN.iter().find(|(name, _)| is_there(name));
    let program =
        program.map(|(name, what)| format!("this is {what} (`{name}`): its notes are read as that has them"));
    let nav = NAVS.iter().find_map(|nav| nav.files.iter().find(|name| folder.join(name).is_file()));
    let order = nav.map(|name| format!("`{name}` has the order of a book (`convert --book`)"));
    let notes = inputs::find(&[PathBuf::from(folder)], &Project::default()).map_or(0, |notes| notes.len());
    let count = match notes {
        0 => "there are no notes yet".to_owned(),
        1 => "there is one note".to_owned(),
        many => format!("there are {many} notes"),
    };
    program.into_iter().chain(order).chain([count]).collect()
}

fn text(found: &[String]) -> String {
    let found: String = found.iter().map(|line| format!("#   {line}\n")).collect();
    format!("# What `convert` makes of the notes in this folder, also without arguments. Take a `#` away to ask for something;
# `convert --list-options` shows all that can be asked for of the look, `convert --help` the rest.
#
{found}
# to: [pdf, epub, html]        # the formats to write
# output: out                  # the folder to write to; without it beside the notes
# lang: en                     # the language of notes that do not say theirs
# exclude: [drafts/]           # what is left out, as in .gitignore
# base-url: https://example.org   # where links to notes lead that are not converted

# theme: classic               # or modern, lecture, large, exam, or a file
# paper: a4
# toc: true
# number-sections: true
# answers: show                # or end, or hide

# book:                        # `convert --book` makes one document of the notes
#   title: The title
#   authors: [Somebody]
#   chapters: [first.md, second.md]   # without them, in the order of names
")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_what_was_recognized_and_is_a_project_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".obsidian")).unwrap();
        std::fs::write(folder.path().join("a.md"), "# A").unwrap();
        let said = write(folder.path()).unwrap();
        assert!(said.contains("a vault of Obsidian") && said.contains("there is one note"), "{said}");
        let path = folder.path().join(PROJECT_FILE);
        assert!(Project::read(&path).unwrap().look.is_empty());
        assert!(write(folder.path()).is_err());
        // All that is commented out can be asked for.
        let text = std::fs::read_to_string(&path).unwrap();
        let asked: String = text
            .lines()
            .filter_map(|line| line.strip_prefix("# "))
            .filter(|line| line.split(':').next().is_some_and(|key| !key.trim().contains(' ')))
            .map(|line| format!("{line}\n"))
            .collect();
        std::fs::write(&path, asked).unwrap();
        let project = Project::read(&path).unwrap();
        assert!(
            project.keys.book.is_some() && project.look.theme.is_none() && project.look.all().count() > 3
        );
    }
}
