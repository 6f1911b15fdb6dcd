//! What makes the program start fast: the data files of `templates/`, which it reads whenever it starts, become JSON,
//! which is read many times faster than YAML.

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
    let themes = Path::new(&folder).join("themes");
    std::fs::create_dir_all(&themes)?;
    println!("cargo::rerun-if-changed=templates/themes");
    for entry in std::fs::read_dir("templates/themes")? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default();
        let data: serde_json::Value = serde_yaml::from_str(&std::fs::read_to_string(&path)?)?;
        std::fs::write(themes.join(name).with_extension("json"), data.to_string())?;
    }
    Ok(())
}
