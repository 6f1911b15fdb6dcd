//! Where links lead: to an element of this document, to an address outside, or to another file. A link that
//! leads nowhere becomes plain text, with a warning.

mod files;
mod nesting;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::identifiers::Identifiers;
use crate::address;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::files::{Files, Question};
use crate::ir::walk::{VisitMut, walk_inline_mut, walk_inlines_mut};
use crate::ir::*;
use crate::limits::{GUESSED, GUESSED_NAME};
use crate::naming::{is_folder_page, slug};
use crate::source::Span;

/// Resolves all links of the document; `base_url` is where the site is that the note belongs to.
pub fn run(
    document: &mut Document,
    identifiers: &Identifiers,
    base_url: Option<&str>,
    files: &dyn Files,
    diagnostics: &mut Diagnostics,
) {
    let (missing, elsewhere) = (Vec::new(), Vec::new());
    let mut links = Links { identifiers, base_url, files, diagnostics, missing, elsewhere, guessed: 0 };
    links.blocks(&mut document.blocks);
    links.tell_of_elsewhere();
}

struct Links<'a> {
    identifiers: &'a Identifiers,
    base_url: Option<&'a str>,
    files: &'a dyn Files,
    diagnostics: &'a mut Diagnostics,
    /// What was found of the present link, which still leads somewhere.
    missing: Vec<Diagnostic>,
    /// The links to notes that are not converted too.
    elsewhere: Vec<(String, Span)>,
    /// How many letters were compared to guess what was meant.
    guessed: usize,
}

impl VisitMut for Links<'_> {
    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        walk_inlines_mut(self, inlines);
        for span in nesting::split(inlines) {
            let message = "this link holds nothing but another link: that one is kept";
            self.diagnostics.push(Diagnostic::warning(Code::BrokenLink, message).at(span));
        }
    }

    fn inline(&mut self, inline: &mut Inline) {
        walk_inline_mut(self, inline);
        let InlineKind::Link { target, content, .. } = &mut inline.kind else { return };
        let LinkTarget::Unresolved(address) = &**target else { return };
        // `[](){#here}` is how notes of MkDocs name a place.
        if address.is_empty() && inline.attributes.id.is_some() {
            inline.kind = InlineKind::Span { content: std::mem::take(content) };
            return;
        }
        let resolved = self.resolve(address);
        self.missing.drain(..).for_each(|diagnostic| self.diagnostics.push(diagnostic.at(inline.span)));
        match resolved {
            // What settings put before an address counts too.
            Ok(LinkTarget::External(address)) if !address::may_be_followed(&address) => {
                self.diagnostics.push(not_followed(&address).at(inline.span));
                inline.kind = InlineKind::Span { content: std::mem::take(content) };
            }
            Ok(resolved) => **target = resolved,
            Err(Nowhere::Wrong(diagnostic)) => {
                self.diagnostics.push(diagnostic.at(inline.span));
                inline.kind = InlineKind::Span { content: std::mem::take(content) };
            }
            Err(Nowhere::OtherNote(address)) => {
                self.elsewhere.push((address, inline.span));
                inline.kind = InlineKind::Span { content: std::mem::take(content) };
            }
        }
    }
}

/// Why a link leads nowhere.
enum Nowhere {
    /// Something is wrong with it.
    Wrong(Diagnostic),
    /// It leads to a note (by this address) that is not converted too.
    OtherNote(String),
}

impl From<Diagnostic> for Nowhere {
    fn from(diagnostic: Diagnostic) -> Self {
        Nowhere::Wrong(diagnostic)
    }
}

/// Tells of an address that must not be followed.
fn not_followed(address: &str) -> Diagnostic {
    let scheme = address::scheme(address).unwrap_or_default();
    let message = format!("a link to `{scheme}:` is set as plain text");
    Diagnostic::warning(Code::BrokenLink, message).hint("link to an address that begins with `https:`")
}

