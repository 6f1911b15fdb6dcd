//! What makes the program start fast. The data files of `templates/`, which it reads whenever it starts, become
//! JSON, which is read many times faster than YAML. And on Linux it is linked to a fixed address: half of the time
//! of a short run went into moving tables of Unicode and the like to a random one (docs/performance.md).

use std::error::Error;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for name in ["callouts", "locales"] {
        let path = format!("templates/{name}.yaml");
        println!("cargo::rerun-if-changed={path}");
        let data: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(&path)?)?;
        std::fs::write(Path::new(&folder).join(name).with_extension("json"), data.to_string())?;
    }
    let is = |variable: &str, value: &str| {
        std::env::var(variable).unwrap_or_default().split(',').any(|own| own == value)
    };
    let dynamic = is("CARGO_CFG_TARGET_ENV", "gnu") && !is("CARGO_CFG_TARGET_FEATURE", "crt-static");
    if is("CARGO_CFG_TARGET_OS", "linux") && dynamic {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    Ok(())
}
