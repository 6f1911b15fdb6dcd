//! Images and drawings that read files, reach a network, run something, or grow when they are decoded.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::place::{Place, Run};

const ALL: &str = "--to html,epub,pdf --ignore-system-fonts -o out/";

/// A note that shows a drawing of this content from a file and in itself, converted; a run that does not end is ended.
fn shown(content: &str, files: &[(&str, &[u8])]) -> (Place, Run) {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="40">{content}</svg>"#
    );
    let note = format!("# A drawing\n\n![from a file](drawn/a.svg)\n\n{svg}\n\nThe end.\n");
    let place = Place::new(&[("note.md", note.as_bytes()), ("drawn/a.svg", svg.as_bytes())]);
    files.iter().for_each(|(name, data)| place.write(name, data));
    let run = bounded(&place, &format!("note.md {ALL}"));
    (place, run)
}

/// Runs the program with 8 GB of memory and a minute, where the shell can bound them.
fn bounded(place: &Place, arguments: &str) -> Run {
    let program = env!("CARGO_BIN_EXE_convert");
    let script = format!("ulimit -v 8000000; ulimit -t 100; exec '{program}' {arguments}");
    let mut command = Command::new("sh");
    Run::of(command.current_dir(place.path("")).args(["-c", &script]).stdin(Stdio::null()).output().unwrap())
}

/// All drawings of a publication, and all that a page has in data of drawings.
fn drawings(place: &Place) -> String {
    use base64::Engine;
    let mut all = String::new();
    let file = std::fs::File::open(place.path("out/note.epub")).unwrap();
    let mut archive = zip::ZipArchive::new(file).unwrap();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        if entry.name().ends_with(".svg") {
            entry.read_to_string(&mut all).unwrap();
        }
    }
    for part in place.html("out/note.html").split("data:image/svg+xml;base64,").skip(1) {
        let data = part.split('"').next().unwrap();
        all.push_str(
            &String::from_utf8(base64::engine::general_purpose::STANDARD.decode(data).unwrap()).unwrap(),
        );
    }
    all
}

/// The drawing is shown without what `forbidden` names, in all targets.
fn is_harmless(content: &str, forbidden: &[&str]) {
    let (place, run) = shown(
        content,
        &[("secret.txt", b"SECRET-WORDS"), ("drawn/pic.png", include_bytes!("../data/dot.png"))],
    );
    run.says(0, &[]);
    let drawings = drawings(&place);
    assert!(drawings.contains("<svg"), "{content}");
    for forbidden in forbidden {
        assert!(!drawings.to_lowercase().contains(&forbidden.to_lowercase()), "{forbidden} is in {drawings}");
    }
    let pdf = String::from_utf8_lossy(&place.read("out/note.pdf")).into_owned();
    assert!(!pdf.contains("/JavaScript") && !pdf.contains("evil.example"));
}

/// The note is made with a placeholder, or without a part of the drawing, and a warning.
fn is_bounded(content: &str) {
    let (place, run) = shown(content, &[("drawn/pic.png", include_bytes!("../data/dot.png"))]);
    run.says(0, &["warning[unreadable-image]"]);
    assert!(place.path("out/note.pdf").exists() && place.html("out/note.html").contains("The end."));
}

