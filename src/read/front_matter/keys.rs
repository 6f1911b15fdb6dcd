//! What the keys of front matter mean: the names under which notes give each part of the metadata, in
//! several languages and dialects, and what their values may be. Letter case, accents, hyphens, underscores
//! and spaces in a key do not matter. The syntax is left to `syntax`, that of dates to [`date`].

#![expect(
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "offsets are of marks of templates that were found in the same text; entries are looked up where they were found"
)]

mod over;

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::Metadata;
use crate::ir::metadata::{Author, Date};
use crate::ir::publication::Publication;
use crate::locale;
use crate::look::{Key, Options, Theme, Value as Asked, foreign, theme};
use crate::naming::normalized;
use crate::read::date;
use crate::read::front_matter::found::Found;
use crate::read::front_matter::institutes::Institutes;
use crate::read::front_matter::names::{Names, field, key_name};
use crate::read::front_matter::values::{is_template, one_line, scalars, words};
use crate::read::front_matter::{authors, publication, syntax};
use crate::read::syntax::template::{evaluate, expression};
use crate::source::{Source, Span};
use crate::value::{Mapping, Value};

const TITLE: Names = "title titre titel titulo titolo tittel pagetitle";
const SUBTITLE: Names = "subtitle soustitre untertitel subtitulo sottotitolo ondertitel";
const AUTHORS: Names = "authors author auteurs auteur autoren autor autores autora autori autore verfasser forfatter creator creators by";
/// Where the front matter says what short names of institutions stand for.
const INSTITUTES: [&str; 6] =
    ["affiliations", "affiliation", "institute", "institutes", "institutions", "organizations"];
const DATE: Names = "date datum fecha";
/// Names that dialects also use for something else: only a date counts.
const OTHER_DATES: Names = "\
    data dato published publishdate publisheddate publishedat pubdate datepublished publie publiele \
    created createdat cree creele updated updatedat lastmodified lastupdated lastmod modified \
    misajour misajourle";
const TAGS: Names = "\
    tags tag keywords keyword motscles motcle etiquettes schlagworter schlagworte stichworter \
    etiquetas palabrasclave parolechiave palavraschave trefwoorden categories category categorie \
    taxonomies";
/// Zola's mapping of tags, categories and the like.
const TAXONOMIES: &str = "taxonomies";
/// Mappings in which Zola and Hugo have the keys that their themes know.
const NESTED: [&str; 3] = ["extra", "params", "taxonomies"];
const SUMMARY: Names = "\
    resume summary abstract zusammenfassung resumen riassunto resumo samenvatting excerpt \
    description beschreibung descripcion descrizione descricao";
/// What the abstract is too where there is no other; beside one, it is for catalogues.
const DESCRIPTION: Names = "description beschreibung descripcion descrizione descricao";
const LANGUAGE: Names = "lang language languagecode langue locale sprache idioma lingua taal sprak";
const CONTENTS: Names =
    "toc contents tableofcontents sommaire tabledesmatieres inhaltsverzeichnis inhoudsopgave";

/// How deep the table of contents goes (Pandoc and Quarto, Docusaurus).
const CONTENTS_DEPTH: Names = "tocdepth toclevel toclevels tocmaxheadinglevel";

/// The keys of front matter that have not been understood yet.
pub struct Keys<'a> {
    source: &'a Source,
    inside: Range<usize>,
    entries: Vec<Entry>,
    /// Where the date stands.
    dated: Option<Span>,
    diagnostics: &'a mut Diagnostics,
}

struct Entry {
    key: String,
    name: String,
    value: Value,
}

impl<'a> Keys<'a> {
    /// The keys and values that stand in the bytes `inside` of the source.
    pub fn new(
        source: &'a Source,
        inside: Range<usize>,
        mapping: Mapping,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let entries = mapping.into_iter().map(|(key, value)| {
            let key = words(&key);
            Entry { name: key_name(&key), key, value }
        });
        Self { source, inside, entries: entries.collect(), dated: None, diagnostics }
    }

