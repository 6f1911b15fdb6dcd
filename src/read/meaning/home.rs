//! The first page of a site, whose words stand in its front matter: `hero` and `features` (VitePress, Starlight), and the
//! like of VuePress (`home: true`, `heroText`).

use crate::ir::*;
use crate::read::core::content::paragraph;
use crate::read::dialect::features::Features;
use crate::read::meaning::data::{bullets, link};
use crate::read::meaning::titled::strong_line;
use crate::source::{Source, Span};
use crate::value::{Mapping, Value};

/// The blocks that say what the front matter says, before those of the note; none where it is not that of a first page.
pub fn of(metadata: &Metadata, source: &Source, features: Features) -> Vec<Block> {
    let extra = &metadata.extra;
    let hero = extra.get("hero").and_then(Value::as_mapping);
    let is_home = extra.get("home").and_then(Value::as_bool) == Some(true)
        || extra.get("layout").and_then(Value::as_str) == Some("home");
    // Themes of other sites have no more than a picture there.
    let has_words =
        |hero: &Mapping| ["name", "title", "text", "tagline"].iter().any(|key| hero.contains_key(key));
    if !features.contains(Features::COMPONENTS) || !is_home && !hero.is_some_and(has_words) {
        return Vec::new();
    }
    let mut page = Page { source, from: 0 };
    let mut blocks = page.hero(hero, extra, &metadata.title);
    let listed = extra.get("features").and_then(Value::as_sequence).into_iter().flatten();
    blocks.extend(listed.filter_map(Value::as_mapping).map(|feature| page.feature(feature)));
    blocks.extend(extra.get("footer").and_then(Value::as_str).and_then(|words| page.line(words)));
    blocks
}

/// The first page.
struct Page<'s> {
    source: &'s Source,
    /// The byte from which on the next words are looked for: the front matter is gone through once.
    from: usize,
}

impl Page<'_> {
    /// Where a value stands.
    fn span(&mut self, value: &str) -> Span {
        let found = self.source.text().get(self.from..).and_then(|rest| rest.find(value));
        let Some(found) = found.filter(|_| !value.is_empty()) else { return Span::default() };
        let start = self.from + found;
        self.from = start + value.len();
        Span::new(start..self.from)
    }

    fn words(&mut self, words: &str) -> Vec<Inline> {
        let span = self.span(words);
        vec![Inline::text(span, words)]
    }

    fn line(&mut self, words: &str) -> Option<Block> {
        paragraph(self.words(words))
    }

    /// What stands at the top: name, text, picture, and where its buttons lead.
    fn hero(&mut self, hero: Option<&Mapping>, extra: &Mapping, title: &str) -> Vec<Block> {
        let text = |keys: &[&str]| {
            let own = keys.iter().find_map(|key| hero?.get(key)?.as_str());
            own.or_else(|| keys.iter().find_map(|key| extra.get(key)?.as_str()))
        };
        let mut blocks = Vec::new();
        match text(&["name", "title", "heroText"]).filter(|name| *name != title) {
            // The note has no other title.
            Some(name) if title.is_empty() => {
                let content = self.words(name);
                let span = content.first().map(|inline| inline.span).unwrap_or_default();
                blocks.push(Block::new(span, BlockKind::Heading { level: 1, content }));
            }
            Some(name) => blocks.extend(strong_line(self.words(name))),
            None => {}
        }
        blocks.extend(text(&["text"]).and_then(|words| strong_line(self.words(words))));
        blocks.extend(text(&["tagline"]).and_then(|words| self.line(words)));
        let image = hero.and_then(|hero| hero.get("image")).or_else(|| extra.get("heroImage"));
        blocks.extend(image.and_then(|image| self.image(image, extra)));
        let actions = hero.and_then(|hero| hero.get("actions")).or_else(|| extra.get("actions"));
        let mut links: Vec<Vec<Block>> = Vec::new();
        for action in actions.and_then(Value::as_sequence).into_iter().flatten() {
            links.extend(self.link_of(action, "text", "link").map(|link| vec![link]));
        }
        links.extend(self.link_between(extra, "actionText", "actionLink").map(|link| vec![link]));
        if let Some(first) = links.first().and_then(|blocks| blocks.first()) {
            blocks.push(bullets(first.span, links));
        }
        blocks
    }

    /// A picture by its path, or by its path and what it shows.
    fn image(&mut self, image: &Value, extra: &Mapping) -> Option<Block> {
        let value = |keys: &[&str]| keys.iter().find_map(|key| image.get(key)?.as_str());
        let address = image.as_str().or_else(|| value(&["src", "light", "file"]))?;
        let shown = value(&["alt"]).or_else(|| extra.get("heroAlt").and_then(Value::as_str));
        let image = Image {
            source: ImageSource::Unresolved(address.to_owned()),
            alternative: shown.map_or(Alternative::Decorative, |shown| Alternative::Given(shown.to_owned())),
            title: None,
            width: None,
            height: None,
        };
        paragraph(vec![Inline::new(self.span(address), InlineKind::Image(Box::new(image)))])
    }

    fn link_of(&mut self, said: &Value, text: &str, address: &str) -> Option<Block> {
        self.link_between(said.as_mapping()?, text, address)
    }

    /// The link whose words and address are the values of these keys; words alone where it leads nowhere.
    fn link_between(&mut self, said: &Mapping, text: &str, address: &str) -> Option<Block> {
        let words = self.words(said.get(text)?.as_str()?);
        let Some(address) = said.get(address).and_then(Value::as_str) else { return paragraph(words) };
        let span = words.first().map(|inline| inline.span).unwrap_or_default();
        paragraph(vec![link(span, address.to_owned(), words)])
    }

    /// A feature: a card with its title and its words.
    fn feature(&mut self, feature: &Mapping) -> Block {
        let text = |key: &str| feature.get(key).and_then(Value::as_str);
        let is_shown = |icon: &&str| !icon.is_ascii() && !icon.contains('<');
        let icon = text("icon").filter(is_shown).map(|icon| format!("{icon} ")).unwrap_or_default();
        let mut title = text("title").map(|title| self.words(title)).unwrap_or_default();
        let span = title.first().map(|inline| inline.span).unwrap_or_default();
        if !icon.is_empty() {
            title.insert(0, Inline::text(span, icon));
        }
        let names_link = text("linkText").is_some();
        if let Some(address) = text("link").filter(|_| !names_link && !title.is_empty()) {
            title = vec![link(span, address.to_owned(), title)];
        }
        let mut blocks: Vec<Block> = strong_line(title).into_iter().collect();
        blocks.extend(text("details").and_then(|words| self.line(words)));
        blocks.extend(self.link_between(feature, "linkText", "link"));
        let attributes = Attributes::of_class("card".to_owned());
        Block { span, attributes, kind: BlockKind::Division { blocks } }
    }
}
