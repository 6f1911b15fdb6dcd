//! What makes the program start fast: what it needs of `templates/` in every run becomes data of the program itself, the
//! themes JSON, which is read many times faster than YAML, and the syntaxes of code a file that is read as it is.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use serde_json::{Map, Value};

#[path = "../src/naming.rs"]
#[expect(dead_code, reason = "of the names that the program makes, the tables have the normalized ones")]
mod naming;
mod syntaxes;

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

/// The literal of a text.
fn text(value: &Value) -> Result<String, Box<dyn Error>> {
    Ok(format!("{:?}", value.as_str().ok_or_else(|| format!("{value} is no text"))?))
}

/// The literals of a list of texts, each made by `literal`.
fn list(
    value: &Value,
    literal: fn(&Value) -> Result<String, Box<dyn Error>>,
) -> Result<String, Box<dyn Error>> {
    let items = value.as_array().ok_or_else(|| format!("{value} is no list"))?;
    Ok(format!("[{}]", items.iter().map(literal).collect::<Result<Vec<_>, _>>()?.join(", ")))
}

/// The literal of a text that users' files may replace.
fn cow(value: &Value) -> Result<String, Box<dyn Error>> {
    Ok(format!("Cow::Borrowed({})", text(value)?))
}

/// The statics of `src/callouts.rs`; the compiler finds what is missing.
fn callouts(data: &Value) -> Result<String, Box<dyn Error>> {
    let mut names = BTreeMap::new();
    let mut kinds = Vec::new();
    let data = data.as_array().ok_or("no list")?;
    for (index, own) in data.iter().enumerate() {
        let own = own.as_object().ok_or("an entry has no keys")?;
        let mut entry = Map::from_iter([
            ("folds".to_owned(), false.into()),
            ("aliases".to_owned(), Value::Array(Vec::new())),
        ]);
        // What a kind does not give of its look it takes from the first, as the kinds of users' files do.
        entry.extend(["light", "dark", "icon"].map(|key| (key.to_owned(), data[0][key].clone())));
        entry.extend(own.clone());
        let mut fields = Vec::new();
        for (key, value) in &entry {
            fields.push(match key.as_str() {
                "kind" | "icon" => format!("{key}: {}", cow(value)?),
                "folds" => format!("folds: {value}"),
                "aliases" => format!("aliases: Cow::Borrowed(&{})", list(value, cow)?),
                "light" | "dark" => {
                    format!(
                        "{key}: Colours {{ accent: {}, background: {} }}",
                        cow(&value["accent"])?,
                        cow(&value["background"])?
                    )
                }
                "label" => {
                    let labels = value.as_object().ok_or("`label` has no languages")?;
                    let pairs = labels.iter().map(|(language, label)| {
                        Ok(format!("(Cow::Borrowed({language:?}), {})", cow(label)?))
                    });
                    let pairs = pairs.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
                    format!("labels: Cow::Borrowed(&[{}])", pairs.join(", "))
                }
                key => return Err(format!("unknown key `{key}`").into()),
            });
        }
        kinds.push(format!("CalloutKind {{ {} }}", fields.join(", ")));
        let aliases = entry.get("aliases").and_then(Value::as_array).into_iter().flatten();
        for name in entry.get("kind").into_iter().chain(aliases).filter_map(Value::as_str) {
            names.insert(naming::normalized(name), index);
        }
    }
    let names: Vec<String> = names.iter().map(|(name, index)| format!("({name:?}, {index})")).collect();
    Ok(format!(
        "static KINDS: &[CalloutKind] = &[{}];\nstatic NAMES: &[(&str, usize)] = &[{}];\n",
        kinds.join(",\n"),
        names.join(", ")
    ))
}

