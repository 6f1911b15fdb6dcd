//! The addresses of notes on their site that do not follow from the names of their files: those that front matter gives
//! them (`permalink`, `url`, `slug`, `aliases`, `redirect_from`), and those of Jekyll's posts and collections.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use crate::files::normalized;
use crate::ir::metadata::{Date, Metadata};
use crate::value::Value;

/// The folders in which sites keep their notes, which addresses leave out.
const CONTENT: [&str; 6] = ["content", "docs", "src", "pages", "source", "notes"];

/// The files in which sites say what the addresses of their notes are (Jekyll's; Hugo's).
pub const SETTINGS: [&str; 14] = [
    "_config.yml",
    "_config.yaml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/permalinks.toml",
];

/// What the settings of a site say of addresses.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Patterns {
    posts: Option<String>,
    collections: HashMap<String, String>,
    /// Of notes without a pattern of their own: below which folder, in which collection, and the pattern (Jekyll, "Front
    /// Matter Defaults").
    defaults: Vec<(String, String, String)>,
    /// Of the sections of a site of Hugo ("URL management", `permalinks`).
    sections: HashMap<String, String>,
    /// What stands before all addresses.
    base: String,
}

impl Patterns {
    /// Reads the settings in a file of this name; what is malformed says nothing.
    pub fn read(name: &str, settings: &str) -> Self {
        let settings = match name.ends_with(".toml") {
            true => toml::from_str::<Value>(settings).ok(),
            false => crate::yaml::read::<Value>(settings).ok(),
        };
        let Some(settings) = settings else { return Self::default() };
        let own = name.ends_with("permalinks.toml").then_some(&settings);
        let text = |key: &str| settings.get(key).and_then(Value::as_str).map(str::to_owned);
        let collections = settings.get("collections").and_then(Value::as_mapping).into_iter().flatten();
        let collections = collections.filter_map(|(name, own)| {
            Some((name.as_str()?.to_owned(), own.get("permalink")?.as_str()?.to_owned()))
        });
        let defaults = settings.get("defaults").and_then(Value::as_sequence).into_iter().flatten();
        let defaults = defaults.filter_map(|default| {
            let pattern = default.get("values")?.get("permalink")?.as_str()?.to_owned();
            let scope = |key: &str| default.get("scope")?.get(key)?.as_str();
            let path = scope("path").unwrap_or_default().trim_matches('/').to_owned();
            Some((path, scope("type").unwrap_or_default().to_owned(), pattern))
        });
        let permalinks = own.or(settings.get("permalinks")).and_then(Value::as_mapping);
        let of_pages = permalinks.and_then(|all| all.get("page")).and_then(Value::as_mapping);
        let sections = permalinks.into_iter().chain(of_pages).flatten();
        let sections = sections
            .filter_map(|(name, pattern)| Some((name.as_str()?.to_owned(), pattern.as_str()?.to_owned())));
        Self {
            posts: text("permalink"),
            collections: collections.collect(),
            defaults: defaults.collect(),
            sections: sections.collect(),
            base: text("baseurl").unwrap_or_default(),
        }
    }

    /// The pattern that the settings give to notes of this type in this folder: the last one counts whose folder is the
    /// deepest.
    fn preset(&self, folder: &str, kind: &str) -> Option<&str> {
        let holds = |path: &str| {
            path.is_empty()
                || folder.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let fits =
            self.defaults.iter().filter(|(path, own, _)| holds(path) && (own.is_empty() || own == kind));
        fits.max_by_key(|(path, ..)| path.len()).map(|(.., pattern)| pattern.as_str())
    }
}

/// Whether the addresses of the note at a path below the folder of its site may follow from anything in its front matter (its
/// date, its title), and not from [the keys for addresses](has_address) alone.
pub fn follow_front_matter(path: &str, patterns: &Patterns) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_dated = name.starts_with(|c: char| c.is_ascii_digit());
    let is_collected = path.split('/').any(|name| name.starts_with('_'));
    is_dated || is_collected || !patterns.defaults.is_empty() || !patterns.sections.is_empty()
}

