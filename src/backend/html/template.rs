//! The templates' engine, set up so that a value is escaped by the one encoder and an unknown name is an
//! error, and the values of metadata that several templates show.

use std::fmt::{self, Formatter};
use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Object, ObjectRepr, Value};
use minijinja::{AutoEscape, Environment, Template, UndefinedBehavior, context};

use super::{address, encode};
use crate::backend::properties;
use crate::ir::Document;
use crate::ir::metadata::{Author, Date, Metadata};
use crate::locale;
use crate::look::Look;

/// An engine without templates.
#[expect(clippy::expect_used, reason = "the delimiters are constants")]
pub fn environment<'a>() -> Environment<'a> {
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true);
    let mut environment = Environment::new();
    environment.set_syntax(syntax.build().expect("the delimiters are the usual ones"));
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_formatter(|out, _state, value| {
        let own = value.downcast_object_ref::<Markup>().map(|markup| markup.0.as_str());
        match own.or_else(|| value.as_str().filter(|_| value.is_safe())) {
            Some(markup) => Ok(out.write_str(markup)?),
            None => {
                let mut text = String::new();
                encode::escape(&mut text, &value.to_string());
                Ok(out.write_str(&text)?)
            }
        }
    });
    environment
}

/// Markup that is written as it is. It may be large, and is not copied.
pub fn markup(markup: impl Into<String>) -> Value {
    Value::from_object(Markup(markup.into()))
}

/// A value that is markup.
#[derive(Debug)]
struct Markup(String);

impl Object for Markup {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.is_empty()
    }

    fn render(self: &Arc<Self>, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Fills a template in: UTF-8, of about `size` bytes.
///
/// # Errors
/// When the template asks for a value that there is not; the message says where.
pub fn fill(template: &Template, values: Value, size: usize) -> Result<Vec<u8>, minijinja::Error> {
    let mut filled = Vec::with_capacity(size);
    template.render_captured_to(values, &mut filled)?;
    Ok(filled)
}

/// The authors: `name`, `affiliation`, and a `link` to their page, or else to their mail.
pub fn authors(metadata: &Metadata) -> Vec<Value> {
    let author = |author: &Author| {
        let mail = author.email.as_ref().map(|email| format!("mailto:{email}"));
        let link = author.url.as_deref().and_then(address::link).or(mail.as_deref().and_then(address::link));
        context! { name => &author.name, affiliation => &author.affiliation, link => link }
    };
    metadata.authors.iter().map(author).collect()
}

/// The keys of front matter that are shown: `name` and `value`.
pub fn properties(document: &Document, look: Look<'_>) -> Vec<Value> {
    let shown = properties::of(document, look).into_iter();
    shown.map(|(name, value)| context! { name => name, value => value }).collect()
}

/// The date: `text` for people and, unless it is only words, `machine`.
pub fn date(metadata: &Metadata) -> Option<Value> {
    let date = metadata.date.as_ref()?;
    Some(context! { text => locale::date(&metadata.language, date), machine => machine_date(date) })
}

/// The date as machines read it (ISO 8601, as precise as it is), or `None` when it is only words.
pub fn machine_date(date: &Date) -> Option<String> {
    match date {
        Date::Day(day) => Some(day.to_string()),
        Date::Month { year, month } => Some(format!("{year:04}-{month:02}")),
        Date::Year(year) => Some(format!("{year:04}")),
        Date::Text(_) => None,
    }
}
