//! Bibliographies and citation styles that refer to themselves or grow without end.
