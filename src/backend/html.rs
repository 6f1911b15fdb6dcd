//! The HTML backend: one page for each note, without scripts. The modules write the body,
//! which EPUB shares; this one puts a body and its style into the page of `templates/page.html`.

pub mod address;
pub mod attributes;
pub mod beside;
pub mod body;
pub mod encode;
pub mod fonts;
pub mod front;
pub mod highlight;
pub mod listing;
pub mod math;
pub mod page;
pub mod shown;
pub mod split;
pub mod style;
pub mod template;

pub use page::{Renderer, render};