/// Whether front matter may have keys that say where the page of its note is.
pub fn has_address(front_matter: &str) -> bool {
    ["permalink", "url", "redirect_from", "slug"].iter().any(|key| front_matter.contains(key))
}

/// Whether front matter may have keys that say where the page of its note is, or what the note is called.
pub fn has_names(front_matter: &str) -> bool {
    has_address(front_matter) || front_matter.contains("alias")
}

/// The addresses of the note at a path below the folder of its site, each as [`key`] has it.
pub fn of(path: &str, metadata: &Metadata, patterns: &Patterns) -> Vec<String> {
    let plain = path.rsplit_once('.').map_or(path, |(plain, _)| plain);
    let (folder, stem) = plain.rsplit_once('/').unwrap_or(("", plain));
    let note = Note::new(folder, stem, metadata);
    let texts = |key: &str| metadata.extra.get(key).map(values).unwrap_or_default();
    let mut found: Vec<String> = Vec::new();
    for address in ["permalink", "url"].iter().flat_map(|key| texts(key)) {
        found.push(note.filled(&address));
    }
    for address in ["aliases", "alias", "redirect_from"].iter().flat_map(|key| texts(key)) {
        // The aliases of vaults are names.
        if address.contains('/') {
            found.push(address);
        }
    }
    for slug in texts("slug") {
        match slug.strip_prefix('/') {
            Some(slug) => found.extend([slug.to_owned(), format!("docs/{slug}")]),
            None => found.extend(note.folders().map(|folder| format!("{folder}/{slug}"))),
        }
    }
    let names: Vec<&str> = folder.split('/').collect();
    if names.contains(&"_posts") || names.contains(&"_drafts") {
        let default = patterns.preset(folder, "posts");
        let pattern = default.or(patterns.posts.as_deref()).unwrap_or("date");
        found.push(note.filled(pattern));
        // What front matter has as categories is among the tags.
        found.push(Note { categorized: true, ..note.clone() }.filled(pattern));
    } else if let Some(at) = names.iter().position(|name| name.starts_with('_')) {
        let name = names[at].trim_start_matches('_');
        let below = names[at + 1..].iter().chain([&stem]).copied().collect::<Vec<_>>().join("/");
        let pattern = patterns.preset(folder, name).or(patterns.collections.get(name).map(String::as_str));
        let pattern = pattern.unwrap_or("/:collection/:path");
        found.push(note.filled(&pattern.replace(":collection", name).replace(":path", &below)));
    } else if let Some(pattern) = patterns.preset(folder, "pages") {
        let pattern = pattern.replace(":path", plain).replace(":output_ext", "");
        found.push(note.filled(&pattern));
    }
    if let Some(pattern) = note.section().and_then(|section| patterns.sections.get(section)) {
        found.push(Note { titled: true, ..note.clone() }.filled(pattern));
    }
    if note.slug != stem {
        // A date before the name gives the order of posts alone.
        found.extend(note.folders().map(|folder| format!("{folder}/{}", note.slug)));
        found.push(format!("{}/{}", note.day().join("/"), note.slug));
        found.extend(note.folders().map(|folder| format!("{folder}/{}/{}", note.day().join("/"), note.slug)));
    }
    let with_base = found.iter().filter(|_| !patterns.base.is_empty());
    let with_base: Vec<String> = with_base.map(|address| format!("{}/{address}", patterns.base)).collect();
    let mut keys: Vec<String> = found.iter().chain(&with_base).filter_map(|address| key(address)).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// An address as it is looked up: from the site's root, without what says only that it is a page. `None` for one that
/// is elsewhere, or that only the site's own program can tell.
pub fn key(address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    if address.contains("{{") || address.contains("{%") || address.contains(':') {
        return None;
    }
    let address = normalized(address);
    let page = address.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    let address = page.or(address.strip_suffix(".html")).unwrap_or(&address);
    Some(address.trim_matches('/').nfc().collect())
}

fn values(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Sequence(values) => values.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
}

/// What addresses are made from.
#[derive(Clone)]
struct Note<'a> {
    folder: &'a str,
    stem: &'a str,
    /// The name without a date before it.
    slug: &'a str,
    date: Option<String>,
    /// Whether its tags are categories.
    categorized: bool,
    /// Whether its title, and not its file's name, is what addresses call a title (Hugo).
    titled: bool,
    metadata: &'a Metadata,
}

