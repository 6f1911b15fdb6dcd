//! Notes that the typesetter cannot take as they are: a PDF comes from them all the same.
