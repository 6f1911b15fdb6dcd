//! Notes whose front matter, text or code grows when it is read or shown.
