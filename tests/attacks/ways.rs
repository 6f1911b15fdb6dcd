//! The ways in which notes of all dialects name files, each leading outside: nothing from there gets into an output or
//! a message.

use super::place::Place;

const SECRET: &str = "SECRET-WORD";

/// The outputs of a note in `root/notes/n.md`, and what was said; the secret is in several files outside of the root.
fn attacked(note: &str, extension: &str) -> String {
    let place = Place::new(&[]);
    for name in
        ["secret", "secret.md", "secret.txt", "secret.csv", "secret.bib", "secret.json", "secret.html"]
    {
        place.write(name, SECRET.as_bytes());
        place.write(&format!(".hidden/{name}"), SECRET.as_bytes());
        place.write(&format!("root/.hidden/{name}"), SECRET.as_bytes());
    }
    place.write("secret.yml", format!("secret: {SECRET}\n").as_bytes());
    place.write(
        "secret.svg",
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><title>{SECRET}</title></svg>")
            .as_bytes(),
    );
    let absolute = place.path("secret").display().to_string();
    place.write(&format!("root/notes/n.{extension}"), note.replace("ABSOLUTE", &absolute).as_bytes());
    let run = place.run(&format!("root/notes/n.{extension} --to html,typ,epub -o out/ --root root"));
    assert!((0..=1).contains(&run.status), "{note}: {}", run.messages);
    if !place.path("out/n.html").exists() {
        assert_eq!(run.status, 1, "{note}");
        return run.messages;
    }
    let text = |name: &str| String::from_utf8(place.read(&format!("out/n.{name}"))).unwrap();
    format!("{}{}{}{}", run.messages, text("html"), text("typ"), place.epub("out/n.epub"))
}

#[track_caller]
fn keeps_the_secret(note: &str, extension: &str) {
    assert!(!attacked(note, extension).contains(SECRET), "{note}");
}

#[test]
fn no_spelling_of_a_path_leads_outside() {
    for path in [
        "../../secret",
        "../../../../../../../../ABSOLUTE",
        "ABSOLUTE",
        "//ABSOLUTE",
        "/../secret",
        "/../../secret",
        "./.././../secret",
        "x/../../../secret",
        "..%2f..%2fsecret",
        "%2e%2e/%2e%2e/secret",
        "..\\..\\secret",
        "file://ABSOLUTE",
        "file:../../secret",
        "~/secret",
        "$HOME/secret",
        "/.hidden/secret",
        "../.hidden/secret",
        "../../secret#x",
        "../../secret?x",
        "../../secret\u{0}.md",
        "/proc/self/cwd/secret",
        "/proc/self/environ",
    ] {
        for note in [
            format!("{{% include \"{path}\" %}}"),
            format!("![x]({path}.svg) ![y](<{path}>)"),
            format!("--8<-- \"{path}\""),
            format!("{{{{#include {path}}}}}"),
            format!("![[{path}]] [[{path}]]"),
        ] {
            keeps_the_secret(&note, "md");
        }
    }
}

#[test]
fn no_construct_of_a_dialect_leads_outside() {
    for note in [
        "{% include_relative ../../secret %}",
        "{% include ../../secret.md %}",
        "{% render \"../../secret\" %}",
        "{% include_file \"../../secret\" %}",
        "{{< readfile file=\"../../secret\" >}} {{< readfile \"/../secret\" >}}",
        "{{% include \"../../secret.md\" %}} {{< include \"/../../secret.md\" >}}",
        "{{< include ../../secret.md >}}",
        "{{< embed ../../secret.md#x >}}",
        "{{< code file=\"../../secret\" >}}",
        "{{ load_data(path=\"../../secret.json\") }}",
        "{{ include(\"../../secret\") }} {{ import_csv('../../secret.csv') }}",
        "{{#rustdoc_include ../../secret}} {{#playground ../../secret}}",
        "```{include} ../../secret.md\n```",
        "```{literalinclude} ../../secret\n```",
        "```{csv-table}\n:file: ../../secret.csv\n```",
        "```{raw} html\n:file: ../../secret.html\n```",
        "```{figure} ../../secret.svg\nWords.\n```",
        "```{eval-rst}\n.. include:: ../../secret\n```",
        "{doc}`../../secret` {download}`x <../../secret>`",
        "```python title=\"x\"\n--8<-- \"../../secret\"\n```",
        "```{python, file=\"../../secret\"}\n```",
        "```js file=../../secret\n```",
        "<<< ../../secret\n\n<<< @/../../secret\n\n@include(../../secret)",
        "<!--@include: ../../secret.md-->\n\n<!-- include: ../../secret -->",
        "!include ../../secret\n\n!!!include(../../secret)!!!\n\n:include: ../../secret",
        "[x](../../secret ':include') [y](../../secret.md ':include :type=code')",
        "import X from '../../secret.md'\n\n<X/>",
        "@@include(../../secret)\n\n@import \"../../secret.md\"",
        "\\input{../../secret} \\include{../../secret} $\\input{../../secret}$",
        "[TOC](../../secret.md) [[_TOC_]] [x](../../secret.md#a) [[../../secret#a]]",
    ] {
        keeps_the_secret(note, "md");
        keeps_the_secret(note, "qmd");
        keeps_the_secret(note, "mdx");
    }
}

