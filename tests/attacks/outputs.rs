//! Files that people have: they are not replaced by an output that nobody asked for.
