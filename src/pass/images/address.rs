//! Addresses of images: what `data:` URLs hold, and what messages show of long ones.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::percent_decode_str;

/// The bytes of a `data:` URL (RFC 2397) after its scheme.
pub fn data_url(rest: &str) -> Option<Vec<u8>> {
    let (head, body) = rest.split_once(',')?;
    let bytes: Vec<u8> = percent_decode_str(body).collect();
    if !head.ends_with(";base64") {
        return Some(bytes);
    }
    let bytes: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
    STANDARD.decode(bytes).ok()
}

/// An address as messages show it.
#[expect(clippy::string_slice, reason = "an address is cut between characters")]
pub fn shortened(address: &str) -> String {
    match address.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
}
