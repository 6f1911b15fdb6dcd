//! Attacks on the built program, each with what must not happen: a foreign note or folder destroys no file, runs
//! nothing, reads and writes nothing outside, and ends no run by its size. What is promised stands in
//! `docs/security.md`.

#[path = "attacks/bibliographies.rs"]
mod bibliographies;
#[path = "attacks/diagrams.rs"]
mod diagrams;
#[path = "attacks/disk.rs"]
mod disk;
#[path = "attacks/drawings.rs"]
mod drawings;
#[path = "attacks/inputs.rs"]
mod inputs;
#[path = "attacks/kills.rs"]
mod kills;
#[path = "attacks/kinds.rs"]
mod kinds;
#[path = "attacks/names.rs"]
mod names;
#[path = "attacks/outputs.rs"]
mod outputs;
#[path = "tools/place.rs"]
mod place;
#[path = "attacks/raw_typst.rs"]
mod raw_typst;
#[path = "attacks/record.rs"]
mod record;
#[path = "attacks/repeated.rs"]
mod repeated;
#[path = "attacks/sizes.rs"]
mod sizes;
#[path = "attacks/spellings.rs"]
mod spellings;
#[path = "attacks/typesetting.rs"]
mod typesetting;
#[path = "attacks/ways.rs"]
mod ways;
