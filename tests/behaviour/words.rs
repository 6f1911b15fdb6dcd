//! No word is lost: the words of a note, found by taking its Markdown away with a few patterns that know nothing of this
//! program, are all in its intermediate representation, its page and its publication. The patterns know notations, never a
//! case: words of one that are marks or not meant to be seen stand in its own fence (`unseen="…"`), and its title says why.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::LazyLock;

use crate::at_once::at_once;
use note_convert::Format;
use note_convert::ir::walk::{Visit, walk_block, walk_inline};
use note_convert::ir::*;
use regex::Regex;

use crate::case::{self, Case};

#[test]
fn no_word_of_a_case_or_sample_is_lost() {
    let mut notes = case::all();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").read_dir().unwrap();
    let samples = samples.map(|entry| entry.unwrap().path());
    notes.extend(
        samples.filter(|path| path.extension().is_some_and(|name| name == "md")).map(|path| Case::of(&path)),
    );
    let lost = at_once(&notes, faults_of).concat();
    assert!(lost.is_empty(), "words are lost:\n{}", lost.join("\n"));
}

/// The words that an output of a case lacks, and those that only its fence says it lacks.
fn faults_of(case: &Case) -> Vec<String> {
    let expected = words_of_note(case.source.text());
    let outputs = [
        ("IR", words_of_document(&case.document)),
        ("page", words_of_markup(&case.text(Format::Html))),
        ("publication", words_of_markup(&pages(&case.render(Format::Epub).0))),
    ];
    let mut faults = Vec::new();
    let mut unseen: BTreeSet<&str> = case.unseen.iter().map(String::as_str).collect();
    for (name, found) in &outputs {
        let mut missing = missing(&expected, found);
        missing.retain(|word| !case.unseen.iter().any(|known| known == word));
        if !missing.is_empty() {
            faults.push(format!("{}: {name}: {}", case.name, missing.join(" ")));
        }
        unseen.retain(|word| found.get(*word).unwrap_or(&0) >= expected.get(*word).unwrap_or(&0));
    }
    if !unseen.is_empty() {
        faults.push(format!("{}: `unseen` names what is seen: {unseen:?}", case.name));
    }
    faults
}

#[test]
fn the_measure_sees_a_lost_word() {
    let note = "---\ntitle: T\n---\nA **bold** word, ``code``, [a link](https://x.org \"with\").\n\n```js\nrun()\n```\n\
                {% note \"Title\" %}inside{% endnote %} again again\n";
    let words = words_of_note(note);
    let found: Vec<&str> = words.keys().map(String::as_str).collect();
    assert_eq!(found, ["Title", "again", "bold", "code", "inside", "link", "run", "word"]);
    let page = "<p>A <b>bold</b> word, <code>code</code>, <a>a link</a></p><pre>run()</pre><p>Title in<i>side</i> again</p>";
    assert_eq!(missing(&words, &words_of_markup(page)), ["again"]);
}

/// Words, and how often each occurs.
type Words = BTreeMap<String, usize>;

/// The words of a text: letters and figures in a row, at least two.
fn words(text: &str) -> Words {
    let mut words = Words::new();
    let runs = text.split(|c: char| !c.is_alphanumeric()).filter(|run| run.chars().count() > 1);
    runs.for_each(|run| *words.entry(run.to_owned()).or_default() += 1);
    words
}

/// The words of an output: `apart` has a space between its pieces, `together` has none, for a style may begin
/// in the middle of a word.
fn either(apart: &str, together: &str) -> Words {
    let mut all = words(apart);
    for (word, count) in words(together) {
        let known = all.entry(word).or_default();
        *known = count.max(*known);
    }
    all
}

/// The expected words that occur less often than expected.
fn missing<'e>(expected: &'e Words, found: &Words) -> Vec<&'e str> {
    let less = expected.iter().filter(|(word, count)| found.get(*word).unwrap_or(&0) < count);
    less.map(|(word, _)| word.as_str()).collect()
}

