//! What a case becomes, as it is compared: without what says nothing of the case. Style and templates go, drawings of icons
//! and data of images become `…`, and small notes show neither the metadata that they do not give nor the frame of their page.

use std::borrow::Cow;
use std::sync::LazyLock;

use note_convert::Format;
use regex::Regex;

use crate::case::{Case, SMALL};

/// What a whole note becomes, by the ending of the file that has it.
pub fn of_whole_note(case: &Case) -> [(&'static str, String); 4] {
    [
        ("ir", case.text(Format::Ir)),
        ("typ", typst(case)),
        ("html", html(case)),
        ("messages", case.messages(&case.diagnostics)),
    ]
}

/// What a small note becomes: `ir`, `messages`, `html` or `typst`.
pub fn of_small_note(case: &Case, kind: &str) -> String {
    match kind {
        "ir" => without_own_metadata(&case.text(Format::Ir)),
        "messages" => case.messages(&case.diagnostics).replace(&format!("{}:", case.source.name()), ""),
        "html" => inside_of_main(&html(case)),
        "typst" => without_set_up(&typst(case)),
        other => unreachable!("a suite has no block `{other}`"),
    }
}

/// A dump without the metadata that a note without front matter has.
fn without_own_metadata(dump: &str) -> String {
    let own = [format!("  title \"{}\"\n", titled(SMALL)), "  language en\n".to_owned()];
    let lines: Vec<&str> =
        dump.split_inclusive('\n').filter(|line| !own.contains(&(*line).to_owned())).collect();
    let says_nothing = lines.get(1).is_none_or(|line| !line.starts_with(' '));
    lines[usize::from(says_nothing)..].concat()
}

/// The words that a file's name makes as a title.
fn titled(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_uppercase() + rest
}

/// What a page shows.
fn html(case: &Case) -> String {
    static ICON: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?s)<svg class="icon"[^>]*>.*?</svg>"#).unwrap());
    static DATA: LazyLock<Regex> = LazyLock::new(|| Regex::new("base64,[A-Za-z0-9+/=]+").unwrap());
    let page = case.text(Format::Html);
    let start = page.find("<body").expect("a page has a body");
    let end = page.find("</body>").expect("the body ends");
    let body = DATA.replace_all(&page[start..end], "base64,…");
    ICON.replace_all(&body, r#"<svg class="icon">…</svg>"#).into_owned()
}

/// What stands in the main part of a page, after the header if it is not that of a note without front matter.
fn inside_of_main(body: &str) -> String {
    let header = format!("<header class=\"title-block\">\n<h1>{}</h1>\n</header>\n", titled(SMALL));
    let start = body.find("<header").or(body.find("<main")).expect("a page has a main part");
    let main = Regex::new(r#"(<main [^>]*>\n?|</main>\n?)"#).unwrap();
    main.replace_all(&body[start..].replacen(&header, "", 1), "").into_owned()
}

/// What the document itself says in Typst: from the call that sets it up, the colours of code and the drawings of icons
/// left out.
fn typst(case: &Case) -> String {
    static LONG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"((?m)^  code-theme: bytes\(|icon: )"(?:[^"\\]|\\.)*""#).unwrap());
    let code = case.text(Format::Typst);
    let start = code.find("\n#show: note.with(\n").expect("the document is set up by `note`") + 1;
    LONG.replace_all(&code[start..], "$1\"…\"").into_owned()
}

/// Typst code with only those lines of the call that sets the document up that a note without front matter has not.
fn without_set_up(code: &str) -> String {
    let title = format!("  title: \"{}\",\n", titled(SMALL));
    let own = [
        &title,
        "  subtitle: none,\n",
        "  authors: (),\n",
        "  date: none,\n",
        "  tags: (),\n",
        "  summary: none,\n",
        "  language: \"en\",\n",
        "  region: none,\n",
        "  contents: none,\n",
        "  code-theme: bytes(\"…\"),\n",
        "  code-theme: none,\n",
        "  words: (contents: \"Contents\", summary: \"Abstract\"),\n",
    ];
    let (set_up, body) = code.split_once("\n)\n\n").expect("the document is set up by a call");
    let set_up = format!("{set_up}\n");
    let (call, arguments) = set_up.split_once('\n').expect("the call has a line of its own");
    let said: String = arguments.split_inclusive('\n').filter(|line| !own.contains(line)).collect();
    let set_up: Cow<str> = if said.is_empty() { "".into() } else { format!("{call}\n{said})\n\n").into() };
    format!("{set_up}{body}")
}
