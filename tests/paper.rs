//! Nothing leaves the paper and nothing vanishes: where the words of every sample and case stand in its PDF, and that every
//! word of a document is in its PDF, its page and its publication; what pages end with, and what the tags of a PDF hold. Poppler reads the PDF (`pdftotext`, Debian's package
//! poppler-utils).
//!
//! With `CONVERT_CORPUS` (folders, divided by `:`) the ignored test does the same for all notes below them.

#[path = "behaviour/at_once.rs"]
mod at_once;
// Each test uses a part of it.
#[allow(dead_code)]
#[path = "behaviour/case.rs"]
mod case;
#[path = "paper/ends.rs"]
mod ends;
#[path = "paper/poppler.rs"]
mod poppler;
#[path = "paper/said.rs"]
mod said;
#[allow(dead_code)]
#[path = "behaviour/suite.rs"]
mod suite;
#[path = "paper/tags.rs"]
mod tags;
mod tools;

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use at_once::at_once;
use case::Case;
use note_convert::Format;
use note_convert::backend::typst::rounds;
use note_convert::look::value::{Side, Value};
use note_convert::look::{Key, Theme, theme};
use regex::Regex;
use said::condensed;

/// The text area of a page, in points, as the theme `classic` has it: how long a line is, and the margins above and below.
const LINE: f32 = 323.5;
const TOP: f32 = 70.9;
const BOTTOM: f32 = 79.4;

/// What a letter may reach beyond its box, and a mark of punctuation beyond the line's end.
const TOLERANCE: f32 = 4.0;

/// What the box of a title's letters has above the highest of them.
const ASCENDER: f32 = 10.0;

#[test]
fn nothing_leaves_the_paper_and_no_word_vanishes() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let samples = Path::new("samples").read_dir().into_iter().flatten().map(|entry| entry.unwrap().path());
    let samples = samples.filter(|path| path.extension().is_some_and(|name| name == "md"));
    let mut cases = case::all();
    cases.extend(samples.map(|path| Case::of(&path)));
    let faults = at_once(&cases, faults_of).concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_tag_of_a_pdf_is_empty() {
    let faults_of = |case: &Case| {
        let empty = tags::empty(&case.render(Format::Pdf).0);
        empty.into_iter().map(|kind| format!("{}: {kind}", case.name)).collect::<Vec<_>>()
    };
    let faults = at_once(&case::all(), faults_of).concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn nothing_leaves_the_paper_in_a_corpus() {
    let folders = std::env::var("CONVERT_CORPUS").expect("CONVERT_CORPUS names folders");
    let mut notes = Vec::new();
    folders.split(':').for_each(|folder| collect(Path::new(folder), &mut notes));
    notes.sort();
    let faults = at_once(&notes, |note| faults_of(&Case::of(note))).concat();
    println!("{} notes, {} faults\n{}", notes.len(), faults.len(), faults.join("\n"));
}

/// The ends of the pages of a note, in every theme.
fn ends_in_all_themes(note: &Path) -> Vec<String> {
    let of_theme = |theme: &&str| {
        let case = Case::in_theme(note, theme);
        let pages = poppler::words(&case.render(Format::Pdf).0);
        let (top, bottom) = margins(theme);
        let shown = note_convert::conditional::shown_in(&case.document, Format::Pdf);
        let faults = ends::faults(&shown, &pages, top, pages.height - bottom);
        // What typesetting remembers of a corpus has no room in memory.
        rounds::forget(1);
        let told = faults.into_iter().map(|fault| format!("{} in {theme}: {fault}", note.display()));
        told.collect::<Vec<_>>()
    };
    theme::BUILT_IN.iter().map(|(name, _)| name).flat_map(of_theme).collect()
}

/// The margins above and below the text, in points.
fn margins(theme: &str) -> (f32, f32) {
    let theme = Theme::built_in(theme).unwrap();
    let Some(Value::Margins(sides)) = theme.options.get(Key::Margin, Format::Pdf) else {
        panic!("a theme has margins")
    };
    let of = |side| sides.iter().find(|(own, _)| *own == side).unwrap().1.points(11.0) as f32;
    (of(Side::Top), of(Side::Bottom))
}

/// Where the words of a note stand.
fn words_of(note: &str) -> poppler::Pages {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("note.md");
    std::fs::write(&path, note).unwrap();
    poppler::words(&Case::of(&path).render(Format::Pdf).0)
}

/// The words above the text of each page after the first.
fn headers(note: &str) -> Vec<String> {
    let read = words_of(note);
    let last = read.words.iter().map(|word| word.page).max().unwrap_or(0);
    let header = |page| {
        let words = read.words.iter().filter(|word| word.page == page && word.bottom < TOP);
        words.map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    };
    (2..=last).map(header).collect()
}

#[test]
fn headers_and_footers_are_in_small_letters_whether_they_have_few_words_or_many() {
    if !tools::is_there("pdftotext") {
        return;
    }
    for title in ["Garden", &"garden ".repeat(40)] {
        let note = format!("---\ntitle: {title}\n---\n\nText\n\n\\newpage\n\nText\n");
        let read = words_of(&note);
        let high = |word: &poppler::Word| word.bottom - word.top;
        let (text, around): (Vec<_>, Vec<_>) =
            read.words.iter().filter(|word| word.page == 2).partition(|word| word.text == "Text");
        let text = high(text.first().unwrap());
        assert!(around.len() >= 4, "{around:?}");
        assert!(around.iter().all(|word| high(word) < 0.85 * text), "{text} {around:?}");
    }
}

#[test]
fn a_block_has_its_direction_also_where_it_names_no_language() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let read = words_of("Here\n\n<div dir=\"rtl\">\n\nthere\n\n</div>\n");
    let word = |text: &str| read.words.iter().find(|word| word.text == text).unwrap();
    assert!(word("there").left > word("Here").right + read.width / 3.0, "{:?}", read.words);
}

