//! The Markdown of a shortcode that a user defines, with its placeholders: `{{ title }}`, `{{ 1 }}`, `{{ body }}`.

/// Characters of a plane for private use stand for placeholders while the Markdown is read: no parser takes them for more
/// than letters, and none of them is in the Markdown itself.
const FIRST_MARK: u32 = 0xF_0000;
/// How many characters that plane has.
const MARKS: u32 = 0xFFFD;
/// The placeholder of what stands in the tag.
const BODY: &str = "body";

/// A piece of Markdown with marks for its placeholders.
pub struct Template {
    text: String,
    names: Vec<String>,
    has_body: bool,
}

impl Template {
    /// Reads a piece of Markdown.
    ///
    /// # Errors
    /// What is wrong: a placeholder that is none, one that is never closed, two of the body, a character that is a mark.
    pub fn of(markdown: &str) -> Result<Self, String> {
        let mut template =
            Self { text: String::with_capacity(markdown.len()), names: Vec::new(), has_body: false };
        if markdown.chars().any(|c| (FIRST_MARK..FIRST_MARK + MARKS).contains(&u32::from(c))) {
            return Err("a character for private use (U+F0000 to U+FFFFD) cannot stand in it".to_owned());
        }
        let mut parts = markdown.split("{{");
        template.text.push_str(parts.next().unwrap_or_default());
        for part in parts {
            // `{{< name >}}` and `{{% name %}}` are tags of Hugo.
            if part.starts_with(['<', '%']) {
                template.text.push_str("{{");
                template.text.push_str(part);
                continue;
            }
            let Some((inside, after)) = part.split_once("}}") else {
                let start: String = part.chars().take(20).collect();
                return Err(format!("the placeholder `{{{{{start}` is never closed"));
            };
            let name = inside.trim();
            let is_name = |c: char| c.is_alphanumeric() || "-_".contains(c);
            if name.is_empty() || !name.chars().all(is_name) {
                return Err(format!(
                    "`{{{{{inside}}}}}` is no placeholder: it has a name or a number, and nothing else"
                ));
            }
            let number = template.number_of(name)?;
            template.text.extend(char::from_u32(FIRST_MARK + number));
            template.text.push_str(after);
        }
        Ok(template)
    }

    fn number_of(&mut self, name: &str) -> Result<u32, String> {
        if name == BODY {
            return match std::mem::replace(&mut self.has_body, true) {
                false => Ok(0),
                true => {
                    Err("`{{ body }}` stands in it twice: what stands in a tag can be shown once".to_owned())
                }
            };
        }
        let at = self.names.iter().position(|own| own == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        });
        u32::try_from(at + 1)
            .ok()
            .filter(|&at| at < MARKS)
            .ok_or_else(|| "it has too many placeholders".to_owned())
    }

    /// The Markdown, with marks.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The names of the placeholders but the body, in the order of their marks.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Whether it has a placeholder of this name.
    pub fn has(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// Whether it has a place for what stands in the tag.
    pub fn has_body(&self) -> bool {
        self.has_body
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The number of the placeholder that a character stands for: 0 is the body, the others begin with 1.
pub fn number(c: char) -> Option<usize> {
    let number = u32::from(c).checked_sub(FIRST_MARK).filter(|&number| number < MARKS)?;
    usize::try_from(number).ok()
}

/// Whether a text has a mark in it.
pub fn is_marked(text: &str) -> bool {
    text.chars().any(|c| number(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_names_and_numbers() {
        let template = Template::of("{{ title }} {{1}} {{body}} {{title}} {{< toc >}}").unwrap();
        assert_eq!(template.names(), ["title", "1"]);
        assert!(template.has_body() && template.text().ends_with("{{< toc >}}"));
        assert_eq!(template.text().chars().filter_map(number).collect::<Vec<_>>(), [1, 2, 0, 1]);
    }

    #[test]
    fn what_is_no_placeholder_is_told() {
        for text in ["{{ a | upper }}", "{{ }}", "{{ a", "{{ body }}{{ body }}", "\u{F0001}", "{{ a.b }}"] {
            assert!(Template::of(text).is_err(), "{text}");
        }
    }
}
