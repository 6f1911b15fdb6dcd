//! Images and drawings.