impl Links<'_> {
    /// One message for all links to notes elsewhere: a note of a site has many.
    fn tell_of_elsewhere(self) {
        let Some((address, span)) = self.elsewhere.first() else { return };
        let more = match self.elsewhere.len() - 1 {
            0 => String::new(),
            1 => " and one more link are".to_owned(),
            more => format!(" and {more} more links are"),
        };
        let is = if more.is_empty() { " is" } else { &more };
        let shown = percent_decode_str(address).decode_utf8_lossy();
        let message = format!("the link to `{shown}`{is} set as plain text: that note is not converted too");
        let hint = "convert the whole folder, or tell where its site is with `--base-url`";
        self.diagnostics.push(Diagnostic::warning(Code::BrokenLink, message).at(*span).hint(hint));
    }

    fn resolve(&mut self, address: &str) -> Result<LinkTarget, Nowhere> {
        let address = address.trim();
        if let Some(fragment) = address.strip_prefix('#') {
            return Ok(self.internal(fragment)?);
        }
        if let Some(name) = address.strip_prefix(crate::read::WIKI) {
            return self.wiki(name);
        }
        if let Some(path) = address.strip_prefix("@/") {
            return self.in_content(path);
        }
        if address.starts_with("@site/")
            && let Some(path) = address::from_root(address)
        {
            return self.resolve(&path);
        }
        if address.contains("{{") || address.contains("{%") {
            let message = format!(
                "the address `{address}` is for the site's own program: the link is set as plain text"
            );
            return Err(Diagnostic::warning(Code::UnknownExpression, message).into());
        }
        // MyST lets a label stand for an address.
        if let Some(id) = self.identifiers.named(address) {
            return Ok(LinkTarget::Internal(id.to_owned()));
        }
        let address = &*address::cleaned(address);
        match address::scheme(address) {
            Some(_) if address::may_be_followed(address) => Ok(LinkTarget::External(address.to_owned())),
            Some(_)
                if let Some(path) = self.files.note_labelled(address)
                    && let Some(note) = self.files.note(&path) =>
            {
                Ok(self.note(&note, &Question::Path(path), Some(address)))
            }
            Some(_) => Err(not_followed(address).into()),
            None if address.starts_with("//") => Ok(LinkTarget::External(format!("https:{address}"))),
            None if address.is_empty() => Err(Diagnostic::warning(
                Code::BrokenLink,
                "this link has no address: it is set as plain text",
            )
            .into()),
            None => self.file(address),
        }
    }

    /// A relative address, or one from the site's root: another note, or a file.
    fn file(&mut self, address: &str) -> Result<LinkTarget, Nowhere> {
        let (path, fragment) =
            address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
        let path = path.split('?').next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        if let Some(note) = self.files.note(&decoded) {
            return Ok(self.note(&note, &Question::Path(decoded.into_owned()), fragment));
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_note = match name.rsplit_once('.') {
            Some((_, extension)) => extension == "html" || crate::files::NOTES.contains(&extension),
            None => true,
        };
        // Hugo and vaults know notes by their names too; a site's root may be below ours.
        let name = decoded.trim_start_matches("./").trim_matches('/').trim_end_matches(".html");
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        // Every folder has its page: such a name alone says nothing.
        let says_nothing = stem.is_empty() || is_folder_page(stem);
        if is_note
            && !says_nothing
            && !name.starts_with("..")
            && let Some(note) = self.files.note_named(name)
        {
            return Ok(self.note(&note, &Question::Name(name.to_owned()), fragment));
        }
        if let Some(base) = self.base_url
            && (is_note || path.starts_with('/'))
        {
            let address = address.trim_start_matches("./").trim_start_matches('/');
            return Ok(LinkTarget::External(format!("{}/{address}", base.trim_end_matches('/'))));
        }
        match files::find(self.files, path) {
            Some(way) => {
                Ok(LinkTarget::File(address::of_file(&way) + address.strip_prefix(path).unwrap_or_default()))
            }
            None if is_note => Err(Nowhere::OtherNote(address.to_owned())),
            None => Err(files::missing(self.files, path).into()),
        }
    }

    /// A path from the folder in which a site has its notes, which may be below the root (Zola's `@/post.md`, Jekyll's
    /// `{% link %}`).
    fn in_content(&mut self, address: &str) -> Result<LinkTarget, Nowhere> {
        let (path, fragment) =
            address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
        let decoded = percent_decode_str(path).decode_utf8_lossy();
        let from_root = format!("/{decoded}");
        if let Some(note) = self.files.note(&from_root) {
            return Ok(self.note(&note, &Question::Path(from_root), fragment));
        }
        match self.files.note_named(&decoded) {
            Some(note) => Ok(self.note(&note, &Question::Name(decoded.into_owned()), fragment)),
            None => self.file(&format!("/{address}")),
        }
    }

    /// The target in another note, whose output is at `path`. When nothing there has the name, the link leads to the
    /// note alone.
    fn note(&mut self, path: &str, note: &Question, fragment: Option<&str>) -> LinkTarget {
        let shown = path;
        // A link to a place in the note by the note's own name stays in it.
        if let Some(name) = fragment.filter(|name| !name.is_empty())
            && self.files.own().is_some_and(|own| own == path)
            && let Some(inside) = self.inside(name)
        {
            return inside;
        }
        let path = address::of_file(path);
        let Some(name) = fragment.filter(|fragment| !fragment.is_empty()) else {
            return LinkTarget::Note { path, fragment: None };
        };
        let decoded = percent_decode_str(name).decode_utf8_lossy();
        let fragment = match self.files.heading(note, &decoded) {
            Some(Some(id)) => Some(id).filter(|id| !id.is_empty()),
            Some(None) => {
                let message = format!("nothing in the note at `{shown}` is called `#{decoded}`");
                let hint = "the link leads to the beginning of that note";
                self.missing.push(Diagnostic::warning(Code::BrokenLink, message).hint(hint));
                None
            }
            None => Some(slug(name)),
        };
        LinkTarget::Note { path, fragment }
    }

    /// A link of a wiki leads to a heading of this note, or to a note by its name.
    #[expect(clippy::string_slice, reason = "the name was found to begin with the note's")]
    fn wiki(&mut self, name: &str) -> Result<LinkTarget, Nowhere> {
        let (note, heading) =
            name.split_once('#').map_or((name, None), |(note, heading)| (note, Some(heading)));
        // `Note#Heading#Heading below` leads to the last.
        let heading = heading.map(|way| way.rsplit('#').find(|name| !name.is_empty()).unwrap_or_default());
        if note.is_empty() {
            return Ok(self.internal(heading.unwrap_or_default())?);
        }
        match self.files.note_named(note) {
            Some(path) => Ok(self.note(&path, &Question::Name(note.to_owned()), heading)),
            None => match note.contains('.').then(|| self.files.file_named(note)).flatten() {
                // `file.pdf#page=3`: viewers know the rest.
                Some(file) if let Some(way) = self.files.linked(&file) => {
                    Ok(LinkTarget::File(address::of_file(&way) + &name[note.len()..]))
                }
                _ => Err(Nowhere::OtherNote(name.to_owned())),
            },
        }
    }

    /// What is called so in this note; with no name, its beginning.
    fn inside(&self, fragment: &str) -> Option<LinkTarget> {
        let name = percent_decode_str(fragment).decode_utf8_lossy();
        if name.is_empty() {
            return Some(LinkTarget::Internal(self.identifiers.top().to_owned()));
        }
        let composed: String = name.nfc().collect();
        let id = self.identifiers.get(&name).or_else(|| self.identifiers.get(&composed))?;
        Some(LinkTarget::Internal(id.to_owned()))
    }

    fn internal(&mut self, fragment: &str) -> Result<LinkTarget, Diagnostic> {
        if let Some(inside) = self.inside(fragment) {
            return Ok(inside);
        }
        let name = percent_decode_str(fragment).decode_utf8_lossy();
        // Labels of Sphinx hold for all notes of a site.
        if let Some(path) = self.files.note_labelled(&name)
            && let Some(note) = self.files.note(&path)
        {
            return Ok(self.note(&note, &Question::Path(path), Some(&name)));
        }
        let message = format!("nothing in this note is called `#{name}`: the link is set as plain text");
        let diagnostic = Diagnostic::warning(Code::BrokenLink, message);
        Err(match self.nearest(&name) {
            Some(nearest) => diagnostic.hint(format!("did you mean `#{nearest}`?")),
            None => diagnostic,
        })
    }
}

