//! What people type out of habit from other programs, as our own options say it.

use std::ffi::OsStr;
use std::path::Path;

use anyhow::{anyhow, bail, ensure};
use serde_yaml::Value as Yaml;

use crate::cli::{Cli, Habits};
use crate::diagnostic::{Code, Diagnostic};
use crate::look::{Key, Options, Value, foreign, options};
use crate::nearest::nearest;
use crate::read::dialect::{Base, DIALECTS, Dialect};

/// The command line with what other programs' options mean in the place of these, and what is to be said about them.
/// Those for what is done anyway are passed over.
///
/// # Errors
/// When one asks for what cannot be had; the message says what to write instead.
pub fn settled(mut cli: Cli) -> anyhow::Result<(Cli, Vec<Diagnostic>)> {
    let Habits { from, pdf_engine, template, highlight_style, .. } = cli.habits.clone();
    let mut told = Vec::new();
    let mut idle = |option: &str, why: &str| {
        told.push(Diagnostic::info(Code::Configuration, format!("`{option}` does nothing here: {why}")));
    };
    if let Some(format) = &from {
        cli.reading.dialect = Some(dialect(format)?);
    }
    if pdf_engine.is_some_and(|program| !program.starts_with("typst")) {
        idle("--pdf-engine", "PDF files are typeset by Typst, which is built in");
    }
    if highlight_style.is_some() {
        idle("--highlight-style", "the colours of code are those of the theme (`--theme`)");
    }
    if let Some(template) = template {
        let place = match template.extension().and_then(OsStr::to_str) {
            Some("typ" | "typst") => &mut cli.look.template_typst,
            Some("html" | "htm") => &mut cli.look.template_html,
            _ => bail!("{}", no_template(&template)),
        };
        ensure!(place.is_none(), "`--template {}` says again what another option says", template.display());
        *place = Some(template);
    }
    Ok((cli, told))
}

/// Asks for what `--variable`, `--toc-depth` and `--number-sections` say of the look.
///
/// # Errors
/// When a variable is unknown or its value is none of its values.
pub fn look(cli: &Cli, options: &mut Options) -> anyhow::Result<()> {
    if let Some(answers) = &cli.look.answers {
        ask(options, "--answers", "answers", answers)?;
    }
    if cli.look.number_sections {
        options.set(Key::NumberSections, Value::Switch(true), None);
    }
    if let Some(depth) = &cli.habits.toc_depth {
        ask(options, "--toc-depth", "toc-depth", depth)?;
    }
    for variable in &cli.habits.variable {
        // A switch by itself is on.
        let (name, value) = variable.split_once(['=', ':']).unwrap_or((variable, "true"));
        ask(options, &format!("--variable {variable}"), name.trim(), value.trim())?;
    }
    Ok(())
}

/// Asks for a part of the look by its name here or in another program.
fn ask(options: &mut Options, typed: &str, name: &str, value: &str) -> anyhow::Result<()> {
    // As in front matter: a number is one, and a text with a colon is a text.
    let yaml = Some(value).filter(|value| !value.contains([':', '#', '{', '[']));
    let yaml = yaml.and_then(|value| crate::yaml::read::<Yaml>(value).ok()).unwrap_or_else(|| value.into());
    match options.read(name, &yaml) {
        Ok(false) if !foreign::is_idle(name) => bail!("{typed}: {}", options::unknown(name)),
        Ok(_) => Ok(()),
        Err(wrong) => Err(anyhow!("{typed}: {}", wrong.message)),
    }
}

/// The dialect that a format of Pandoc's is, its extensions left aside.
fn dialect(format: &str) -> anyhow::Result<Dialect> {
    let name = format.split(['+', '-']).next().unwrap_or_default().trim().to_lowercase();
    let own = DIALECTS.iter().find(|row| row.name == name).map(|row| row.base.into());
    match name.as_str() {
        "markdown" | "md" | "markdown_mmd" | "markdown_phpextra" | "markdown_strict" | "commonmark_x" => {
            Ok(Dialect::default())
        }
        "gfm" | "markdown_github" => Ok(Base::Github.into()),
        _ => own.ok_or_else(|| {
            let known = DIALECTS.iter().map(|row| row.name);
            match nearest(&name, known.chain(["markdown", "gfm"])) {
                Some(nearest) => anyhow!("`--from {format}` is no format of notes: did you mean `{nearest}`?"),
                None => anyhow!(
                    "`--from {format}` cannot be read: notes are Markdown (`--dialect` says which; it is found by \
                     itself)"
                ),
            }
        }),
    }
}

/// What to write instead of a template of another kind.
fn no_template(template: &Path) -> String {
    format!(
        "`--template {}` is for no format here: a Typst file (`.typ`) is a template for PDF, an HTML file (`.html`) one \
         for pages; `--print note.typ` and `--print page.html` show those to begin with",
        template.display()
    )
}

/// Whether a command line asks for nothing but the version, by the letter that other programs have for it.
pub fn asks_for_version(cli: &Cli) -> bool {
    cli.inputs.is_empty() && cli.habits.variable == [""]
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::format::Format;

    fn typed(arguments: &str) -> Cli {
        Cli::try_parse_from(std::iter::once("convert").chain(arguments.split(' '))).unwrap()
    }

    #[test]
    fn formats_of_pandoc_are_dialects() {
        for (format, expected) in [
            ("markdown", Base::Auto),
            ("markdown+smart-raw_tex", Base::Auto),
            ("gfm", Base::Github),
            ("commonmark", Base::Commonmark),
            ("myst", Base::Myst),
        ] {
            assert_eq!(dialect(format).unwrap(), expected.into(), "{format}");
        }
        assert!(dialect("docx").unwrap_err().to_string().contains("notes are Markdown"));
        assert!(dialect("githb").unwrap_err().to_string().contains("did you mean `github`"));
        assert!(DIALECTS.iter().all(|row| dialect(row.name).unwrap() == row.base.into()));
    }

    #[test]
    fn variables_are_keys_of_the_look() {
        let mut options = Options::default();
        look(&typed("a.md -N -V papersize=a5 -V geometry:margin=3cm --toc-depth 2"), &mut options).unwrap();
        let text = |key| format!("{:?}", options.get(key, Format::Pdf));
        assert!(text(Key::Paper).contains("a5"), "{}", text(Key::Paper));
        assert!(text(Key::TocDepth).contains('2'), "{}", text(Key::TocDepth));
        assert!(text(Key::NumberSections).contains("true"));
        assert!(options.get(Key::Margin, Format::Pdf).is_some());
        let error = look(&typed("a.md -V papersiz=a5"), &mut options).unwrap_err().to_string();
        assert_eq!(error, "--variable papersiz=a5: there is no key `papersiz`: did you mean `paper`?");
    }

    #[test]
    fn a_template_is_for_the_format_that_its_name_says() {
        let (cli, told) = settled(typed("a.md -s -f gfm --template mine.typ --pdf-engine xelatex")).unwrap();
        assert_eq!(cli.look.template_typst.as_deref(), Some(Path::new("mine.typ")));
        assert_eq!(cli.reading.dialect, Some(Base::Github.into()));
        assert_eq!(told.len(), 1);
        assert!(settled(typed("a.md --template eisvogel.latex")).unwrap_err().to_string().contains("`.typ`"));
    }
}