/// The words of a note's body that a reader must find.
fn words_of_note(note: &str) -> Words {
    static FRONT_MATTER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)\A(---\n.*?\n---\n|\+\+\+\n.*?\n\+\+\+\n)").unwrap());
    static FENCE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?ms)^[ >]*(```+|~~~+)[^\n]*\n(.*?)^[ >]*(```+|~~~+)\s*$").unwrap());
    // What comments say of lines of code.
    static MARKS: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)// (\[!code [^\]]*\]|highlight-next-line)$").unwrap());
    let body = FRONT_MATTER.replace(note, "");
    let mut text = String::new();
    let mut rest = 0;
    for fence in FENCE.captures_iter(&body) {
        let (whole, code) = (fence.get(0).unwrap(), fence.get(2).unwrap());
        text += &without_markup(&body[rest..whole.start()]);
        let info = whole.as_str().trim_start_matches(['`', '~', ' ', '>', '{', '.']);
        // A fence that names a directive has text in it, not code; the words of a diagram are in its drawing, which
        // `pass/diagrams/tests.rs` looks at.
        let is_directive = whole.as_str().trim_start().starts_with("```{");
        match () {
            () if info.starts_with("mermaid") => {}
            () if is_directive => text += &without_markup(code.as_str()),
            () => text += &format!("\n{}\n", MARKS.replace_all(code.as_str(), "")),
        }
        rest = whole.end();
    }
    text += &without_markup(&body[rest..]);
    words(&text)
}

/// Markdown, shortcodes and HTML without what is no word of the text.
fn without_markup(text: &str) -> String {
    static REMOVED: LazyLock<Vec<Regex>> = LazyLock::new(|| {
        [
            r"(?s)<!--.*?-->|\{/\*.*?\*/\}|\{#.*?#\}|%%.*?%%", // comments
            r"(?is)<(script|style)\b.*?</(script|style)>",     // what is not shown
            r"(?s)\{(\{<|%) comment (>\}|%)\}.*?comment (>\}|%)\}", // comments
            r"(?m)^% .*$|^\([^)]*\)=$",                        // comments and targets of MyST, Pandoc's title
            r"(?ms)^import [^;]*;$|^export .*?^\);$",          // statements of modules
            r"\{%-?\s*(for|if|assign|capture|set|macro|link|include|highlight)\b[^%]*%\}", // of templates
            r"[@\w./-]*[\w-]\.(md|mdx|html|py|js|txt|png|csv)\b(:\w+)*", // names of files
            r"(?m)^ *:[a-z-]+:( .*)?$|^#\| .*$",               // options of directives and cells
            r"(?m)^ *(`{3,}|:{3,}) *\{[\w:-]+\}",              // names of directives
            r"\\(begin|end|label|ref|eqref|autoref)\{[^}]*\}|\\[a-zA-Z]+\*?\d*", // commands of LaTeX
            r"\{(ref|numref|any|doc|eq|octicon|cite[:\w]*)\}`[^`<]*`|<[^>`]*>`", // what roles refer to
            r"\{[\w:-]+\}`",                                   // roles and what stands before their targets
            r"\[[^\]]*@[^\]]*\](:.*|\([^)]*\))?|@[\w:-]+",     // citations
            r"(?m)\[TOC\]|TOC\n *\{:toc\}|^ *Table:",          // places of contents, and how captions begin
            r"\{\{[^}]*\}\}",                                  // template expressions
            r"\{ ?[:.#a-z][^}]*\}",                            // attributes
            r#"\btype="?\w+"?"#,                               // kinds of callouts
            r#"\{[%{]<?-?\s*/?[\w/-]*|\w+=|%\}"#,              // names of shortcodes and their arguments
            r"</?[a-zA-Z][^>]*>",                              // HTML
            r"(?m)^\s*\*?\[[^\]]+\]:.*$",                      // definitions of links and abbreviations
            r"\[\^[^\]]*\]",                                   // references to footnotes
            r"(?s)\]\((<[^>]*>[^)]*|(\([^)]*\)|[^()])*)\)",    // addresses
            r"\]\[[^\]]*\]",                                   // references to links
            r"&#?\w+;",                                        // entities
            r"\+\+[\w+-]+\+\+",                                // keys
            r"(?m)^ *\(?(i+|I+)[.)] |^ *\(@\w*\)|\(@\w+\)",    // marks of items
            r":[\w-]+:",                                       // emoji and icons
            r"(?m)^[ >]*(!!!|\?\?\?\+?|===|:{2,}|/{3,}) *[\w-]*", // kinds of admonitions, tabs and divisions
            r"!\[\[[^\]]*\]\]",                                // what is shown in place
            r"\[\[[^\]|]*\|?",                                 // addresses of wiki links
            r"(?m)^[ >]*\[![\w-]+\][+-]?",                     // kinds of alerts
            r"(?m) \^\w+$",                                    // names of blocks
        ]
        .map(|pattern| Regex::new(pattern).unwrap())
        .into()
    });
    REMOVED.iter().fold(text.to_owned(), |text, pattern| pattern.replace_all(&text, " ").into_owned())
}