impl<'a> Links<'a> {
    /// The name of the note that is most like another, if one is, as long as there were not too many to compare.
    fn nearest(&mut self, name: &str) -> Option<&'a str> {
        if name.len() > GUESSED_NAME {
            return None;
        }
        let length = name.chars().count();
        let mut nearest: Option<(f64, &str)> = None;
        for known in self.identifiers.names().filter(|known| known.len() <= GUESSED_NAME) {
            let own = known.chars().count();
            self.guessed += 1;
            // Each letter more or less is a difference.
            if 10 * own.abs_diff(length) > 3 * own.max(length) {
                continue;
            }
            self.guessed += own * length;
            if self.guessed > GUESSED {
                return None;
            }
            let likeness = strsim::normalized_damerau_levenshtein(known, name);
            let is_nearer =
                |(best, other): (f64, &str)| likeness.total_cmp(&best).then_with(|| other.cmp(known)).is_gt();
            if likeness >= 0.7 && nearest.is_none_or(is_nearer) {
                nearest = Some((likeness, known));
            }
        }
        nearest.map(|(_, known)| known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::holds::Holds;
    use crate::source::Span;

    fn resolve_under(base_url: Option<&str>, address: &str) -> String {
        let content = vec![Inline::text(Span::default(), "Le Début")];
        let heading = Block::new(Span::default(), BlockKind::Heading { level: 1, content });
        let mut document = Document { blocks: vec![heading], ..Document::default() };
        let mut diagnostics = Diagnostics::default();
        let identifiers = super::super::identifiers::run(&mut document, Holds::all(), &mut diagnostics);
        let files = Site;
        let mut links = Links {
            missing: Vec::new(),
            identifiers: &identifiers,
            base_url,
            files: &files,
            diagnostics: &mut diagnostics,
            elsewhere: Vec::new(),
            guessed: 0,
        };
        match links.resolve(address) {
            Ok(target) => format!("{target:?}"),
            Err(Nowhere::Wrong(diagnostic)) => {
                format!("{} {}", diagnostic.message, diagnostic.hints.join(" "))
            }
            Err(Nowhere::OtherNote(address)) => format!("elsewhere {address}"),
        }
    }

    /// A run that converts the note `../x y.md` too.
    struct Site;

    impl Files for Site {
        fn read(&self, _path: &str) -> std::io::Result<Vec<u8>> {
            Err(std::io::ErrorKind::NotFound.into())
        }
        fn siblings(&self, _path: &str) -> Vec<String> {
            Vec::new()
        }
        fn linked(&self, path: &str) -> Option<String> {
            (path == "a b.csv").then(|| "../notes/a b.csv".to_owned())
        }
        fn note(&self, path: &str) -> Option<String> {
            (path == "../x y.md").then(|| "../x y".to_owned())
        }
        fn note_named(&self, name: &str) -> Option<String> {
            (name == "x y").then(|| "../x y".to_owned())
        }
    }

    fn resolve(address: &str) -> String {
        resolve_under(None, address)
    }

    #[test]
    fn links_to_other_notes_lead_to_their_outputs_or_to_the_site() {
        assert_eq!(resolve("../x%20y.md#z"), r#"Note { path: "../x%20y", fragment: Some("z") }"#);
        assert_eq!(resolve("wiki:x y#A b"), r#"Note { path: "../x%20y", fragment: Some("a-b") }"#);
        assert_eq!(resolve("../other/"), "elsewhere ../other/");
        assert_eq!(resolve("/a/b"), "elsewhere /a/b");
        assert_eq!(resolve("a%20b.csv?x#r"), r#"File("../notes/a%20b.csv?x#r")"#);
        assert!(resolve("data.csv").contains("to `data.csv` is set as plain text: there is no such file"));
        assert!(resolve("/data.csv").contains("there is no such file"));
        assert_eq!(resolve_under(Some("https://a.org/s/"), "/b/#c"), r#"External("https://a.org/s/b/#c")"#);
    }

    #[test]
    fn links_lead_inside_outside_or_to_files() {
        assert_eq!(resolve("#le-début"), r#"Internal("le-début")"#);
        assert_eq!(resolve("#le-d%C3%A9but"), r#"Internal("le-début")"#);
        assert_eq!(resolve("#Le Début"), r#"Internal("le-début")"#);
        assert_eq!(resolve("https://a.org/#b"), r#"External("https://a.org/#b")"#);
    }

    #[test]
    fn links_that_lead_nowhere_are_told() {
        assert!(resolve("#le-debout").ends_with("did you mean `#le-début`?"));
        assert!(resolve("javascript:alert(1)").contains("plain text"));
        assert!(resolve("c:/x.pdf").contains("a link to `c:` is set as plain text"));
        assert!(resolve("").contains("no address"));
    }
}
