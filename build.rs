//! What makes the program start fast: the data files of `templates/`, which it reads whenever it starts, become JSON,
//! which is read many times faster than YAML.

use std::error::Error;
use std::path::Path;

use serde_json::{Map, Value};

/// The values of a theme over those of `classic`, as `look::theme` puts them together: what stands in these has no parts
/// of its own.
fn over(classic: &Map<String, Value>, own: Map<String, Value>) -> Map<String, Value> {
    const WHOLE: [&str; 3] = ["margin", "header", "footer"];
    let mut all = classic.clone();
    for (key, value) in own {
        match (all.get_mut(&key), value) {
            (Some(Value::Object(below)), Value::Object(own)) if !WHOLE.contains(&key.as_str()) => {
                below.extend(own)
            }
            (_, value) => {
                all.insert(key, value);
            }
        }
    }
    all
}

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
    let read = |path: &Path| -> Result<Map<String, Value>, Box<dyn Error>> {
        Ok(serde_yaml::from_str(&std::fs::read_to_string(path)?)?)
    };
    let classic = read(Path::new("templates/themes/classic.yaml"))?;
    for entry in std::fs::read_dir("templates/themes")? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default();
        let theme = over(&classic, read(&path)?);
        std::fs::write(themes.join(name).with_extension("json"), Value::Object(theme).to_string())?;
    }
    Ok(())
}
