//! How addresses are written in markup; which of them may be followed is said by [`crate::address`].

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::address;

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

/// The address of a link, percent-encoded where it must be, or `None` when it must not be followed.
pub fn link(address: &str) -> Option<String> {
    address::may_be_followed(address).then(|| encode(&address::cleaned(address)))
}

/// The link to an identifier of the same file.
pub fn fragment(id: &str) -> String {
    encode(&format!("#{}", id.replace('%', "%25")))
}

/// Whether a link with this address stays among the files that the output is put beside.
pub fn is_relative(address: &str) -> bool {
    address::scheme(address).is_none() && !address.starts_with("//")
}

/// Percent-encodes what must be, other characters than ASCII excepted, a `%` that encodes nothing and a second
/// `#`.
fn encode(address: &str) -> String {
    // Beyond ASCII, controls and white space begin with C2 and E1 to E3.
    let is_plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':' | 0x80..=0xC1 | 0xC3..=0xE0 | 0xE4..)
    };
    let rest = address.strip_prefix('#').unwrap_or(address);
    if rest.bytes().all(is_plain) {
        return address.to_owned();
    }
    let mut encoded = String::with_capacity(address.len());
    let fragment = address.find('#');
    for (at, c) in address.char_indices() {
        let hexadecimal = |at: usize| address.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
        if c == '%' && !(hexadecimal(at + 1) && hexadecimal(at + 2)) {
            encoded.push_str("%25");
        } else if c.is_ascii_alphanumeric() {
            encoded.push(c);
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
    fn an_address_is_written_as_it_is_unless_it_must_not_be_followed() {
        for address in
            ["https://example.org/a?b=c#d", "tel:+33123456789", "../img/a.png", "?q=a:b", "été.html"]
        {
            assert_eq!(link(address).as_deref(), Some(address));
        }
        assert_eq!(link("java\nscript:alert(1)"), None);
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