    /// What they say, and where the date stands.
    pub fn metadata(mut self) -> (Metadata, Option<Span>) {
        let institutes = self.institutes();
        let mut publication = self.publication(&institutes);
        let (title, subtitle) = self.titles(&mut publication);
        let options = self.options();
        let mut metadata = Metadata {
            title,
            subtitle,
            authors: self.authors(&institutes),
            date: self.date(),
            tags: self.tags(),
            summary: self.summary(),
            language: self.language().unwrap_or_default(),
            options,
            chapter: Vec::new(),
            publication,
            extra: Mapping::new(),
        };
        let description = DESCRIPTION.split(' ').find_map(|name| self.value(name));
        metadata.publication.description = description.map(|(value, _)| one_line(&words(value)));
        metadata.extra = self.rest();
        self.fill(&mut metadata);
        (metadata, self.dated)
    }

    /// The value of a key that stays, and where the key stands.
    fn value(&self, name: &str) -> Option<(&Value, Span)> {
        let entry = self.entries.iter().find(|entry| entry.name == name && !entry.value.is_null())?;
        Some((&entry.value, self.place(&entry.key).0))
    }

    fn institutes(&self) -> Institutes {
        let mut institutes = Institutes::default();
        for name in INSTITUTES {
            self.value(name).into_iter().for_each(|(list, _)| institutes.learn(list));
        }
        for name in AUTHORS.split(' ') {
            self.value(name).into_iter().for_each(|(list, _)| institutes.learn_from_authors(list));
        }
        institutes
    }

    fn publication(&self, institutes: &Institutes) -> Publication {
        publication::read(|name| self.value(name), institutes)
    }

    /// The title and the subtitle; others of a list of titles go to the publication.
    fn titles(&mut self, publication: &mut Publication) -> (String, Option<String>) {
        let listed = TITLE.split(' ').find_map(|name| publication::titles(self.value(name)?.0));
        let Some(mut listed) = listed else {
            return (self.line(TITLE).unwrap_or_default(), self.line(SUBTITLE));
        };
        self.take(TITLE);
        let mut of = |kind: &str| {
            let at = listed.iter().position(|(own, _)| own == kind)?;
            Some(listed.remove(at).1)
        };
        let (main, subtitle) = (of("main"), of("subtitle"));
        let main = main.or_else(|| (!listed.is_empty()).then(|| listed.remove(0).1));
        publication.titles = listed;
        (main.unwrap_or_default(), self.line(SUBTITLE).or(subtitle))
    }

    /// What the note asks for of the look. The keys stay, for template expressions.
    fn options(&mut self) -> Options {
        let mut options = Options::default();
        let depth = self.contents_depth();
        if let Some(depth) = depth {
            options.set(Key::TocDepth, Asked::Number(depth.into()), None);
        }
        if let Some(wanted) = self.contents() {
            options.set(Key::Toc, Asked::Switch(wanted), None);
        }
        for Entry { key, value, .. } in &self.entries {
            let name = key.to_lowercase().replace(['_', ' '], "-");
            let place = || syntax::place(self.source, self.inside.clone(), key).0;
            if name == "theme" {
                let asked = value.as_str();
                options.theme = asked.filter(|name| Theme::built_in(name).is_some()).map(str::to_owned);
                let told = asked.and_then(theme::mistyped);
                let told = told.map(|message| Diagnostic::warning(Code::MetadataValue, message).at(place()));
                told.into_iter().for_each(|told| self.diagnostics.push(told));
                continue;
            }
            let told = match options.read(&name, value) {
                Ok(true) => {
                    options.set_place(&name, place);
                    let left_out = foreign::left_out(&name, value).join("`, `");
                    let message = format!("`{left_out}` of `{key}` changes nothing here");
                    (!left_out.is_empty()).then(|| Diagnostic::info(Code::MetadataValue, message))
                }
                Ok(false) => foreign::of_no_meaning(key, &name)
                    .map(|message| Diagnostic::info(Code::MetadataValue, message)),
                Err(wrong) if wrong.is_foreign => {
                    Some(Diagnostic::info(Code::MetadataValue, format!("{}; it is left out", wrong.message)))
                }
                Err(wrong) => Some(Diagnostic::error(Code::MetadataValue, wrong.message)),
            };
            told.into_iter().for_each(|told| self.diagnostics.push(told.at(place())));
        }
        options
    }