#[test]
fn a_header_names_the_section_that_begins_its_page_or_goes_on() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let begin = "---\ntitle: Garden\ntoc: false\n---\n\n";
    let note = "# Soil\n\nDig.\n\n\\newpage\n\nDig.\n\n\\newpage\n\n# Seeds\n\nSow.\n\n\\newpage\n\nSow.\n\n# Water\n";
    let pages = |count| "\n\\newpage\n\nPour.\n".repeat(count);
    let named = headers(&format!("{begin}{note}{}", pages(5)));
    let expected = ["Soil", "Seeds", "Seeds", "Water", "Water", "Water", "Water", "Water"];
    assert_eq!(named, expected.map(|section| format!("Garden {section}")));
    // A short document needs no such help.
    assert_eq!(headers(&format!("{begin}{note}{}", pages(4))), vec!["Garden"; 7]);
}

#[test]
fn heads_and_rows_of_tables_that_no_page_has_room_for_go_on_on_the_next() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let row = |cell: &str, columns| format!("> |{}\n", format!(" {cell} |").repeat(columns));
    let table = |head: &str, cell: &str, columns| {
        let rows = row(cell, columns).repeat(20);
        format!("> [!note] T\n{}{}{rows}\nend\n", row(head, columns), row("---", columns))
    };
    for (name, most, note) in [
        ("head", 10, table(&"donaudampfschifffahrt ".repeat(90), "a", 7)),
        ("rows", 80, format!("---\npaper: a6\n---\n\n{}", table("a", &"W".repeat(150), 6))),
    ] {
        let read = words_of(&note);
        let beyond = read.words.iter().filter(|word| word.bottom > read.height - 5.0).count();
        let pages = read.words.iter().map(|word| word.page).max().unwrap_or(0);
        // A head that is repeated leaves no room for rows.
        assert!(beyond == 0 && pages < most, "{name}: {beyond} words beyond the paper, {pages} pages");
    }
}

#[test]
fn what_no_line_has_room_for_in_a_frame_goes_on_without_it() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let long = format!("{}lastword", "word ".repeat(1_500));
    for note in [
        format!("<kbd>{long}</kbd>"),
        format!("![{long}](none.png)"),
        format!("<ruby>{long}<rt>reading</rt></ruby>"),
        format!("<ruby>base<rt>{long}</rt></ruby>"),
        format!("---\ntitle: T\ntags: ['{long}']\n---\n"),
        format!("---\ntitle: {long}\ncolumns: 2\n---\n"),
    ] {
        let read = words_of(&note);
        let kind: String = note.chars().take(20).collect();
        assert!(read.words.iter().any(|word| word.text.starts_with("lastword")), "{kind}");
    }
}

