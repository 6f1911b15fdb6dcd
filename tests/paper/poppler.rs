//! Where the words of a PDF stand, as Poppler's `pdftotext` reads them.

use std::process::Command;

use regex::Regex;

/// A word on a page, in points from the page's upper left corner.
#[derive(Debug, Clone)]
pub struct Word {
    pub page: usize,
    pub left: f32,
    pub right: f32,
    pub top: f32,
    pub bottom: f32,
    pub text: String,
}

/// The words of a PDF and the size of its pages.
pub struct Pages {
    pub width: f32,
    pub height: f32,
    pub words: Vec<Word>,
}

/// The words of a PDF. It must be a file for Poppler.
pub fn words(pdf: &[u8]) -> Pages {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.pdf");
    std::fs::write(&path, pdf).unwrap();
    let mut command = Command::new("pdftotext");
    let output = command.args(["-bbox", "-enc", "UTF-8"]).arg(&path).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read(&String::from_utf8_lossy(&output.stdout))
}

fn read(list: &str) -> Pages {
    let pattern = Regex::new(
        r#"(?s)<page width="([\d.]+)" height="([\d.]+)">|<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>"#,
    );
    let mut pages = Pages { width: 0.0, height: 0.0, words: Vec::new() };
    let mut page = 0;
    for found in pattern.unwrap().captures_iter(list) {
        let number = |index: usize| found[index].parse().unwrap_or(f32::NAN);
        if found.get(1).is_some() {
            page += 1;
            (pages.width, pages.height) = (number(1), number(2));
        } else {
            let text = found[7].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let text = text.replace("&amp;", "&");
            let (left, top, right, bottom) = (number(3), number(4), number(5), number(6));
            pages.words.push(Word { page, left, right, top, bottom, text });
        }
    }
    pages
}