    fn contents_depth(&mut self) -> Option<u8> {
        // Python-Markdown has the first and the last level.
        let level = |text: String| {
            let last = text.rsplit(['-', ',']).next()?.trim().parse().ok();
            last.filter(|depth| (1..=6).contains(depth))
        };
        if let Some(entry) = self.take(CONTENTS_DEPTH) {
            let depth = level(words(&entry.value));
            if depth.is_none() {
                let (span, _) = self.place(&entry.key);
                let message = format!("`{}` is not a level from 1 to 6; it is left out", words(&entry.value));
                self.warn(Diagnostic::warning(Code::MetadataValue, message).at(span));
            }
            return depth;
        }
        let nested = || {
            let (Value::Mapping(toc), _) = CONTENTS.split(' ').find_map(|name| self.value(name))? else {
                return None;
            };
            let keys = ["depth", "maxlevel", "endlevel", "tocdepth", "maxdepth", "level"];
            keys.iter().find_map(|key| field(toc, key)).map(words)
        };
        nested().and_then(level)
    }

    /// Takes out the first of these keys that says something.
    fn take(&mut self, names: Names) -> Option<Entry> {
        for name in names.split(' ') {
            while let Some(entry) = self.remove(name) {
                let (span, raw) = self.place(&entry.key);
                let text = words(&entry.value);
                if let Some(template) = [text.as_str(), raw].into_iter().find(|text| is_template(text)) {
                    let message =
                        format!("`{}` is the template expression `{template}`, which is left out", entry.key);
                    self.warn(Diagnostic::warning(Code::UnknownExpression, message).at(span));
                } else if !text.trim().is_empty() {
                    return Some(entry);
                }
            }
        }
        None
    }

    /// Takes out the key of this name; where there is none, one among the keys that sites have for their themes.
    fn remove(&mut self, name: &str) -> Option<Entry> {
        if let Some(at) = self.entries.iter().position(|entry| entry.name == name) {
            return Some(self.entries.remove(at));
        }
        self.entries.iter_mut().filter(|entry| NESTED.contains(&entry.name.as_str())).find_map(|entry| {
            let Value::Mapping(mapping) = &mut entry.value else { return None };
            let key = mapping.keys().filter_map(Value::as_str).find(|key| key_name(key) == name)?.to_owned();
            let value = mapping.remove(&key)?;
            Some(Entry { key, name: name.to_owned(), value })
        })
    }

    /// Puts the values of the front matter for the template expressions in its texts; what has none is left out, with
    /// a warning.
    fn fill(&mut self, metadata: &mut Metadata) {
        let known = metadata.clone();
        let Metadata { title, subtitle, authors, summary, tags, .. } = metadata;
        let names = authors.iter_mut().map(|author| &mut author.name);
        let texts = std::iter::once(title).chain(subtitle).chain(summary).chain(names).chain(tags);
        for text in texts.filter(|text| text.contains("{{") || text.contains("{%")) {
            *text = self.filled(text, &known);
        }
    }