#[test]
fn what_is_divided_because_it_is_long_loses_nothing() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let numbered = |count: usize, word: &dyn Fn(usize) -> String| (0..count).map(word).collect::<String>();
    let code = |fence: &str, text: &str| format!("```js {fence}\n{text}\n```\n");
    for (name, count, note) in [
        ("text", 12_000, numbered(12_000, &|at| format!("w{at} "))),
        ("images", 1_200, numbered(1_200, &|at| format!("![w{at}](none.png)\n"))),
        ("marks", 150, code("{2,4-90}", &numbered(150, &|at| format!("w{at}\n")))),
        ("notes", 150, code("", &numbered(150, &|at| format!("w{at} // [!code ++]\n")))),
        ("empty lines", 3, code("", &format!("w0\n{}w1\n{}w2", "\n".repeat(700), "\n".repeat(70)))),
    ] {
        let read = words_of(&format!("---\ntoc: false\n---\n\n{note}"));
        let words: Vec<&str> = read.words.iter().map(|word| word.text.as_str()).collect();
        let is_numbered = |word: &&str| word.starts_with('w') && word[1..].parse::<usize>().is_ok();
        let mut shown: Vec<&str> = words.into_iter().filter(is_numbered).collect();
        shown.dedup();
        let expected: Vec<String> = (0..count).map(|at| format!("w{at}")).collect();
        assert_eq!(shown, expected, "{name}");
    }
    // A text goes on in the next line, not after the space between paragraphs.
    let read = words_of(&format!("---\ntoc: false\n---\n\n{}", "some ".repeat(11_000)));
    let text: Vec<_> = read.words.iter().filter(|word| word.text == "some").collect();
    let below = text.windows(2).filter(|two| two[0].page == two[1].page && two[1].top - two[0].top > 1.0);
    let steps: Vec<i32> = below.map(|two| (two[1].top - two[0].top).round() as i32).collect();
    let (least, most) = (steps.iter().min().unwrap(), steps.iter().max().unwrap());
    assert!(steps.len() > 100 && most - least <= 1, "{least} {most}");
}

#[test]
fn an_empty_line_of_code_has_its_room_wherever_it_stands() {
    if !tools::is_there("pdftotext") {
        return;
    }
    const LINES: usize = 16;
    let long = "long ".repeat(30);
    // All on one page, each with one empty line elsewhere: the word below is always as far down.
    for (first, last) in [("first", "last"), (long.trim_end(), "last"), ("first", long.trim_end())] {
        let heights = (1..LINES - 1).map(|empty| {
            let line = |index| match index {
                0 => first,
                _ if index == empty => "",
                _ if index == LINES - 1 => last,
                _ => "line",
            };
            let code: Vec<&str> = (0..LINES).map(line).collect();
            let note = format!("---\ntoc: false\n---\n\n```text\n{}\n```\n\nBelow.\n", code.join("\n"));
            let words = words_of(&note).words;
            let below = words.iter().find(|word| word.text == "Below.").unwrap();
            (below.page, below.top.round() as i32)
        });
        let heights: Vec<_> = heights.collect();
        // Before a line that wraps it is a little lower.
        let is_same = |(page, top): &(usize, i32)| *page == 1 && (top - heights[0].1).abs() <= 1;
        assert!(heights.iter().all(is_same), "{first} {last} {heights:?}");
    }
}

#[test]
fn a_new_page_is_one_in_columns_too() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let breaks = ["\\newpage", "<div style=\"page-break-after: always\"></div>", "<!-- pagebreak -->"];
    let pages = |body: &str| 1 + headers(&format!("---\ncolumns: 2\n---\n\n{body}\n")).len();
    for new_page in breaks {
        assert_eq!(pages(&format!("One.\n\n{new_page}\n\nTwo.")), 2, "{new_page}");
    }
    let in_blocks = [
        "> One.\n>\n> BREAK\n>\n> Two.",
        "- One.\n\n  BREAK\n\n  Two.",
        "> [!note]\n> One.\n>\n> BREAK\n>\n> Two.",
    ];
    for block in in_blocks {
        let block = block.replace("BREAK", breaks[1]);
        assert_eq!(pages(&block), 2, "{block}");
        // Also where it is not the first column that ends.
        let full = "Words that fill the column of a page. ".repeat(80);
        assert_eq!(pages(&format!("{full}\n\n{block}")), 2, "{block}");
    }
}

#[test]
fn pages_end_well_in_every_theme() {
    if !tools::is_there("pdftotext") {
        return;
    }
    let mut notes = Vec::new();
    collect(Path::new("samples"), &mut notes);
    let folder = tempfile::tempdir().unwrap();
    let divided = folder.path().join("divided.md");
    std::fs::write(&divided, ends::divided()).unwrap();
    notes.push(divided);
    let faults = at_once(&notes, |note| ends_in_all_themes(note)).concat();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "takes long; for CONVERT_CORPUS"]