/// The words of HTML or XHTML: its text, and what stands in for pictures and formulas.
fn words_of_markup(markup: &str) -> Words {
    static HIDDEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?s)<head>.*?</head>|<svg.*?</svg>").unwrap());
    static SPOKEN: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?: alt| alttext| title)="([^"]*)"[^>]*>"#).unwrap());
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[^>]*>").unwrap());
    let shown = HIDDEN.replace_all(markup, " ");
    let spoken: String = SPOKEN.captures_iter(&shown).map(|found| format!(" {}", &found[1])).collect();
    let (apart, together) = (TAG.replace_all(&shown, " "), TAG.replace_all(&shown, ""));
    either(&unescaped(&format!("{apart}{spoken}")), &unescaped(&together))
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    text.replace("&amp;", "&")
}

/// All pages of a publication.
fn pages(publication: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(publication)).expect("a publication is a ZIP file");
    let mut text = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.name().contains("chapter") || file.name().contains("cover.xhtml") {
            file.read_to_string(&mut text).expect("a page is UTF-8");
        }
    }
    text
}

/// The words of a document.
fn words_of_document(document: &Document) -> Words {
    let mut text = Text::default();
    text.piece(&document.metadata.title);
    document.blocks.iter().for_each(|block| text.block(block));
    either(&text.apart, &text.together)
}

#[derive(Default)]
struct Text {
    apart: String,
    together: String,
}

impl Text {
    fn piece(&mut self, text: &str) {
        self.apart += &format!(" {text}");
        self.together += text;
    }
}

impl<'a> Visit<'a> for Text {
    fn block(&mut self, block: &'a Block) {
        self.together.push(' ');
        if let BlockKind::Code { text, .. } = &block.kind {
            self.piece(text);
        }
        walk_block(self, block);
    }

    fn inline(&mut self, inline: &'a Inline) {
        if let Some(long) = inline.attributes.get("title") {
            self.piece(long);
        }
        match &inline.kind {
            InlineKind::Text { text } | InlineKind::Code { text, .. } => self.piece(text),
            InlineKind::Math { tex, .. } => self.piece(tex),
            InlineKind::Image(image) => {
                if let Alternative::Given(text) = &image.alternative {
                    self.piece(text);
                }
            }
            InlineKind::SoftBreak | InlineKind::HardBreak => self.together.push(' '),
            InlineKind::Styled { .. }
            | InlineKind::Link { .. }
            | InlineKind::Footnote { .. }
            | InlineKind::FootnoteReference { .. }
            | InlineKind::Span { .. } => walk_inline(self, inline),
        }
    }
}
