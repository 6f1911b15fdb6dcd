//! What a command line asks for in vain: options that none of its formats has a use for, and names of outputs that say
//! another format than is written.

use crate::cli::Cli;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::Format;
use crate::settings::Assets;

use super::job::Job;

/// A warning for each. What a project file says is for other runs too, and gives none.
pub fn warnings(cli: &Cli, jobs: &[Job]) -> Vec<Diagnostic> {
    let outputs = || jobs.iter().flat_map(|job| &job.outputs);
    let has_assets = |wanted| cli.outputs.assets == Some(wanted);
    let has = |wanted: &[Format]| outputs().any(|(format, _)| wanted.contains(format));
    let [pdf, epub, html, png, svg, typst, ..] = Format::ALL;
    let options = [
        ("--pages", !cli.outputs.pages.is_empty(), &[png, svg][..], "PNG and SVG"),
        ("--dpi", cli.outputs.dpi.is_some(), &[png], "PNG"),
        ("--css", cli.look.css.is_some(), &[html, epub], "HTML and EPUB"),
        ("--css-only", cli.look.css_only.is_some(), &[html, epub], "HTML and EPUB"),
        ("--fragment", cli.outputs.fragment, &[html], "HTML"),
        ("--template-html", cli.look.template_html.is_some(), &[html], "HTML"),
        (
            "--template-typst",
            cli.look.template_typst.is_some(),
            &[pdf, png, svg, typst],
            "PDF, PNG, SVG and Typst",
        ),
        ("--assets copy", has_assets(Assets::Copy), &[html, pdf], "HTML and PDF"),
        ("--assets link", has_assets(Assets::Link), &[html], "HTML"),
        ("--pdf-standard", !cli.outputs.pdf_standard.is_empty(), &[pdf], "PDF"),
        (
            "--font-path",
            !cli.look.font_path.is_empty(),
            &[pdf, png, svg, typst, html, epub],
            "PDF, PNG, SVG, Typst, HTML and EPUB",
        ),
    ];
    let warning = |message: String| Diagnostic::warning(Code::Configuration, message);
    let idle =
        options.into_iter().filter(|(_, given, formats, _)| *given && !jobs.is_empty() && !has(formats));
    let idle = idle.map(|(option, _, _, of)| {
        warning(format!("`{option}` does nothing here: it is for {of}, which is not made"))
            .hint("add the format to `--to`, or leave the option out")
    });
    let misnamed = outputs().filter_map(|(format, output)| {
        let path = output.path()?;
        let extension = path.extension()?.to_str()?.to_lowercase();
        let said = Format::ALL.into_iter().find(|format| format.extension() == extension)?;
        let (said, made) = (said.extension(), format.extension());
        (said != made).then(|| {
            let name = path.display();
            warning(format!("{name} holds {made}, though its name says {said}: `--to` decides"))
                .hint(format!("name it `.{made}`, or write `--to {said}`"))
        })
    });
    let lies_nowhere =
        has_assets(Assets::Copy) && has(&[html, pdf]) && outputs().all(|(_, output)| output.path().is_none());
    let beside_nothing = lies_nowhere.then(|| {
        warning("`--assets copy` does nothing here: nothing lies beside standard output".to_owned())
            .hint("name a file for the output with `-o`, or leave the option out")
    });
    idle.chain(beside_nothing).chain(nothing_to_prune(cli, jobs)).chain(misnamed).collect()
}

/// A warning where `--prune` is given and there is no record.
fn nothing_to_prune(cli: &Cli, jobs: &[Job]) -> Option<Diagnostic> {
    (cli.run.prune && jobs.iter().all(|job| job.always)).then(|| {
        let message = "`--prune` does nothing here: of notes that are named by themselves there is no record";
        let warning = Diagnostic::warning(Code::Configuration, message);
        warning.hint("name their folder, or leave the option out")
    })
}