#[test]
fn no_key_of_front_matter_leads_outside() {
    for keys in [
        "bibliography: ../../secret.bib",
        "bibliography: [../../secret.json, /../secret.bib]",
        "csl: ../../secret\nbibliography: x.bib",
        "references: ../../secret.yml",
        "cover-image: ../../secret.svg",
        "image: ../../secret.svg\ncover: ../../secret.svg\nthumbnail: ABSOLUTE.svg",
        "include-in-header: ../../secret.html\ninclude-before-body: ../../secret",
        "css: ../../secret\nstylesheet: ../../secret\ntheme: ../../secret",
        "template: ../../secret\nlayout: ../../secret\nfilters: [../../secret]",
        "metadata-files: [../../secret.yml]\nmetadata-file: ../../secret.yml",
        "abstract: '{% include \"../../secret\" %}'\ntitle: '![x](../../secret.svg)'",
        "abbreviations: ../../secret\nglossary: ../../secret.yml",
        "title: !!include ../../secret",
        "title: !include ../../secret\nauthor: !ENV SECRET",
    ] {
        keeps_the_secret(&format!("---\n{keys}\n---\n[@a] {{{{ page.secret }}}} Text.\n"), "md");
    }
}

#[test]
fn no_element_of_html_leads_outside() {
    for markup in [
        "<iframe src=\"../../secret.html\"></iframe>",
        "<object data=\"../../secret.svg\"></object><embed src=\"../../secret.svg\">",
        "<img src=\"../../secret.svg\" srcset=\"../../secret.svg 2x\">",
        "<picture><source srcset=\"../../secret.svg\"><img src=\"../../secret.svg\"></picture>",
        "<video poster=\"../../secret.svg\" src=\"../../secret\"></video><audio src=\"../../secret\"></audio>",
        "<video><track src=\"../../secret\"></video><input type=image src=\"../../secret.svg\">",
        "<link rel=stylesheet href=\"../../secret\"><style>@import '../../secret'; a { b: url(../../secret.svg) }</style>",
        "<p style=\"background: url(../../secret.svg)\">a</p><table background=\"../../secret.svg\"></table>",
        "<script src=\"../../secret\"></script><base href=\"../../\"><img src=\"secret.svg\">",
        "<svg xmlns='http://www.w3.org/2000/svg'><use href='../../secret.svg#a'/><image href='../../secret.svg'/></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><style>@import '../../secret';</style><script href='../../secret'/></svg>",
        "<math><mglyph src=\"../../secret.svg\"/></math><xi:include href=\"../../secret\"/>",
        "<include src=\"../../secret\"></include><esi:include src=\"../../secret\"/><!--#include file=\"../../secret\" -->",
        "<a-include src=\"../../secret\"/><Include path=\"../../secret\"/><CodeBlock src=\"../../secret\"/>",
    ] {
        keeps_the_secret(markup, "md");
        keeps_the_secret(markup, "mdx");
    }
}

#[cfg(unix)]
#[test]
fn a_project_file_that_is_a_link_to_the_outside_is_not_read() {
    let place = Place::new(&[("repo/n.md", b"n"), ("secret", format!("{SECRET}: {SECRET}\n").as_bytes())]);
    super::place::link("../secret", &place, "repo/convert.yaml");
    for arguments in ["repo", "repo/n.md --to html", "repo --list"] {
        let run = place.run(arguments);
        run.says(2, &["repo/convert.yaml is a link to the outside of its folder", "--config"]);
        assert!(!run.messages.contains(SECRET));
    }
    place.write("repo/real.yaml", b"to: html\n");
    std::fs::remove_file(place.path("repo/convert.yaml")).unwrap();
    super::place::link("real.yaml", &place, "repo/convert.yaml");
    place.run("repo/n.md").says(0, &[]);
    assert!(place.path("repo/n.html").exists());
}

#[cfg(unix)]
#[test]
fn settings_of_sites_that_are_links_to_the_outside_are_not_read() {
    for name in
        ["_quarto.yml", "_variables.yml", "mkdocs.yml", "_config.yml", "myst.yml", "book.toml", "works.bib"]
    {
        let note = b"[@SECRET-WORD] {{< var secret >}} {{ site.secret }} {{ config.secret }} {{ secret }}";
        let secret = format!("secret: {SECRET}\nbibliography: {SECRET}.bib\nextra: {{secret: {SECRET}}}\n");
        let place = Place::new(&[("repo/n.md", note), ("outside", secret.to_lowercase().as_bytes())]);
        super::place::link("../outside", &place, &format!("repo/{name}"));
        let run = place.run("repo --to html -o out/");
        assert_eq!(run.status, 0, "{name}: {}", run.messages);
        let page = place.html("out/n.html");
        assert!(!page.contains("secret-word") && !run.messages.contains("secret-word"), "{name}: {page}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_to_the_outside_has_no_notes_and_no_files() {
    let place = Place::new(&[
        ("outside/n.md", SECRET.as_bytes()),
        ("outside/p.txt", SECRET.as_bytes()),
        ("vault/a.md", b"![[p]] ![[n]] {% include \"sub/p.txt\" %} [x](sub/n.md) ![y](sub/p.txt)"),
    ]);
    super::place::link("../outside", &place, "vault/sub");
    let run = place.run("vault --to html -o out/");
    run.says(0, &["not included"]);
    assert!(!place.html("out/a.html").contains(SECRET) && !run.messages.contains(SECRET));
    assert_eq!(place.files("out"), [".convert-cache", "a.html"]);
}