impl<'a> Note<'a> {
    fn new(folder: &'a str, stem: &'a str, metadata: &'a Metadata) -> Self {
        let dated = stem.get(..11).filter(|date| {
            let form =
                |(at, c): (usize, char)| if matches!(at, 4 | 7 | 10) { c == '-' } else { c.is_ascii_digit() };
            date.chars().enumerate().all(form)
        });
        let slug = dated.and_then(|date| stem.strip_prefix(date)).unwrap_or(stem);
        let own = dated.map(|date| date.trim_end_matches('-').to_owned());
        let date = metadata.date.as_ref().and_then(Date::iso).or(own);
        Self { folder, stem, slug, date, categorized: false, titled: false, metadata }
    }

    /// The folders that the note is in, from that on in which the site has its notes.
    fn sections(&self) -> Vec<&'a str> {
        let names: Vec<&str> = self.folder.split('/').collect();
        // In Hugo's own folder, one called as that of another program is a section.
        let content = names.iter().rposition(|name| *name == "content");
        let content = content.or_else(|| names.iter().rposition(|name| CONTENT.contains(name)));
        let start = content.map_or(0, |at| at + 1);
        let own = names.into_iter().skip(start).filter(|name| !name.is_empty()).collect::<Vec<_>>();
        // The folder of a note that has files of its own is called as the note.
        match (self.is_bundle(), own.split_last()) {
            (true, Some((_, above))) => above.to_vec(),
            _ => own,
        }
    }

    /// The outermost of them.
    fn section(&self) -> Option<&'a str> {
        self.sections().first().copied()
    }

    /// Whether the note is the page of its folder.
    fn is_bundle(&self) -> bool {
        self.stem == "index"
    }

    /// The note's folder, and the same from the folder in which the site has its notes.
    fn folders(&self) -> impl Iterator<Item = String> {
        let names: Vec<&str> = self.folder.split('/').collect();
        let start = names.iter().rposition(|name| CONTENT.contains(name)).map_or(0, |at| at + 1);
        let below = |start: usize| {
            let shown = names[start..].iter().filter(|name| **name != "_posts");
            shown.map(|name| name.trim_start_matches('_')).collect::<Vec<_>>().join("/")
        };
        [below(0), below(start)].into_iter()
    }

    /// Year, month and day.
    fn day(&self) -> Vec<&str> {
        self.date.as_deref().map(|date| date.split('-').collect()).unwrap_or_default()
    }

    /// A pattern with what this note has for its parts (Jekyll, "Permalinks"; Eleventy, "File slugs").
    fn filled(&self, pattern: &str) -> String {
        let pattern = match pattern {
            "date" => "/:categories/:year/:month/:day/:title.html",
            "pretty" => "/:categories/:year/:month/:day/:title/",
            "ordinal" => "/:categories/:year/:y_day/:title.html",
            "none" => "/:categories/:title.html",
            pattern => pattern,
        };
        let pattern = ["{{ page.fileSlug }}", "{{page.fileSlug}}"]
            .iter()
            .fold(pattern.to_owned(), |pattern, expression| pattern.replace(expression, self.slug));
        let pattern = self.with_slices(&pattern);
        let mut parts = pattern.split(':');
        let mut filled = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(part.len());
            let (name, rest) = part.split_at(end);
            match self.part(name) {
                Some(value) => filled.push_str(&value),
                None => {
                    filled.push(':');
                    filled.push_str(name);
                }
            }
            filled.push_str(rest);
        }
        filled
    }

    /// A pattern with the folders that its slices take, `:sections[1:]` (Hugo, "URL management").
    fn with_slices(&self, pattern: &str) -> String {
        const OPEN: &str = ":sections[";
        let Some((before, (slice, after))) = pattern
            .split_once(OPEN)
            .or_else(|| pattern.split_once(":sectionslugs["))
            .and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
        else {
            return pattern.to_owned();
        };
        let folders = self.sections();
        let count = folders.len();
        let place = |text: &str, otherwise: usize| match text.trim() {
            "" => otherwise,
            "last" => count.saturating_sub(1),
            number => number.parse().unwrap_or(otherwise),
        };
        let (start, end) = match slice.split_once(':') {
            Some((start, end)) => (place(start, 0), place(end, count)),
            None => (place(slice, 0), place(slice, 0) + 1),
        };
        let taken: Vec<&str> = folders.into_iter().take(end).skip(start).collect();
        format!("{before}{}{}", taken.join("/"), self.with_slices(after))
    }

    fn part(&self, name: &str) -> Option<String> {
        let day = self.day();
        let number = |at: usize| day.get(at).map(|part| (*part).to_owned());
        let short = |at: usize| number(at).map(|part| part.trim_start_matches('0').to_owned());
        let own_name = || match self.is_bundle() {
            true => self.folder.rsplit('/').next().unwrap_or_default().to_owned(),
            false => self.stem.to_owned(),
        };
        let title = || match self.metadata.title.is_empty() {
            true => own_name(),
            false => crate::naming::slug(&self.metadata.title),
        };
        let own_slug = || self.metadata.extra.get("slug").and_then(Value::as_str).map(str::to_owned);
        let slug = || self.metadata.extra.get("slug").and_then(Value::as_str).unwrap_or(self.slug).to_owned();
        match name {
            "year" => number(0),
            "short_year" => number(0).map(|year| year.chars().skip(2).collect()),
            "month" => number(1),
            "i_month" => short(1),
            "day" => number(2),
            "i_day" => short(2),
            "y_day" => self.named_day("%j"),
            "title" if self.titled => Some(title()),
            "slug" if self.titled => Some(own_slug().unwrap_or_else(title)),
            "slugorfilename" | "slugorcontentbasename" => Some(own_slug().unwrap_or_else(own_name)),
            "filename" | "contentbasename" => Some(own_name()),
            "section" => self.section().map(str::to_owned),
            "sections" => Some(self.sections().join("/")),
            "monthname" => self.named_day("%B"),
            "weekdayname" => self.named_day("%A"),
            "yearday" => self.named_day("%-j"),
            "title" | "slug" => Some(slug()),
            "name" | "basename" => Some(self.slug.to_owned()),
            "path" => Some(self.stem.to_owned()),
            "categories" => Some(self.categories()),
            "output_ext" => Some(String::new()),
            _ => None,
        }
    }

    /// The note's day as a pattern of `strftime` has it, in lower case.
    fn named_day(&self, pattern: &str) -> Option<String> {
        let date: chrono::NaiveDate = self.date.as_deref()?.parse().ok()?;
        Some(date.format(pattern).to_string().to_lowercase())
    }

    /// The folders above `_posts`, and what front matter adds.
    fn categories(&self) -> String {
        let above = self.folder.split('/').take_while(|name| *name != "_posts" && *name != "_drafts");
        let mut categories: Vec<String> = above.map(str::to_lowercase).collect();
        if self.categorized {
            let tags = self.metadata.tags.iter().flat_map(|tag| tag.split_whitespace());
            categories.extend(tags.map(str::to_lowercase));
        }
        categories.dedup();
        categories.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::read::front_matter;
    use crate::source::Source;

    fn of(path: &str, front: &str, settings: &str) -> Vec<String> {
        let source = Source::new("", format!("---\n{front}\n---\n"));
        let front = front_matter::read(&source, &mut Diagnostics::default()).unwrap();
        let name = if settings.starts_with('[') { "hugo.toml" } else { "_config.yml" };
        super::of(path, &front.metadata, &Patterns::read(name, settings))
    }

    #[track_caller]
    fn has(path: &str, front: &str, settings: &str, address: &str) {
        let found = of(path, front, settings);
        assert!(found.contains(&key(address).unwrap()), "{path}: {found:?}");
    }

    #[test]
    fn front_matter_says_where_a_note_is() {
        has("setup.md", "permalink: /start-here/", "", "/start-here/");
        has("setup.md", "url: /start/index.html", "", "/start/");
        has("content/posts/a.md", "slug: other", "", "/posts/other/");
        has("docs/guide/a.mdx", "slug: /first", "", "/docs/first");
        has("a.md", "aliases: [/old/a/, A Name]", "", "/old/a.html");
        has("a.md", "redirect_from: /older", "", "/older/");
        has("posts/2024-03-09-b.md", "permalink: \"/p/{{ page.fileSlug }}/\"", "", "/p/b/");
        assert_eq!(of("a.md", "aliases: [A Name]", ""), Vec::<String>::new(), "names are no addresses");
    }

    #[test]
    fn posts_are_where_jekyll_puts_them() {
        let post = "_posts/2024-03-09-first-words.md";
        has(post, "title: T", "", "/2024/03/09/first-words.html");
        has(
            &format!("life/{post}"),
            "categories: Home Garden",
            "",
            "/life/home/garden/2024/03/09/first-words.html",
        );
        has(post, "title: T", "permalink: /blog/:year/:title/", "/blog/2024/first-words/");
        has(
            post,
            "date: 2025-01-02",
            "permalink: /:short_year/:i_month/:i_day/:title",
            "/25/1/2/first-words",
        );
        has(post, "title: T", "permalink: ordinal", "/2024/069/first-words.html");
        has(post, "title: T", "permalink: pretty\nbaseurl: /site", "/site/2024/03/09/first-words/");
        has(post, "title: T", "", "/first-words/");
    }

    #[test]
    fn collections_are_where_jekyll_puts_them() {
        has("_manual/a/b.md", "title: T", "", "/manual/a/b.html");
        let settings = "collections:\n  manual:\n    output: true\n    permalink: /help/:path/\n";
        has("_manual/a/b.md", "title: T", settings, "/help/a/b/");
    }

    #[test]
    fn defaults_of_jekyll_give_addresses() {
        let settings = "defaults:\n  - scope: {path: '', type: posts}\n    values: {permalink: '/blog/:title/'}\n  - scope: {path: guides}\n    values: {permalink: '/help/:basename/'}\n";
        has("_posts/2024-03-09-b.md", "title: T", settings, "/blog/b/");
        has("guides/setup.md", "title: T", settings, "/help/setup/");
        assert_eq!(of("guidesome/setup.md", "title: T", settings), Vec::<String>::new());
    }

    #[test]
    fn sections_are_where_hugo_puts_them() {
        let settings = "[permalinks]\n  posts = '/:year/:month/:slug/'\n  [permalinks.page]\n  docs = '/d/:sections/:contentbasename/'\n";
        has("content/posts/a.md", "title: First Words\ndate: 2024-03-09", settings, "/2024/03/first-words/");
        has("content/posts/a.md", "title: T\nslug: own\ndate: 2024-03-09", settings, "/2024/03/own/");
    }

    #[test]
    fn slices_take_some_of_the_sections() {
        let settings = |slice: &str| format!("[permalinks]\n  docs = '/:sections{slice}/:slug/'\n");
        for (slice, address) in [
            ("[1:]", "/b/c/page/"),
            ("[:1]", "/docs/page/"),
            ("[1]", "/b/page/"),
            ("[last]", "/c/page/"),
            ("[:last]", "/docs/b/page/"),
            ("[9:]", "/page/"),
        ] {
            has("content/docs/b/c/x.md", "title: Page", &settings(slice), address);
            has("content/docs/b/c/x/index.md", "title: Page", &settings(slice), address);
        }
    }

    #[test]
    fn the_first_page_may_be_any_note() {
        has("docs/intro.md", "slug: /", "", "/");
        has("docs/intro.md", "slug: /", "", "/docs/");
    }
}
