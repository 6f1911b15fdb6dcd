//! The fuzz targets of `convert`: `fuzz/run` builds and runs them.

pub mod targets;

/// Panics that the library catches are its own affair: only one that reaches a target is a finding.
pub fn tell_of_panics_without_ending() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{panic}")));
}
