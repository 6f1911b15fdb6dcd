//! The formats that a document can become.

/// What a document can become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// A PDF file, typeset by Typst.
    Pdf,
    /// An EPUB 3.3 publication.
    Epub,
    /// A self-contained HTML page.
    Html,
    /// The pages of the PDF as pictures in PNG.
    Png,
    /// The pages of the PDF as drawings in SVG.
    Svg,
    /// The Typst source of the PDF.
    Typst,
    /// A text dump of the intermediate representation.
    Ir,
    /// The intermediate representation for programs, as JSON (RFC 8259).
    Json,
}

impl Format {
    /// All formats.
    pub const ALL: [Format; 8] = [
        Format::Pdf,
        Format::Epub,
        Format::Html,
        Format::Png,
        Format::Svg,
        Format::Typst,
        Format::Ir,
        Format::Json,
    ];

    /// The extension of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Epub => "epub",
            Format::Html => "html",
            Format::Png => "png",
            Format::Svg => "svg",
            Format::Typst => "typ",
            Format::Ir => "ir",
            Format::Json => "json",
        }
    }

    /// Whether Typst lays it out.
    pub fn is_typeset(self) -> bool {
        matches!(self, Format::Pdf | Format::Png | Format::Svg)
    }
}
