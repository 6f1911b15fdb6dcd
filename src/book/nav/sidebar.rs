//! The sidebars of Docusaurus and VitePress, as far as they are data: literals of JavaScript or JSON. Nothing is run.

use std::path::PathBuf;

use super::wrong::Wrong;
use crate::book::{Entry, Outline};
use crate::read::js::{self, Value};
use crate::source::Span;

/// Reads Docusaurus' sidebars: documents by their identifiers, categories, and links.
pub fn docusaurus(source: &str) -> Result<Option<Outline>, Wrong> {
    let Some(Value::Object(sidebars)) = exported(source) else {
        return Err(Wrong::new("these sidebars are no data: they would have to be run"));
    };
    let entries: Vec<Entry> = sidebars.iter().flat_map(|(_, items)| documents(items)).collect();
    Ok((!entries.is_empty()).then(|| Outline { entries, ..Outline::default() }))
}

/// Reads the sidebar of VitePress' settings: links, and groups of links.
pub fn vitepress(source: &str) -> Result<Option<Outline>, Wrong> {
    let value = |name: &str| {
        let at = source.match_indices(name).find(|(at, _)| {
            source
                .get(at + name.len()..)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        });
        let (at, _) = at?;
        let rest = source.get(at..)?;
        let start = at + rest.find(':')? + 1;
        let after = source.get(start..)?;
        let start = start + (after.len() - after.trim_start().len());
        let end = match source.as_bytes().get(start)? {
            b'[' | b'{' => js::end_of_group(source, start)?,
            quote @ (b'"' | b'\'') => start + 1 + source.get(start + 1..)?.find(char::from(*quote))? + 1,
            _ => return Some(Value::Code),
        };
        Some(js::value(source, start..end))
    };
    let entries = match value("sidebar") {
        Some(Value::List(items)) => links(&items, ""),
        // A sidebar for each folder.
        Some(Value::Object(folders)) => {
            let of_folder = |(folder, items): &(String, Value)| match items {
                Value::List(items) => links(items, ""),
                Value::Object(_) => match (property(items, "items"), text(property(items, "base"))) {
                    (Some(Value::List(items)), base) => links(items, base.as_deref().unwrap_or(folder)),
                    _ => Vec::new(),
                },
                _ => Vec::new(),
            };
            folders.iter().flat_map(of_folder).collect()
        }
        Some(_) => return Err(Wrong::new("the sidebar is no data: it would have to be run")),
        None => return Ok(None),
    };
    let title = value("title").and_then(|title| text(Some(&title)));
    Ok((!entries.is_empty()).then(|| Outline { title, entries, ..Outline::default() }))
}

/// The object that a module gives to others, or that a file of JSON is.
fn exported(source: &str) -> Option<Value> {
    let after = ["module.exports", "export default", "sidebars"].iter().find_map(|name| {
        let at = source.find(name)? + name.len();
        let brace = at + source.get(at..)?.find('{')?;
        // `export default sidebars;` stands after the object.
        (!source.get(at..brace)?.contains(';')).then_some(brace)
    });
    let start = after.or_else(|| source.find('{'))?;
    let end = js::end_of_group(source, start)?;
    Some(js::value(source, start..end)).filter(|value| matches!(value, Value::Object(_)))
}

fn property<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    let Value::Object(properties) = value else { return None };
    properties.iter().find(|(own, _)| own == name).map(|(_, value)| value)
}

fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Text(text, _) => Some(text.clone()),
        _ => None,
    }
}

fn place(value: Option<&Value>) -> Span {
    match value {
        Some(Value::Text(_, span)) => *span,
        _ => Span::default(),
    }
}

