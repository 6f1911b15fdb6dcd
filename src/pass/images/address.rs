//! Addresses of images: what `data:` URLs hold, and what messages show of long ones.

use data_url::DataUrl;

/// The bytes of a `data:` URL (Fetch Standard, "data: URL processor"); `None` when it has none or they cannot be decoded.
pub fn data_url(address: &str) -> Option<Vec<u8>> {
    // In drawings that people paste, `#` begins a colour: a fragment says nothing of an image.
    let address = address.replace('#', "%23");
    Some(DataUrl::process(&address).ok()?.decode_to_vec().ok()?.0)
}

/// An address as messages show it.
#[expect(clippy::string_slice, reason = "an address is cut between characters")]
pub fn shortened(address: &str) -> String {
    match address.char_indices().nth(120) {
        Some((at, _)) => format!("{}…", &address[..at]),
        None => address.to_owned(),
    }
}
