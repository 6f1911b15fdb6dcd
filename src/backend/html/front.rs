//! What a page shows before its text: title, subtitle and abstract, with what stands in them beside words.

use minijinja::value::Value;

use super::body::{Body, Context, Footnotes, Used};
use super::encode::Syntax;
use super::template;

/// Title, subtitle and abstract, as templates show them.
pub struct Front {
    /// The element `h1`.
    pub title: Value,
    /// The text of the subtitle, or none.
    pub subtitle: Value,
    /// The paragraphs of the abstract.
    pub summary: Vec<Value>,
    /// The logo's image, or nothing.
    pub logo: Value,
    /// The footnotes of these, where each page has its own; empty for a page that holds everything.
    pub footnotes: Value,
}

impl Front {
    /// Those of the document, what they use, and the footnotes that go on after theirs.
    pub fn of<'a>(context: Context<'a>, footnotes: Footnotes<'a>) -> (Self, Used, Footnotes<'a>) {
        let metadata = &context.document.metadata;
        let front = context.document.front();
        let (mut used, mut footnotes) = (Used::default(), footnotes);
        let mut part = |write: &mut dyn FnMut(&mut Body<'a>)| {
            let mut body = Body::new(context, std::mem::take(&mut footnotes));
            write(&mut body);
            let (markup, uses, rest) = body.finish();
            used.merge(&uses);
            footnotes = rest;
            template::markup(markup)
        };
        let title = part(&mut |body| match front.title {
            Some(title) => body.title(title),
            None => body.plain_title(&metadata.title),
        });
        let logo =
            part(&mut |body| front.logo.iter().for_each(|logo| body.inlines(std::slice::from_ref(logo))));
        let subtitle = match front.subtitle {
            Some(content) => part(&mut |body| body.inlines(content)),
            None => metadata.subtitle.as_deref().map_or_else(|| Value::from(()), Value::from),
        };
        let summary = match front.summary {
            Some(blocks) => blocks.iter().map(|block| part(&mut |body| body.content(block))).collect(),
            None => metadata.abstract_paragraphs().map(Value::from).collect(),
        };
        let own = if context.syntax == Syntax::Xhtml { part(&mut Body::footnotes) } else { Value::from("") };
        (Self { title, subtitle, summary, logo, footnotes: own }, used, footnotes)
    }
}
