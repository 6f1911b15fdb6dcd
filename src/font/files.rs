//! The files of `fonts/`.

/// A font that the program embeds.
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// The name of its family.
    pub family: &'static str,
    /// Whether its letters are bold.
    pub bold: bool,
    /// Whether its letters are italic.
    pub italic: bool,
    /// The file (OpenType).
    pub data: &'static [u8],
}

macro_rules! file {
    ($family:literal $bold:literal $italic:literal $name:literal) => {
        File {
            family: $family,
            bold: $bold,
            italic: $italic,
            data: include_bytes!(concat!("../../fonts/", $name)),
        }
    };
}

/// The family of the embedded font for formulas.
pub const FORMULAS: &str = "New Computer Modern Math";

/// The family of the embedded font for emoji, whose drawings have colours.
pub const EMOJI: &str = "Twemoji Mozilla";

/// Those that any text may need, in the order in which Typst prefers them.
pub static GENERAL: [File; 10] = [
    file!("Libertinus Serif" false false "LibertinusSerif-Regular.otf"),
    file!("Libertinus Serif" true false "LibertinusSerif-Bold.otf"),
    file!("Libertinus Serif" false true "LibertinusSerif-Italic.otf"),
    file!("Libertinus Serif" true true "LibertinusSerif-BoldItalic.otf"),
    file!("New Computer Modern Math" false false "NewCMMath-Book.otf"),
    file!("DejaVu Sans Mono" false false "DejaVuSansMono.ttf"),
    file!("DejaVu Sans Mono" true false "DejaVuSansMono-Bold.ttf"),
    file!("DejaVu Sans Mono" false true "DejaVuSansMono-Oblique.ttf"),
    file!("DejaVu Sans Mono" true true "DejaVuSansMono-BoldOblique.ttf"),
    file!("Twemoji Mozilla" false false "TwemojiMozilla.ttf"),
];

/// Those that only themes use.
pub static OF_THEMES: [File; 8] = [
    file!("IBM Plex Sans" false false "IBMPlexSans-Regular.ttf"),
    file!("IBM Plex Sans" true false "IBMPlexSans-Bold.ttf"),
    file!("IBM Plex Sans" false true "IBMPlexSans-Italic.ttf"),
    file!("IBM Plex Sans" true true "IBMPlexSans-BoldItalic.ttf"),
    file!("Atkinson Hyperlegible" false false "AtkinsonHyperlegible-Regular.ttf"),
    file!("Atkinson Hyperlegible" true false "AtkinsonHyperlegible-Bold.ttf"),
    file!("Atkinson Hyperlegible" false true "AtkinsonHyperlegible-Italic.ttf"),
    file!("Atkinson Hyperlegible" true true "AtkinsonHyperlegible-BoldItalic.ttf"),
];

/// The embedded font of a family (letter case does not matter) that is bold and italic or not.
pub fn find(family: &str, bold: bool, italic: bool) -> Option<&'static File> {
    let mut files = GENERAL.iter().chain(&OF_THEMES);
    files.find(|file| file.family.eq_ignore_ascii_case(family) && (file.bold, file.italic) == (bold, italic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_the_table_says() {
        for file in GENERAL.iter().chain(&OF_THEMES) {
            let face = ttf_parser::Face::parse(file.data, 0).unwrap();
            let of = |id| {
                face.names().into_iter().filter(|name| name.name_id == id).find_map(|name| name.to_string())
            };
            // Some have names of old systems only.
            if let Some(family) = of(16).or_else(|| of(1)) {
                let letters = |name: &str| name.replace(' ', "");
                assert!(
                    letters(&family).starts_with(&letters(file.family)),
                    "{family} is not {}",
                    file.family
                );
            }
            assert_eq!((face.is_bold(), face.is_italic() || face.is_oblique()), (file.bold, file.italic));
        }
    }
}