#[test]
fn a_drawing_opens_no_device_and_no_file_outside_the_root() {
    for address in [
        "/dev/zero",
        "/etc/passwd",
        "../../../../etc/passwd",
        "file:///etc/passwd",
        "file:/dev/zero",
        "FILE:///dev/zero",
    ] {
        is_harmless(&format!(r#"<image href="{address}" width="9" height="9"/>"#), &["<image", "root:"]);
        is_harmless(
            &format!(r#"<image xlink:href="{address}" width="9" height="9"/>"#),
            &["<image", "root:"],
        );
    }
}

#[test]
fn a_filter_reads_no_file_either() {
    let filter = r##"<filter id="f"><feImage xlink:href="/dev/zero"/></filter><rect width="9" height="9" filter="url(#f)"/>"##;
    is_harmless(filter, &["feImage", "/dev/zero"]);
}

#[test]
fn a_file_that_is_no_image_does_not_get_into_a_drawing() {
    is_harmless(r#"<image href="../secret.txt" width="9" height="9"/>"#, &["secret", "U0VDUkVU"]);
}

#[cfg(unix)]
#[test]
fn a_drawing_waits_for_no_pipe() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="pipe" width="9" height="9"/></svg>"#;
    let place = Place::new(&[("note.md", svg.as_bytes())]);
    if Command::new("mkfifo").arg(place.path("pipe")).status().is_ok_and(|status| status.success()) {
        // A program that opens the pipe waits for somebody who writes: nobody does.
        let mut command = Command::new("timeout");
        command.args(["20", env!("CARGO_BIN_EXE_convert"), "note.md"]).args(ALL.split(' '));
        let run = command.current_dir(place.path("")).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(0), "{said}");
        assert!(said.contains("without what it links to `pipe`"), "{said}");
    }
}

#[test]
fn nothing_is_fetched() {
    for content in [
        r#"<image href="http://evil.example/a.png" width="9" height="9"/>"#,
        r#"<image href="//evil.example/a.png" width="9" height="9"/>"#,
        r#"<use href="http://evil.example/a.svg#b"/>"#,
        r#"<rect fill="url(http://evil.example/a.svg#b)" width="9" height="9"/>"#,
        r#"<rect style="fill: \75rl(http://evil.example/a)" width="9" height="9"/>"#,
        r#"<rect style="fill: u\000072l( 'http://evil.example/a' )" width="9" height="9"/>"#,
        r#"<style>@import "http://evil.example/a.css"; rect { cursor: image-set("http://evil.example/b" 1x) }</style>"#,
        r#"<style>@\69mport url(http://evil.example/a.css);</style>"#,
        r#"<style>@font-face { font-family: a; src: url(http://evil.example/a.woff) }</style>"#,
        r#"<style>/* */@import/**/"http://evil.example/a.css";</style>"#,
        r#"<a href="http://evil.example/"><text>x</text></a>"#,
        r#"<g xml:base="http://evil.example/"><rect width="9" height="9"/></g>"#,
        r#"<linearGradient id="g" href="http://evil.example/a.svg#g"/>"#,
        r#"<text><tref xlink:href="http://evil.example/a.svg#t"/></text>"#,
    ] {
        is_harmless(content, &["evil.example"]);
    }
}

#[test]
fn nothing_runs() {
    for content in [
        "<script>alert(1)</script>",
        r#"<script href="data:text/javascript,alert(1)"/>"#,
        r#"<rect width="9" height="9" onclick="alert(1)" ONLOAD="alert(1)"/>"#,
        r#"<a href="javascript:alert(1)"><text>x</text></a>"#,
        r#"<a xlink:href=" java&#10;script:alert(1)"><text>x</text></a>"#,
        r#"<a><set attributeName="href" to="javascript:alert(1)"/><text>x</text></a>"#,
        r#"<image><animate attributeName="href" values="javascript:alert(1)"/></image>"#,
        r#"<foreignObject width="9" height="9"><body xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script><img src="x" onerror="alert(1)"/>W</body></foreignObject>"#,
        r#"<html:script xmlns:html="http://www.w3.org/1999/xhtml">alert(1)</html:script>"#,
        r#"<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">alert(1)</handler>"#,
    ] {
        is_harmless(content, &["alert"]);
    }
}

#[test]
fn drawings_in_drawings_are_no_way_around() {
    use base64::Engine;
    let mut svg =
        r#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><image href="/dev/zero"/></svg>"#
            .to_owned();
    for _ in 0..6 {
        let data = base64::engine::general_purpose::STANDARD.encode(&svg);
        svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg"><image width="9" height="9" href="data:image/svg+xml;base64,{data}"/></svg>"#
        );
        let (place, run) = shown(
            svg.trim_start_matches(r#"<svg xmlns="http://www.w3.org/2000/svg">"#).trim_end_matches("</svg>"),
            &[],
        );
        run.says(0, &["warning[unreadable-image]"]);
        let mut inside = drawings(&place);
        while let Some((_, rest)) = inside.split_once("data:image/svg+xml;base64,") {
            let data = rest.split('"').next().unwrap();
            inside =
                String::from_utf8(base64::engine::general_purpose::STANDARD.decode(data).unwrap()).unwrap();
        }
        assert!(!inside.contains("alert") && !inside.contains("/dev/zero"));
    }
}

#[test]
fn references_do_not_multiply() {
    let times = |element: &dyn Fn(usize) -> String| (1..30).map(element).collect::<String>();
    for bomb in [
        times(&|n| format!("<g id='a{n}'><use href='#a{0}'/><use href='#a{0}'/></g>", n - 1)),
        times(&|n| {
            format!("<mask id='a{n}'><rect mask='url(#a{0})'/><rect mask='url(#a{0})'/></mask>", n - 1)
        }),
        times(&|n| {
            format!(
                "<clipPath id='a{n}'><rect clip-path='url(#a{0})'/><rect clip-path='url(#a{0})'/></clipPath>",
                n - 1
            )
        }),
        times(&|n| {
            format!(
                "<pattern id='a{n}'><rect fill='url(#a{0})'/><rect stroke='url(#a{0})'/></pattern>",
                n - 1
            )
        }),
        times(&|n| {
            format!("<marker id='a{n}'><path d='M0 0L1 1L2 2' style='marker:url(#a{0})'/></marker>", n - 1)
        }),
    ] {
        let last = "<path d='M0 0L9 9' mask='url(#a29)' clip-path='url(#a29)' fill='url(#a29)' marker-end='url(#a29)'/><use href='#a29'/>";
        is_bounded(&format!("<rect id='a0' width='9' height='9'/>{bomb}{last}"));
    }
}

#[test]
fn depth_distance_and_filters_are_bounded() {
    let deep = format!("{}{}", "<g>".repeat(100_000), "</g>".repeat(100_000));
    let far = "<circle r='1e37' stroke='red' stroke-width='1e30'/>".to_owned();
    let filter = |primitive: &str| {
        format!("<filter id='f'>{primitive}</filter><rect width='50' height='30' filter='url(#f)'/>")
    };
    let convolved = format!("<feConvolveMatrix order='150' kernelMatrix='{}'/>", "1 ".repeat(22_500));
    let often = format!(
        "<filter id='f' width='9000' height='9000'><feOffset/></filter>{}",
        "<rect width='9' height='9' filter='url(#f)'/>".repeat(99)
    );
    for content in [
        deep,
        far,
        filter("<feMorphology operator='dilate' radius='3000'/>"),
        filter("<feTurbulence baseFrequency='0.1' numOctaves='100000'/>"),
        filter(&convolved),
        often,
    ] {
        is_bounded(&content);
    }
}

#[test]
fn entities_do_not_multiply() {
    for entities in [
        "<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>".to_owned(),
        format!("<!ENTITY c '{}'>", "x".repeat(400_000)),
        "<!ENTITY c SYSTEM 'file:///etc/passwd'>".to_owned(),
    ] {
        let text = "&c;".repeat(1_000);
        let svg = format!(
            "<!DOCTYPE svg [{entities}]><svg xmlns='http://www.w3.org/2000/svg'><text>{text}</text></svg>"
        );
        let place = Place::new(&[("note.md", b"![x](a.svg)\n\nThe end.\n"), ("a.svg", svg.as_bytes())]);
        bounded(&place, &format!("note.md {ALL}")).says(0, &["a.svg"]);
        assert!(!place.html("out/note.html").contains("root:"));
    }
}

#[test]
fn pixels_are_counted_before_anything_is_decoded() {
    let gif = "R0lGODlh/v/+/4AAAAAAAP///ywAAAAAAQABAAACAkQBADs=";
    let png = {
        use base64::Engine;
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xf0\0\0\0\xf0\0\x08\x02\0\0\0".to_vec();
        png.extend(b"\0\0\0\0\0\0\0\x08IDATx\xda\x03\0\0\0\0\x01\0\0\0\0\0\0\0\0IEND\xae\x42\x60\x82");
        base64::engine::general_purpose::STANDARD.encode(png)
    };
    for data in [format!("data:image/gif;base64,{gif}"), format!("data:image/png;base64,{png}")] {
        let note = format!("![claims much]({data})\n\nThe end.\n");
        let place = Place::new(&[("note.md", note.as_bytes())]);
        bounded(&place, &format!("note.md {ALL}")).says(0, &["note.md:1:1", "million"]);
        assert!(place.html("out/note.html").contains("claims much"));
        is_bounded(&format!("<image width='9' height='9' href='{data}'/>"));
    }
}

#[test]
fn an_image_that_is_shown_often_is_in_the_output_once() {
    let place = Place::new(&[]);
    // Noise, so that it stays as large when it is compressed.
    let mut svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0"#.to_owned();
    let mut number = 1_u32;
    for _ in 0..4_000 {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        svg.push_str(&format!("L{} {}", number >> 24, (number >> 16) & 255));
    }
    svg.push_str("\"/></svg>");
    place.write("a.svg", svg.as_bytes());
    place.write("note.md", "![x](a.svg) and ![x](./a.svg)\n\n".repeat(250).as_bytes());
    place.run("note.md --to html,epub --ignore-system-fonts -o out/").says(0, &[]);
    for name in ["out/note.html", "out/note.epub"] {
        let length = place.read(name).len();
        assert!(length < 3 * svg.len() + 200_000, "{name} has {length} bytes");
    }
}
