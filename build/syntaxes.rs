//! The syntaxes of two-face as one file that the program reads when a note shows code, with what a terminal shows as one
//! more. In their regular expressions the classes that list all letters and digits of Unicode become short ones: to
//! compile those of a language then takes half the time and half the memory.

use std::error::Error;
use std::path::Path;

use syntect::parsing::syntax_definition::{Pattern, SyntaxDefinition};
use syntect::parsing::{Regex, SyntaxSetBuilder};

/// What a letter of a word is beside those of ASCII. Up to U+00FF, and among the punctuation and the symbols of U+2000 to
/// U+2BFF, exactly what Unicode calls so (UTS #18, Annex C, `\w`); in the scripts, all there is.
pub const LETTERS: &str = concat!(
    r"\x{AA}\x{B5}\x{BA}\x{C0}-\x{D6}\x{D8}-\x{F6}\x{F8}-\x{1FFF}",
    r"\x{200C}\x{200D}\x{203F}\x{2040}\x{2054}\x{2071}\x{207F}\x{2090}-\x{209C}\x{20D0}-\x{20F0}",
    r"\x{2102}\x{2107}\x{210A}-\x{2113}\x{2115}\x{2119}-\x{211D}\x{2124}\x{2126}\x{2128}\x{212A}-\x{212D}",
    r"\x{212F}-\x{2139}\x{213C}-\x{213F}\x{2145}-\x{2149}\x{214E}\x{2160}-\x{2188}\x{24B6}-\x{24E9}",
    r"\x{2C00}-\x{2DFF}\x{2E2F}\x{3005}-\x{3007}\x{3021}-\x{D7FF}\x{F900}-\x{FDFF}\x{FE00}-\x{FE0F}",
    r"\x{FE20}-\x{FE2F}\x{FE33}\x{FE34}\x{FE4D}-\x{FE4F}\x{FE70}-\x{FEFC}\x{FF10}-\x{FF19}\x{FF21}-\x{FF3A}",
    r"\x{FF3F}\x{FF41}-\x{FF5A}\x{FF66}-\x{FFDC}\x{10000}-\x{1EFFF}\x{1F130}-\x{1F189}\x{1FBF0}-\x{10FFFF}",
);

/// What a number is beside the digits of ASCII and those that [`LETTERS`] has: up to U+00FF and from U+2000 to U+2BFF exactly
/// what Unicode calls so.
const NUMBERS: &str = concat!(
    r"\x{B2}\x{B3}\x{B9}\x{BC}-\x{BE}\x{2070}\x{2074}-\x{2079}\x{2080}-\x{2089}\x{2150}-\x{2182}\x{2185}-\x{2189}",
    r"\x{2460}-\x{249B}\x{24EA}-\x{24FF}\x{2776}-\x{2793}",
);

/// A regular expression with short classes for `\w`, `\d`, `\p{L}`, `\p{N}` and `\p{Nd}`. A digit is one of ASCII.
pub fn short(expression: &str) -> String {
    let (mut short, mut rest) = (String::new(), expression);
    while let Some((before, after)) = rest.split_once('\\') {
        let name = match after.chars().next() {
            Some('p' | 'P') if after[1..].starts_with('{') => {
                after.split_inclusive('}').next().unwrap_or_default()
            }
            char => &after[..char.map_or(0, char::len_utf8)],
        };
        short.push_str(before);
        // In a class, a class of its own is as good, and no range can begin with it.
        match name {
            "w" => short.extend(["[0-9A-Za-z_", LETTERS, "]"]),
            "d" | "p{Nd}" => short.push_str("[0-9]"),
            "p{N}" => short.extend(["[0-9", NUMBERS, "]"]),
            "p{L}" => short.extend(["[A-Za-z", LETTERS, "]"]),
            name => short.extend(["\\", name]),
        }
        rest = &after[name.len()..];
    }
    short + rest
}

/// Writes the syntaxes of two-face, and those of the given files, to the file at `path`.
///
/// # Errors
/// When one of the files is no syntax, or the file cannot be written.
pub fn write(path: &Path, own: &[&str]) -> Result<(), Box<dyn Error>> {
    let mut all = SyntaxSetBuilder::new();
    for syntax in two_face::syntax::extra_newlines().into_builder().syntaxes() {
        let mut syntax = syntax.clone();
        shorten(&mut syntax);
        all.add(syntax);
    }
    for path in own {
        println!("cargo::rerun-if-changed={path}");
        all.add(SyntaxDefinition::load_from_str(&std::fs::read_to_string(path)?, true, None)?);
    }
    Ok(syntect::dumps::dump_to_uncompressed_file(&all.build(), path)?)
}

/// Shortens the regular expressions of a syntax.
#[expect(
    clippy::disallowed_methods,
    clippy::iter_over_hash_type,
    reason = "each is changed alone, in whatever order"
)]
fn shorten(syntax: &mut SyntaxDefinition) {
    for context in syntax.contexts.values_mut() {
        for pattern in &mut context.patterns {
            if let Pattern::Match(pattern) = pattern {
                pattern.regex = Regex::new(short(pattern.regex.regex_str()));
            }
        }
    }
}