fn pages_end_well_in_every_theme_in_a_corpus() {
    let folders = std::env::var("CONVERT_CORPUS").expect("CONVERT_CORPUS names folders");
    let mut notes = Vec::new();
    folders.split(':').for_each(|folder| collect(Path::new(folder), &mut notes));
    notes.sort();
    let faults = at_once(&notes, |note| ends_in_all_themes(note)).concat();
    println!("{} notes, {} faults\n{}", notes.len(), faults.len(), faults.join("\n"));
}

fn collect(path: &Path, notes: &mut Vec<PathBuf>) {
    if path.is_dir() {
        path.read_dir().unwrap().for_each(|entry| collect(&entry.unwrap().path(), notes));
    } else if path.extension().is_some_and(|name| name == "md") {
        notes.push(path.to_owned());
    }
}

/// What stands outside of the text area of a case's PDF, and the words that an output lacks.
fn faults_of(case: &Case) -> Vec<String> {
    let words = |format| said::words(&note_convert::conditional::shown_in(&case.document, format));
    let pages = poppler::words(&case.render(Format::Pdf).0);
    let (left, right) = ((pages.width - LINE) / 2.0, (pages.width + LINE) / 2.0);
    let bottom = pages.height - BOTTOM;
    let mut body = String::new();
    let mut faults = Vec::new();
    for word in &pages.words {
        // What may stand above and below the text: the title, and the page's number.
        let is_head = word.page > 1 && word.bottom < TOP && word.top > 20.0;
        let is_foot = word.top > bottom && word.bottom < pages.height - 20.0;
        let inside = word.left > left - TOLERANCE && word.right < right + TOLERANCE;
        let between = word.top > TOP - ASCENDER && word.bottom < bottom + TOLERANCE;
        if !inside || !(between || is_head || is_foot) {
            let place = (word.left.round(), word.top.round(), word.right.round(), word.bottom.round());
            faults.push(format!("{}: page {}: {place:?}: {:.60}", case.name, word.page, word.text));
        }
        if (between || !is_head) && !is_foot {
            body.push_str(&word.text);
        }
    }
    let shown = note_convert::conditional::shown_in(&case.document, Format::Pdf);
    let ends = ends::faults(&shown, &pages, TOP, bottom);
    faults.extend(ends.into_iter().map(|fault| format!("{}: {fault}", case.name)));
    let page = text_of(&case.text(Format::Html));
    let publication = text_of(&chapters(&case.render(Format::Epub).0));
    for (format, text) in [(Format::Pdf, body), (Format::Html, page), (Format::Epub, publication)] {
        let text = condensed(&text);
        let mut missing = words(format);
        missing.retain(|word| !has(&text, &condensed(word)));
        // Poppler gives letters in the order in which they stand.
        missing.retain(|word| format != Format::Pdf || !word.contains(is_from_right_to_left));
        // None of the embedded fonts has the letters of Chinese and Japanese, and which a machine has must not matter.
        missing.retain(|word| {
            format != Format::Pdf || !word.contains(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c))
        });
        faults.extend(missing.iter().map(|word| format!("{}: the {format:?} lacks `{word}`", case.name)));
    }
    faults
}

fn is_from_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FEFC}')
}

/// Whether a text has a word, perhaps divided by a page's end, or into several lines of a narrow cell.
fn has(text: &str, word: &str) -> bool {
    let divided =
        || word.char_indices().skip(2).any(|(at, _)| text.contains(&word[..at]) && has(text, &word[at..]));
    text.contains(word) || word.chars().count() > 4 && divided()
}

/// The text of markup.
fn text_of(markup: &str) -> String {
    let tags = Regex::new(r"(?s)<head>.*?</head>|<[^>]*>").unwrap();
    let text = tags.replace_all(markup, "").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&amp;", "&")
}

fn chapters(publication: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(publication)).unwrap();
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.name().ends_with(".xhtml") {
            file.read_to_string(&mut text).unwrap();
        }
    }
    text
}

#[test]
fn the_measure_sees_what_is_lost() {
    assert!(has("onetwothree", "two") && !has("onetwothree", "four"));
    assert!(has("typeset1/3ting", "typesetting"));
    assert_eq!(condensed("a-b c\u{AD}d ﬁ"), "abcdfi");
    assert_eq!(text_of("<p>a<b>b</b> &lt;</p>"), "ab <");
}
