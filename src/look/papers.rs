//! The papers that Typst knows, by its names (ISO 216, DIN, JIS, ANSI and others), and what people call some of them.

/// The papers: name, width and height in millimetres.
const PAPERS: [(&str, f64, f64); 107] = [
    ("a0", 841.0, 1189.0),
    ("a1", 594.0, 841.0),
    ("a2", 420.0, 594.0),
    ("a3", 297.0, 420.0),
    ("a4", 210.0, 297.0),
    ("a5", 148.0, 210.0),
    ("a6", 105.0, 148.0),
    ("a7", 74.0, 105.0),
    ("a8", 52.0, 74.0),
    ("a9", 37.0, 52.0),
    ("a10", 26.0, 37.0),
    ("a11", 18.0, 26.0),
    ("iso-b1", 707.0, 1000.0),
    ("iso-b2", 500.0, 707.0),
    ("iso-b3", 353.0, 500.0),
    ("iso-b4", 250.0, 353.0),
    ("iso-b5", 176.0, 250.0),
    ("iso-b6", 125.0, 176.0),
    ("iso-b7", 88.0, 125.0),
    ("iso-b8", 62.0, 88.0),
    ("iso-c3", 324.0, 458.0),
    ("iso-c4", 229.0, 324.0),
    ("iso-c5", 162.0, 229.0),
    ("iso-c6", 114.0, 162.0),
    ("iso-c7", 81.0, 114.0),
    ("iso-c8", 57.0, 81.0),
    ("din-d3", 272.0, 385.0),
    ("din-d4", 192.0, 272.0),
    ("din-d5", 136.0, 192.0),
    ("din-d6", 96.0, 136.0),
    ("din-d7", 68.0, 96.0),
    ("din-d8", 48.0, 68.0),
    ("sis-g5", 169.0, 239.0),
    ("sis-e5", 115.0, 220.0),
    ("ansi-a", 216.0, 279.0),
    ("ansi-b", 279.0, 432.0),
    ("ansi-c", 432.0, 559.0),
    ("ansi-d", 559.0, 864.0),
    ("ansi-e", 864.0, 1118.0),
    ("arch-a", 229.0, 305.0),
    ("arch-b", 305.0, 457.0),
    ("arch-c", 457.0, 610.0),
    ("arch-d", 610.0, 914.0),
    ("arch-e1", 762.0, 1067.0),
    ("arch-e", 914.0, 1219.0),
    ("jis-b0", 1030.0, 1456.0),
    ("jis-b1", 728.0, 1030.0),
    ("jis-b2", 515.0, 728.0),
    ("jis-b3", 364.0, 515.0),
    ("jis-b4", 257.0, 364.0),
    ("jis-b5", 182.0, 257.0),
    ("jis-b6", 128.0, 182.0),
    ("jis-b7", 91.0, 128.0),
    ("jis-b8", 64.0, 91.0),
    ("jis-b9", 45.0, 64.0),
    ("jis-b10", 32.0, 45.0),
    ("jis-b11", 22.0, 32.0),
    ("sac-d0", 764.0, 1064.0),
    ("sac-d1", 532.0, 760.0),
    ("sac-d2", 380.0, 528.0),
    ("sac-d3", 264.0, 376.0),
    ("sac-d4", 188.0, 260.0),
    ("sac-d5", 130.0, 184.0),
    ("sac-d6", 92.0, 126.0),
    ("iso-id-1", 85.6, 53.98),
    ("iso-id-2", 74.0, 105.0),
    ("iso-id-3", 88.0, 125.0),
    ("asia-f4", 210.0, 330.0),
    ("jp-shiroku-ban-4", 264.0, 379.0),
    ("jp-shiroku-ban-5", 189.0, 262.0),
    ("jp-shiroku-ban-6", 127.0, 188.0),
    ("jp-kiku-4", 227.0, 306.0),
    ("jp-kiku-5", 151.0, 227.0),
    ("jp-business-card", 91.0, 55.0),
    ("cn-business-card", 90.0, 54.0),
    ("eu-business-card", 85.0, 55.0),
    ("fr-tellière", 340.0, 440.0),
    ("fr-couronne-écriture", 360.0, 460.0),
    ("fr-couronne-édition", 370.0, 470.0),
    ("fr-raisin", 500.0, 650.0),
    ("fr-carré", 450.0, 560.0),
    ("fr-jésus", 560.0, 760.0),
    ("uk-brief", 406.4, 342.9),
    ("uk-draft", 254.0, 406.4),
    ("uk-foolscap", 203.2, 330.2),
    ("uk-quarto", 203.2, 254.0),
    ("uk-crown", 508.0, 381.0),
    ("uk-book-a", 111.0, 178.0),
    ("uk-book-b", 129.0, 198.0),
    ("us-letter", 215.9, 279.4),
    ("us-legal", 215.9, 355.6),
    ("us-tabloid", 279.4, 431.8),
    ("us-executive", 184.15, 266.7),
    ("us-foolscap-folio", 215.9, 342.9),
    ("us-statement", 139.7, 215.9),
    ("us-ledger", 431.8, 279.4),
    ("us-oficio", 215.9, 340.36),
    ("us-gov-letter", 203.2, 266.7),
    ("us-gov-legal", 215.9, 330.2),
    ("us-business-card", 88.9, 50.8),
    ("us-digest", 139.7, 215.9),
    ("us-trade", 152.4, 228.6),
    ("newspaper-compact", 280.0, 430.0),
    ("newspaper-berliner", 315.0, 470.0),
    ("newspaper-broadsheet", 381.0, 578.0),
    ("presentation-16-9", 297.0, 167.0625),
    ("presentation-4-3", 280.0, 210.0),
];

