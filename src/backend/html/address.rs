//! Which addresses may be followed, and how they are written: a link leads to the web, to a person or to a
//! neighbouring file, never to a script or into the reader's own files.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// The schemes (RFC 3986, 3.1) that a link may have.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "ftp"];

/// What cannot stand in an address as it is (URL Standard, "URL code points"; others than ASCII may).
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The address of a link, percent-encoded where it must be, or `None` when it must not be followed: its
/// scheme is none of http, https, mailto, tel and ftp. A relative address has no scheme.
pub fn link(address: &str) -> Option<String> {
    // Browsers drop white space around an address, and tabs and line ends in it, before they read it.
    let address: String = address.trim().chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let address = address.trim_start_matches(|c: char| c <= ' ');
    if let Some(scheme) = scheme(address)
        && !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
    {
        return None;
    }
    Some(encode(address))
}

/// The link to an identifier of the same file.
pub fn fragment(id: &str) -> String {
    encode(&format!("#{}", id.replace('%', "%25")))
}

/// Whether a link with this address stays among the files that the output is put beside.
pub fn is_relative(address: &str) -> bool {
    scheme(address).is_none() && !address.starts_with("//")
}

fn scheme(address: &str) -> Option<&str> {
    let end = address.find([':', '/', '?', '#'])?;
    address[end..].starts_with(':').then_some(&address[..end])
}

/// Percent-encodes what must be, other characters than ASCII excepted, a `%` that encodes nothing and a second
/// `#`.
fn encode(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    let fragment = address.find('#');
    for (at, c) in address.char_indices() {
        let hexadecimal = |at: usize| address.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        if c == '%' && !(hexadecimal(at + 1) && hexadecimal(at + 2)) {
            encoded.push_str("%25");
        } else if c == '#' && fragment != Some(at) {
            encoded.push_str("%23");
        } else if c.is_ascii() || c.is_control() || c.is_whitespace() {
            encoded.extend(utf8_percent_encode(c.encode_utf8(&mut [0; 4]), ENCODED));
        } else {
            encoded.push(c);
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_web_mail_telephones_and_neighbouring_files_are_linked() {
        for address in [
            "https://example.org/a?b=c#d",
            "HTTP://example.org",
            "mailto:a@example.org",
            "tel:+33123456789",
            "ftp://example.org/a",
            "other.html#part",
            "../img/a.png",
            "?q=a:b",
            "#part",
            "été.html",
        ] {
            assert_eq!(link(address).as_deref(), Some(address));
        }
    }

    #[test]
    fn scripts_data_and_the_readers_files_are_not() {
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "blob:x",
            "x:y",
        ] {
            assert_eq!(link(address), None, "{address:?}");
        }
    }

    #[test]
    fn what_cannot_stand_in_an_address_is_percent_encoded() {
        assert_eq!(link("a b.html").as_deref(), Some("a%20b.html"));
        assert_eq!(link("100%.html").as_deref(), Some("100%25.html"));
        assert_eq!(link("100%25.html").as_deref(), Some("100%25.html"));
        assert_eq!(link("a#b#").as_deref(), Some("a#b%23"));
        assert_eq!(fragment("50%-<é>#"), "#50%25-%3Cé%3E%23");
    }
}