/// What the items of a sidebar of Docusaurus are.
fn documents(items: &Value) -> Vec<Entry> {
    let note = |value: &Value, title: Option<String>| {
        let note = text(Some(value)).map(PathBuf::from)?;
        Some(Entry { title, note: Some(note), span: place(Some(value)), ..Entry::default() })
    };
    match items {
        Value::List(items) => items.iter().flat_map(documents).collect(),
        Value::Text(..) => note(items, None).into_iter().collect(),
        Value::Object(properties) => {
            let label = text(property(items, "label"));
            match text(property(items, "type")).as_deref() {
                Some("doc" | "ref") => {
                    property(items, "id").and_then(|id| note(id, label)).into_iter().collect()
                }
                Some("category") => {
                    let of_link = property(items, "link").and_then(|link| property(link, "id"));
                    let own = of_link.and_then(|id| note(id, label.clone()));
                    let entries = property(items, "items").map(documents).unwrap_or_default();
                    let own = own.unwrap_or_default();
                    vec![Entry { title: label, is_part: true, entries, ..own }]
                }
                Some(_) => Vec::new(),
                // The short form: categories by their names.
                None => {
                    let category = |(name, items): &(String, Value)| Entry {
                        title: Some(name.clone()),
                        is_part: true,
                        entries: documents(items),
                        ..Entry::default()
                    };
                    properties.iter().map(category).collect()
                }
            }
        }
        Value::Word(_) | Value::Code => Vec::new(),
    }
}

/// What the items of a sidebar of VitePress are.
fn links(items: &[Value], base: &str) -> Vec<Entry> {
    let entry = |item: &Value| {
        let (title, link) = (text(property(item, "text")), property(item, "link"));
        let base = text(property(item, "base")).unwrap_or_else(|| base.to_owned());
        let entries = match property(item, "items") {
            Some(Value::List(items)) => links(items, &base),
            _ => Vec::new(),
        };
        let address = text(link).filter(|link| !link.contains("://"));
        let note = address.map(|link| {
            let path = format!("{base}{link}");
            let path = path.split(['#', '?']).next().unwrap_or_default();
            let path = path.trim_start_matches('/').trim_end_matches(".html").to_owned();
            PathBuf::from(if path.is_empty() || path.ends_with('/') { path + "index" } else { path })
        });
        let is_part = note.is_none();
        (note.is_some() || !entries.is_empty()).then(|| Entry {
            title,
            note,
            is_part,
            entries,
            span: place(link),
            ..Entry::default()
        })
    };
    items.iter().filter_map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(outline: &Outline) -> Vec<String> {
        outline.notes().into_iter().map(|(note, _)| note.display().to_string()).collect()
    }

    #[test]
    fn sidebars_of_docusaurus_are_read_as_data() {
        let text = "// @ts-check\n/** @type {import('x').S} */\nconst sidebars = {\n  docs: [\n    'intro',\n    {type: 'category', label: 'Guide', link: {type: 'doc', id: 'guide/index'}, items: ['guide/a', {type: 'doc', id: 'guide/b', label: 'B'}]},\n    {More: ['c']},\n    {type: 'link', label: 'Web', href: 'https://example.org'},\n  ],\n};\nexport default sidebars;\n";
        let outline = docusaurus(text).unwrap().unwrap();
        assert_eq!(notes(&outline), ["intro", "guide/index", "guide/a", "guide/b", "c"]);
        assert!(docusaurus("module.exports = make();").is_err());
        assert_eq!(notes(&docusaurus(r#"{"docs": ["a", "b"]}"#).unwrap().unwrap()), ["a", "b"]);
    }

    #[test]
    fn the_sidebar_of_vitepress_is_read_as_data() {
        let text = "export default defineConfig({\n  title: 'Site',\n  themeConfig: {\n    sidebar: [\n      { text: 'Guide', items: [{ text: 'Start', link: '/guide/' }, { text: 'More', link: '/guide/more.html#x' }] },\n    ],\n  },\n})\n";
        let outline = vitepress(text).unwrap().unwrap();
        assert_eq!(
            (outline.title.as_deref(), notes(&outline)),
            (Some("Site"), vec!["guide/index".to_owned(), "guide/more".to_owned()])
        );
        assert_eq!(vitepress("export default {}").unwrap(), None);
        assert!(vitepress("export default { sidebar: make() }").is_err());
    }
}
