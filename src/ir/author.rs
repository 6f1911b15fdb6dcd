//! Who made something.

use serde::Serialize;

/// One author.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The name as it is printed.
    pub name: String,
    /// Where they work or study.
    pub affiliation: Option<String>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A page about them.
    pub url: Option<String>,
    /// What they did, as the note says or as a code of MARC relators.
    pub role: Option<String>,
}