    fn filled(&mut self, text: &str, known: &Metadata) -> String {
        let (mut filled, mut rest) = (String::new(), text);
        while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).min() {
            let template = &rest[start..];
            let inside = expression(template);
            let tag = template.find("%}").filter(|_| template.starts_with("{%"));
            let shortcode = template.strip_prefix("{{<").and_then(|rest| rest.split_once(">}}"));
            let shortcode = shortcode.map(|(inside, _)| inside);
            let length = inside.map(|inside| inside.len() + 4).or(shortcode.map(|inside| inside.len() + 6));
            let Some(length) = length.or(tag.map(|end| end + 2)) else {
                filled.push_str(&rest[..start + 2]);
                rest = &rest[start + 2..];
                continue;
            };
            filled.push_str(&rest[..start]);
            let meta = shortcode.and_then(|inside| inside.trim().strip_prefix("meta "));
            match inside
                .or(meta)
                .and_then(|inside| evaluate(inside.trim(), known))
                .filter(|value| !value.contains("{{"))
            {
                Some(value) => filled.push_str(&value),
                None => self.template_left_out(&template[..length]),
            }
            rest = &rest[start + length..];
        }
        filled.push_str(rest);
        let lines = filled.lines().map(one_line);
        lines.collect::<Vec<_>>().join("\n").trim().to_owned()
    }

    fn template_left_out(&mut self, template: &str) {
        let at =
            self.source.text()[self.inside.clone()].find(template).unwrap_or_default() + self.inside.start;
        let message =
            format!("the template expression `{template}` is left out: its value is not known here");
        let span = Span::new(at..(at + template.len()).min(self.inside.end));
        self.warn(Diagnostic::warning(Code::UnknownExpression, message).at(span));
    }

    /// Takes out a text; something else is a warning, and its words are kept.
    fn text(&mut self, names: Names) -> Option<String> {
        let entry = self.take(names)?;
        if matches!(entry.value, Value::Sequence(_) | Value::Mapping(_)) {
            self.warn_type(&entry, "text");
        }
        Some(self.as_written(&entry))
    }

    /// Takes out a text of one line.
    fn line(&mut self, names: Names) -> Option<String> {
        self.text(names).map(|text| one_line(&text))
    }

    /// The authors of all keys that name some, each once.
    fn authors(&mut self, institutes: &Institutes) -> Vec<Author> {
        let mut all: Vec<Author> = Vec::new();
        // Those that a theme is told of count where there are no others.
        let is_own = |entry: &Entry| AUTHORS.split(' ').any(|name| name == entry.name);
        while (all.is_empty() || self.entries.iter().any(is_own))
            && let Some(entry) = self.take(AUTHORS)
        {
            let found = authors::authors(&entry.value, institutes);
            if found.iter().any(|author| matches!(author, Found::Words(_))) {
                self.warn_type(&entry, "a name, or a list of names or of mappings with the key `name`,");
            }
            for found in found {
                let author = match found {
                    Found::Named(author) => author,
                    Found::Words(name) => Author { name, ..Author::default() },
                };
                match all.iter_mut().find(|known| known.name == author.name) {
                    Some(known) => {
                        known.affiliation = known.affiliation.take().or(author.affiliation);
                        known.email = known.email.take().or(author.email);
                        known.url = known.url.take().or(author.url);
                        known.role = known.role.take().or(author.role);
                    }
                    None => all.push(author),
                }
            }
        }
        // A place of work without a short name is everybody's.
        let only = INSTITUTES.iter().find_map(|name| match self.value(name)?.0 {
            Value::String(name) => Some(one_line(name)),
            _ => None,
        });
        for author in all.iter_mut().filter(|author| author.affiliation.is_none()) {
            author.affiliation.clone_from(&only);
        }
        all
    }

    fn date(&mut self) -> Option<Date> {
        while let Some(entry) = self.take(DATE) {
            self.dated = Some(self.place(&entry.key).0);
            let text = one_line(&self.as_written(&entry));
            if matches!(entry.value, Value::Bool(_) | Value::Sequence(_) | Value::Mapping(_)) {
                self.warn_type(&entry, "a date");
                return Some(Date::Text(text));
            }
            if let Some(date) = date::parse(&text) {
                return Some(date);
            }
            if !date::is_automatic(&text) {
                let message = format!("`{text}` is not a date; it is printed as it is written");
                let (span, _) = self.place(&entry.key);
                let warning = Diagnostic::warning(Code::InvalidDate, message).at(span);
                self.warn(warning.hint("Write year, month and day, as in 2024-03-16."));
                return Some(Date::Text(text));
            }
        }
        let dated = |name: &str| {
            let at = self.entries.iter().position(|entry| entry.name == name)?;
            let scalar = matches!(self.entries[at].value, Value::String(_) | Value::Number(_));
            Some((at, date::parse(&words(&self.entries[at].value)).filter(|_| scalar)?))
        };
        let (at, date) = OTHER_DATES.split(' ').find_map(dated)?;
        let entry = self.entries.remove(at);
        self.dated = Some(self.place(&entry.key).0);
        Some(date)
    }

    /// All the keys for tags together, each tag once.
    fn tags(&mut self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        while let Some(entry) = self.take(TAGS) {
            let found: Vec<String> = match &entry.value {
                Value::String(text) if text.split_whitespace().all(|word| word.starts_with('#')) => {
                    text.split_whitespace().map(|tag| tag.trim_end_matches([',', ';']).to_owned()).collect()
                }
                Value::String(text) => text.split([',', ';', '，', '、', '；']).map(one_line).collect(),
                Value::Null | Value::Bool(_) | Value::Number(_) => vec![self.as_written(&entry)],
                Value::Sequence(_) | Value::Mapping(_) => {
                    if matches!(entry.value, Value::Mapping(_)) && entry.name != TAXONOMIES {
                        self.warn_type(&entry, "a list");
                    }
                    let mut all = Vec::new();
                    scalars(&entry.value, &mut all);
                    all.iter().map(|tag| one_line(tag)).collect()
                }
            };
            for tag in
                found.iter().map(|tag| tag.trim_start_matches('#').trim()).filter(|tag| !tag.is_empty())
            {
                if !tags.iter().any(|known| known == tag) {
                    tags.push(tag.to_owned());
                }
            }
        }
        tags
    }

    /// A text without a word (`.`, `…`) stands for no summary.
    fn summary(&mut self) -> Option<String> {
        while let Some(text) = self.text(SUMMARY) {
            if text.contains(char::is_alphanumeric) {
                return Some(text.trim().to_owned());
            }
        }
        None
    }

    fn language(&mut self) -> Option<String> {
        while let Some(entry) = self.take(LANGUAGE) {
            let text = self.as_written(&entry);
            if let Some(tag) = locale::language_tag(&text) {
                return Some(tag);
            }
            let message = format!("`{}` is not a language; the note's language is guessed", one_line(&text));
            let (span, _) = self.place(&entry.key);
            let warning = Diagnostic::warning(Code::MetadataValue, message).at(span);
            self.warn(warning.hint("Write a language tag, as `en`, `fr` or `pt-BR`."));
        }
        None
    }

    fn contents(&mut self) -> Option<bool> {
        const NO: &[&str] = &["false", "no", "off", "none", "0", "non", "nein", "nee", "nao"];
        let entry = self.take(CONTENTS)?;
        let switch = match &entry.value {
            Value::Mapping(mapping) => ["enable", "enabled", "show"].iter().find_map(|key| mapping.get(key)),
            _ => Some(&entry.value),
        };
        Some(!switch.is_some_and(|value| NO.contains(&normalized(&words(value)).trim())))
    }

    fn rest(&mut self) -> Mapping {
        let emptied = |value: &Value| matches!(value, Value::Mapping(mapping) if mapping.is_empty());
        let entries = std::mem::take(&mut self.entries).into_iter();
        let left = entries.filter(|entry| !NESTED.contains(&entry.name.as_str()) || !emptied(&entry.value));
        left.map(|entry| (entry.key.into(), entry.value)).collect()
    }

    /// The text of a value; a number or a truth value as the note has it (`1.10` is not 1.1).
    fn as_written(&self, entry: &Entry) -> String {
        let words = words(&entry.value);
        if !matches!(entry.value, Value::Number(_) | Value::Bool(_)) {
            return words;
        }
        let (_, raw) = self.place(&entry.key);
        let raw = raw.split(" #").next().unwrap_or_default().trim();
        let same = crate::yaml::read::<Value>(raw).is_ok_and(|value| value == entry.value);
        if same { raw.to_owned() } else { words }
    }

    /// Where a key stands, and what follows it on its line.
    fn place(&self, key: &str) -> (Span, &'a str) {
        syntax::place(self.source, self.inside.clone(), key)
    }

    fn warn(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn warn_type(&mut self, entry: &Entry, expected: &str) {
        let found = match &entry.value {
            Value::Null => "empty",
            Value::Bool(_) => "a truth value",
            Value::Number(_) => "a number",
            Value::String(_) => "text",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a mapping",
        };
        let message = format!("`{}` is {found} where {expected} is expected; its words are kept", entry.key);
        let (span, _) = self.place(&entry.key);
        self.warn(Diagnostic::warning(Code::MetadataValue, message).at(span));
    }
}

#[cfg(test)]
mod tests;
