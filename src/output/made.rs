//! Whether a file was made by this program: by the mark that each format's writer leaves in its outputs. A file
//! without one is somebody's own, and is not replaced unasked.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use crate::backend::{html, typst};
use crate::format::Format;
use crate::limits;
use crate::program::{GENERATOR, NAME};

/// Whether a file is an output of this program in `format`. What cannot be read is not.
pub fn by_us(path: &Path, format: Format) -> bool {
    read(path).is_ok_and(|bytes| is_marked(&bytes, format))
}

/// How many pages a PDF of ours says that it has, by its bytes.
pub fn pages(pdf: &[u8]) -> Option<usize> {
    const TREE: &[u8] = b"/Type/Pages/Count ";
    let at = pdf.windows(TREE.len()).position(|part| part == TREE)?;
    let digits = pdf.get(at + TREE.len()..)?.iter().take_while(|byte| byte.is_ascii_digit());
    digits.map(|&digit| digit as char).collect::<String>().parse().ok()
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    // A pipe would be waited for.
    if !path.metadata()?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limits::OUTPUT_LOOKED_AT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_marked(bytes: &[u8], format: Format) -> bool {
    // From the end, where PDF files have it.
    let has = |mark: &str| {
        let mark = mark.as_bytes();
        bytes.windows(mark.len()).rev().any(|part| part.first() == mark.first() && part == mark)
    };
    let in_head = |mark: &str| {
        let head = bytes.get(..limits::HEAD_LOOKED_AT).unwrap_or(bytes);
        head.windows(mark.len()).any(|part| part == mark.as_bytes())
    };
    match format {
        Format::Pdf => {
            bytes.starts_with(b"%PDF-")
                && (has(&format!("/Creator({NAME} ")) || has(&format!("<xmp:CreatorTool>{NAME} ")))
        }
        Format::Epub => package(bytes).is_some_and(|package| package.contains(&generator())),
        Format::Html => {
            in_head(&generator()) || bytes.trim_ascii_end().ends_with(html::page::MARK.as_bytes())
        }
        Format::Png => bytes.starts_with(b"\x89PNG") && in_head(&format!("Software\0{NAME} ")),
        Format::Svg => bytes.starts_with(typst::pages::SVG_MARK.as_bytes()),
        Format::Typst => bytes.starts_with(typst::markup::MARK.as_bytes()),
        Format::Ir => bytes.starts_with(b"metadata\n  title "),
        Format::Json => bytes.starts_with(b"{\"metadata\":{\"title\":"),
    }
}

/// How the element begins that names this program, in whatever version, in pages and publications.
fn generator() -> String {
    debug_assert!(GENERATOR.starts_with(NAME));
    format!("<meta name=\"generator\" content=\"{NAME} ")
}

/// The package document of a publication, where our writer puts it.
fn package(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let file = archive.by_name("OEBPS/content.opf").ok()?;
    let mut text = String::new();
    file.take(limits::OUTPUT_LOOKED_AT).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::files::Memory;
    use crate::settings::Settings;
    use crate::{Source, finish, read, render};

    fn made(format: Format, settings: &Settings) -> Vec<u8> {
        let (source, files) = (Source::new("n.md", "# A title\n\nText.\n"), Memory::default());
        let mut diagnostics = Diagnostics::default();
        let document = read(&source, None, settings, &files, &mut diagnostics).unwrap();
        let document = finish(document, settings, &files, &mut diagnostics);
        render(&document, format, &source, settings, &mut diagnostics).unwrap()
    }

    #[test]
    fn an_output_of_each_format_is_known_again() {
        for format in Format::ALL {
            assert!(is_marked(&made(format, &Settings::default()), format), "{format:?}");
        }
    }

    #[test]
    fn a_pdf_of_ours_says_how_many_pages_it_has() {
        assert_eq!(pages(&made(Format::Pdf, &Settings::default())), Some(1));
        assert_eq!(pages(b"%PDF-1.7"), None);
    }

    #[test]
    fn an_output_by_a_template_of_somebody_is_known_again() {
        let mut settings = Settings::default();
        settings.templates.page = "<title>{{ title }}</title>{{ body }}".into();
        let text = "// Mine.\n".to_owned();
        settings.templates.own_typst = Some(crate::settings::OwnTypst { path: "own.typ".into(), text });
        for format in [Format::Html, Format::Typst] {
            assert!(is_marked(&made(format, &settings), format), "{format:?}");
        }
    }

    #[test]
    fn a_file_of_another_program_is_not_ours() {
        for (bytes, format) in [
            (&b"%PDF-1.7 /Creator(Writer) convert"[..], Format::Pdf),
            (b"PK\x03\x04", Format::Epub),
            (b"<!DOCTYPE html><meta name=\"generator\" content=\"Hugo\"><p>convert 0.1.0", Format::Html),
            (b"#set page()\n", Format::Typst),
            (b"metadata", Format::Ir),
            (b"{\"a\":1}", Format::Json),
            (b"", Format::Html),
        ] {
            assert!(!is_marked(bytes, format), "{format:?}");
        }
    }
}
