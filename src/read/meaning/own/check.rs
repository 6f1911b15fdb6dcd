//! Whether the shortcodes that a user defines can be used: what they refer to is there, none is in itself, and each placeholder
//! stands where a text can stand.

use std::cell::OnceCell;

use crate::callouts::Callouts;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::Memory;
use crate::ir::{Block, Metadata};
use crate::nearest::nearest;
use crate::read::core::construct::Construct;
use crate::read::core::content::Content;
use crate::read::core::findings::Findings;
use crate::read::core::note::{Included, Note};
use crate::read::dialect::Dialect;
use crate::read::meaning::constructs::{self, CONSTRUCTS, registry};
use crate::read::meaning::own::LOOP;
use crate::read::meaning::own::fill::{Fill, Filling};
use crate::read::meaning::own::template::{Template, is_marked};
use crate::read::syntax::names::{NOTATIONS, Vocabulary, Written, plain};
use crate::shortcodes::{Meaning, Shortcode, Shortcodes, Wrong};
use crate::source::Source;

/// Checks definitions; returns warnings about their Markdown.
///
/// # Errors
/// When one cannot be used: which, and why.
pub fn check(shortcodes: &Shortcodes, callouts: &Callouts) -> Result<Vec<Diagnostic>, Wrong> {
    let mut told = Vec::new();
    for own in shortcodes.all() {
        let wrong = |message| Wrong { name: Some(own.name.clone()), message };
        clash(own, callouts).map_err(wrong)?;
        match &own.meaning {
            Meaning::Callout { kind } if callouts.get(kind).is_none() => {
                let meant = hint(nearest(kind, callouts.names()));
                return Err(wrong(format!(
                    "`{}` is a callout of a kind that is not known, `{kind}`{meant}",
                    own.name
                )));
            }
            Meaning::Construct { name } if registry().find(name, Written::ANY).is_none() => {
                let why = match (callouts.get(name), shortcodes.get(name)) {
                    (Some(_), _) => format!(": it is a callout, write `callout: {name}`"),
                    (None, Some(_)) => {
                        ": it is one of yours, and only those of the program can be meant".to_owned()
                    }
                    (None, None) => hint(nearest(
                        name,
                        CONSTRUCTS.iter().flat_map(|row| row.each_name()).map(|(own, _)| own),
                    )),
                };
                return Err(wrong(format!("`{}` is a construct that is not known, `{name}`{why}", own.name)));
            }
            Meaning::Markdown { text } => {
                let template = Template::of(text)
                    .map_err(|why| wrong(format!("`markdown` of `{}`: {why}", own.name)))?;
                told.extend(markdown(own, &template, shortcodes, callouts).map_err(wrong)?);
            }
            Meaning::Callout { .. } | Meaning::Construct { .. } => {}
        }
    }
    Ok(told)
}

fn hint(meant: Option<&str>) -> String {
    meant.map(|meant| format!(": did you mean `{meant}`?")).unwrap_or_default()
}

/// Whether a name already means something.
fn clash(own: &Shortcode, callouts: &Callouts) -> Result<(), String> {
    if own.replaces {
        return Ok(());
    }
    let name = own.name.to_lowercase();
    let row = registry().find(&name, Written::ANY);
    let row = row.map(|row| row.doc.trim_end_matches('.').to_owned() + &notations(row, &name));
    let known =
        row.or_else(|| callouts.get(&name).map(|kind| format!("a callout of the kind `{}`", kind.kind)));
    match known {
        Some(known) => Err(format!(
            "`{}` already means something ({known}): write `replace: true` if yours is meant",
            own.name
        )),
        None => Ok(()),
    }
}

/// How a name is written where it means what a row says, as words after those.
fn notations(row: &Construct, name: &str) -> String {
    let has = |notation: Written| {
        row.each_name().any(|(own, written)| plain(own) == plain(name) && written.meets(notation))
    };
    let notations = NOTATIONS.iter().filter(|(notation, _)| has(*notation));
    let notations: Vec<String> = notations.map(|(_, notation)| format!("`{notation}`")).collect();
    if notations.is_empty() { String::new() } else { format!(", as {}", notations.join(", ")) }
}

/// Reads the Markdown of a definition as if a note asked for it, with nothing for its placeholders.
fn markdown(
    own: &Shortcode,
    template: &Template,
    shortcodes: &Shortcodes,
    callouts: &Callouts,
) -> Result<Vec<Diagnostic>, String> {
    if let Some(name) = own.named().find(|name| !template.has(name)) {
        return Err(format!(
            "`{}` speaks of `{name}`, but its `markdown` has no placeholder `{{{{ {name} }}}}`",
            own.name
        ));
    }
    let (mut blocks, diagnostics) =
        read_alone(own, template, Vocabulary { callouts, own: shortcodes, built_in: constructs::body });
    if diagnostics.as_slice().iter().any(|one| one.message.contains(LOOP)) {
        return Err(format!("`{}` {LOOP}: its `markdown` asks for it, maybe by way of others", own.name));
    }
    let values = vec![String::new(); template.names().len()];
    let mut fill = Fill {
        filling: Filling { values },
        label: String::new(),
        body: Some(Content::Blocks(Vec::new())),
        found: Vec::new(),
    };
    fill.fill(&mut blocks);
    let name =
        |at: usize| at.checked_sub(1).and_then(|at| template.names().get(at)).map_or("body", String::as_str);
    let wanted = (1..=template.names().len()).chain(template.has_body().then_some(0));
    if let Some(lost) = wanted.into_iter().find(|at| !fill.found.contains(at)) {
        return Err(format!("`{}` has `{{{{ {} }}}}` where no text can stand", own.name, name(lost)));
    }
    if is_marked(&serde_json::to_string(&blocks).unwrap_or_default()) {
        return Err(format!(
            "a placeholder of `{}` stands where no text can stand, in a formula say",
            own.name
        ));
    }
    let about = [
        Code::UnknownShortcode,
        Code::UnbalancedShortcode,
        Code::UnknownRole,
        Code::UnknownDirective,
        Code::ShortcodeUse,
    ];
    let (file, line) = &own.place;
    let told = diagnostics.sorted().into_iter().filter(|one| about.contains(&one.code)).map(|one| {
        let message = format!("{file}:{line}: in `markdown` of `{}`: {}", own.name, one.message);
        Diagnostic { message, span: None, ..one }
    });
    Ok(told.collect())
}

/// The blocks of a definition that nobody asked for, with their marks, and what there is to say of them.
fn read_alone(own: &Shortcode, template: &Template, vocabulary: Vocabulary) -> (Vec<Block>, Diagnostics) {
    let (source, files, metadata) = (Source::new("note.md", ""), Memory::default(), Metadata::default());
    let note = Note {
        source: &source,
        host: &source,
        metadata: &metadata,
        vocabulary,
        dialect: Dialect::default(),
        files: &files,
        raw_typst: false,
        included: None,
        headings: OnceCell::new(),
    };
    let entry = format!("shortcode {}", own.name);
    let included = Included { folder: String::new(), trail: vec![entry], values: Vec::new() };
    let mut findings = Findings { values_deep: 1, ..Findings::default() };
    let blocks = template.read(&note, &included, &mut findings);
    let mut diagnostics = Diagnostics::default();
    findings.report(vocabulary, &mut diagnostics);
    (blocks, diagnostics)
}
