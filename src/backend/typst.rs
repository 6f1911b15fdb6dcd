//! The Typst backend: [`markup`] writes a document as Typst code that calls the functions of
//! `templates/note.typ`, [`world`] is what that code can see ([`fonts`], the note's images, nothing
//! else), and [`pdf`] typesets it.

mod damaged;
pub mod encode;
mod families;
pub mod fonts;
pub mod markup;
pub mod math;
pub mod pdf;
pub mod world;