/// A struct with fields of texts and lists of texts.
fn texts(name: &str, value: &Value) -> Result<String, Box<dyn Error>> {
    let fields =
        value.as_object().ok_or_else(|| format!("`{name}` has no keys"))?.iter().map(|(key, value)| {
            let literal = if value.is_array() { list(value, text)? } else { text(value)? };
            Ok(format!("r#{}: {literal}", key.replace('-', "_")))
        });
    Ok(format!("{name} {{ {} }}", fields.collect::<Result<Vec<_>, Box<dyn Error>>>()?.join(", ")))
}

/// The static of `src/locale.rs`; the compiler finds what is missing.
fn locales(data: &Value) -> Result<String, Box<dyn Error>> {
    let data: BTreeMap<&String, &Value> = data.as_object().ok_or("no tags")?.iter().collect();
    let entries = data.into_iter().map(|(tag, entry)| {
        let fields = entry.as_object().ok_or("an entry has no keys")?.iter().map(|(key, value)| {
            Ok(match key.as_str() {
                "names" => {
                    let folded = |name: &Value| {
                        Ok(format!("{:?}", naming::normalized(name.as_str().ok_or("no name")?)))
                    };
                    format!("names: &{}", list(value, folded)?)
                }
                "words" => format!("words: Some({})", texts("Words", value)?),
                "accessibility" => format!("accessibility: Some({})", texts("Accessibility", value)?),
                "quotes" => format!("quotes: Some({})", list(value, text)?),
                key => format!("{key}: Some({})", text(value)?),
            })
        });
        let fields = fields.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
        Ok(format!("({tag:?}, Locale {{ {}, ..Locale::EMPTY }})", fields.join(", ")))
    });
    let entries = entries.collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    Ok(format!("static LOCALES: &[(&str, Locale)] = &[{}];\n", entries.join(",\n")))
}

/// The words of a language for formulas as Rust code, which costs nothing at the start: the phrases as a structure, the
/// rest as tables, one text each, for the address of every word would be written when the program starts.
fn spoken(words: &Map<String, Value>) -> String {
    let mut code = "Words {\n".to_owned();
    for (section, entries) in words {
        let Value::Object(entries) = entries else { continue };
        if section == "phrases" {
            let field = |key: &str| if key == "as" { "when".to_owned() } else { key.replace('-', "_") };
            let fields = entries.iter().map(|(key, value)| format!("{}: {value}, ", field(key)));
            code += &format!("phrases: Phrases {{ {} }},\n", fields.collect::<String>());
            continue;
        }
        let separator = if section == "functions" { ", " } else { " " };
        let each =
            entries.iter().flat_map(|(keys, value)| keys.split(separator).map(move |key| (key, value)));
        let sorted: BTreeMap<&str, &Value> = each.collect();
        let names = |value: &Value| match value {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\t"),
            name => name.as_str().unwrap_or_default().to_owned(),
        };
        let lines = sorted.iter().map(|(key, value)| format!("{key}\t{}\n", names(value)));
        code += &format!("{section}: {:?},\n", lines.collect::<String>());
    }
    code + "}"
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/naming.rs");
    let table =
        |name: &str, code: fn(&Value) -> Result<String, Box<dyn Error>>| -> Result<(), Box<dyn Error>> {
            let path = format!("templates/{name}.yaml");
            println!("cargo::rerun-if-changed={path}");
            let data = serde_yaml::from_str(&std::fs::read_to_string(&path)?)?;
            let code = code(&data).map_err(|error| format!("{path}: {error}"))?;
            Ok(std::fs::write(Path::new(&folder).join(name).with_extension("rs"), code)?)
        };
    table("callouts", callouts)?;
    table("locales", locales)?;
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
    println!("cargo::rerun-if-changed=templates/speech");
    let mut speech = String::new();
    for entry in std::fs::read_dir("templates/speech")? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().display().to_string();
        speech += &format!("({name:?}, {}),\n", spoken(&read(&path)?));
    }
    std::fs::write(Path::new(&folder).join("speech.rs"), format!("&[\n{speech}]"))?;
    syntaxes::write(&Path::new(&folder).join("syntaxes.bin"), &["templates/console.sublime-syntax"])
}
