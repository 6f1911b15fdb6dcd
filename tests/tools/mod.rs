//! The tools that tests run. Where one is not installed its tests are skipped, except in continuous integration (`CI`
//! is set).

use std::process::{Command, Stdio};

/// Whether the tool can be run.
pub fn is_there(tool: &str) -> bool {
    let mut command = Command::new(tool);
    command.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let found = command.status().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "{tool} is needed here");
    if !found {
        eprintln!("skipped: {tool} is not installed");
    }
    found
}
