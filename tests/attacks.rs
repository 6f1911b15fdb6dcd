//! Attacks on the built program, each with what must not happen: a foreign note or folder destroys no file, runs
//! nothing, reads and writes nothing outside, and ends no run by its size. What is promised stands in
//! `docs/security.md`.

#[path = "attacks/bibliographies.rs"]
mod bibliographies;
#[path = "attacks/drawings.rs"]
mod drawings;
#[path = "attacks/inputs.rs"]
mod inputs;
#[path = "attacks/outputs.rs"]
mod outputs;
#[path = "tools/place.rs"]
mod place;
#[path = "attacks/sizes.rs"]
mod sizes;
#[path = "attacks/typesetting.rs"]
mod typesetting;