/// The names.
#[expect(
    clippy::indexing_slicing,
    reason = "both have the same length; it is done when the program is compiled"
)]
pub const NAMES: [&str; PAPERS.len()] = {
    let mut names = [""; PAPERS.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = PAPERS[index].0;
        index += 1;
    }
    names
};

/// Width and height of the paper of a name, in millimetres.
pub fn size(name: &str) -> Option<(f64, f64)> {
    PAPERS.iter().find(|paper| paper.0 == name).map(|paper| (paper.1, paper.2))
}

/// Other names, without hyphens: LaTeX's, Pandoc's and CSS's.
const ALIASES: [(&str, &str); 11] = [
    ("letter", "us-letter"),
    ("usletter", "us-letter"),
    ("legal", "us-legal"),
    ("executive", "us-executive"),
    ("tabloid", "us-tabloid"),
    ("ledger", "us-ledger"),
    ("statement", "us-statement"),
    ("b4", "iso-b4"),
    ("b5", "iso-b5"),
    ("b6", "iso-b6"),
    ("beamer", "presentation-4-3"),
];

/// The regions (ISO 3166-1) that use Letter, not A4 (Unicode CLDR, `measurementData`).
const LETTER: [&str; 16] =
    ["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE", "DO", "BO"];

/// The paper of a name: Typst's, with or without hyphens and letter case, LaTeX's (`a4paper`) or a common one (`letter`).
pub fn find(name: &str) -> Option<&'static str> {
    let plain = |name: &str| name.trim().to_lowercase().replace(['-', '_', ' '], "");
    let asked = plain(name);
    let asked = asked.strip_suffix("paper").unwrap_or(&asked);
    let alias = ALIASES.iter().find(|(alias, _)| *alias == asked).map(|(_, name)| *name);
    alias.or_else(|| NAMES.into_iter().find(|name| plain(name) == asked))
}

/// The paper that is used where a language (BCP 47) is spoken: Letter in the regions that have it, else A4.
pub fn usual(language: &str) -> &'static str {
    let region = language.split('-').skip(1).find(|part| part.len() == 2);
    match region {
        Some(region) if LETTER.contains(&region.to_uppercase().as_str()) => "us-letter",
        _ => "a4",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_one_of_typst() {
        for (name, width, height) in PAPERS {
            let paper = name.parse::<typst::layout::Paper>().unwrap_or_else(|_| panic!("{name}"));
            assert!((paper.width().to_mm() - width).abs() < 0.01, "{name}");
            assert!((paper.height().to_mm() - height).abs() < 0.01, "{name}");
        }
    }

    #[test]
    fn papers_have_the_names_that_people_use() {
        for (name, paper) in [
            ("A4", "a4"),
            ("a4paper", "a4"),
            ("letter", "us-letter"),
            ("letterpaper", "us-letter"),
            ("US Letter", "us-letter"),
            ("b5", "iso-b5"),
            ("presentation-16-9", "presentation-16-9"),
        ] {
            assert_eq!(find(name), Some(paper), "{name}");
        }
        assert_eq!(find("a44"), None);
    }

    #[test]
    fn the_region_decides_between_a4_and_letter() {
        for (language, paper) in [
            ("en", "a4"),
            ("en-US", "us-letter"),
            ("fr-CA", "us-letter"),
            ("en-GB", "a4"),
            ("zh-Hant-TW", "a4"),
            ("es-MX", "us-letter"),
        ] {
            assert_eq!(usual(language), paper, "{language}");
        }
    }
}
