//! The regular expressions of code colours, as `build/syntaxes.rs` writes them anew.

#[path = "../build/syntaxes.rs"]
#[expect(dead_code, reason = "the build writes the file")]
mod syntaxes;

use syntaxes::short;
use syntect::parsing::Regex;
use syntect::parsing::syntax_definition::Pattern;

/// Code of many languages, with words, quotes and signs that are not ASCII.
const CODE: &[&str] = &[
    "let été = naïve_2 + x1; // déjà vu, n° 3 « cité » – l’élève × 2 ÷ 4\n",
    "def moyenne(valeurs: list[float], précision=1e-3) -> float:  # Σ xᵢ ≤ ∞\n",
    "class Œuvre<T: Ord> extends Café implements Ünïcode { private final int ÄÖ = 0x1F; }\n",
    "SELECT DISTINCT nom_élève, AVG(note) AS \"moyenne générale\" FROM élèves WHERE id >= 10;\n",
    "if [[ $prénom == \"Zoë\" ]]; then echo \"${prénom:0:1}…\" >&2; fi\n",
    "<p class=\"résumé\" data-année='2026'>Voilà&nbsp;: <em>ça</em> — © ½ ™</p>\n",
    ".élément:hover > #à-propos::before { content: \"→\"; width: calc(100% - 2.5rem); }\n",
    "interface Élève { prénom: string; age?: number } const f = async (π: number) => π ** 2;\n",
    "#include <stdio.h>\n",
    "  public static void main(String[] args) throws Exception { System.out.println(\"Ελλάδα\"); }\n",
    "\\begin{equation} \\alpha_1^2 = \\frac{été}{2} \\end{equation} % café\n",
    "- clé: \"valeur\" # commentaire\n",
    "{\"ключ\": [1, -2.5e10, true, null], \"キー\": \"値\"}\n",
    "fn größe(&self) -> Option<u8> { match self { Some(ÿ) => 0b1010_u8, _ => 'é' } }\n",
    "::ℝ → ℕ where x₁ = y² ⊕ λ y -> y\n",
];

#[test]
#[expect(clippy::disallowed_methods, reason = "each is compared alone, in whatever order")]
fn a_short_expression_finds_in_code_what_the_long_one_finds() {
    let mut differing = Vec::new();
    let mut compared = 0;
    for syntax in two_face::syntax::extra_newlines().into_builder().syntaxes() {
        for pattern in syntax.contexts.values().flat_map(|context| &context.patterns) {
            let Pattern::Match(pattern) = pattern else { continue };
            let long = pattern.regex.regex_str();
            // A reference to what another expression found cannot be compiled alone.
            if short(long) == long || Regex::try_compile(long).is_some() {
                continue;
            }
            let short = Regex::new(short(long));
            compared += 1;
            let found = |regex: &Regex, line: &str| {
                let mut region = syntect::parsing::Region::new();
                let found = regex.search(line, 0, line.len(), Some(&mut region));
                found.then(|| (0..10).map(|group| region.pos(group)).collect::<Vec<_>>())
            };
            for line in CODE {
                let (own, expected) = (found(&short, line), found(&pattern.regex, line));
                if own != expected {
                    differing.push(format!("{}: {long} in {line}: {own:?}, not {expected:?}", syntax.name));
                }
            }
        }
    }
    assert!(compared > 1_000, "only {compared} were compared");
    assert!(
        differing.is_empty(),
        "{} of {compared}:\n{}",
        differing.len(),
        differing[..differing.len().min(20)].join("\n")
    );
}

#[test]
fn letters_are_those_of_unicode_and_signs_of_texts_are_none() {
    is_like_unicode(r"^\w$", |_| false);
}

#[test]
fn numbers_are_those_of_unicode_but_for_digits_of_scripts() {
    is_like_unicode(r"^\p{N}$", |number| number > 0x2FF);
}

/// Compares what a class and the short one match: the same up to U+00FF and from U+2000 to U+2BFF. Elsewhere the short one
/// may match more, or less where `may_lack` says so of a character's number.
fn is_like_unicode(expression: &str, may_lack: fn(u32) -> bool) {
    let class = |expression: &str| regex::Regex::new(expression).unwrap();
    let (own, unicode) = (class(&short(expression)), class(expression));
    for char in '\0'..=char::MAX {
        let (text, number) = (char.to_string(), u32::from(char));
        let (is_own, is_meant) = (own.is_match(&text), unicode.is_match(&text));
        let is_exact = number < 0x100 || (0x2000..0x2C00).contains(&number);
        let holds = match is_own {
            true => is_meant || !is_exact,
            false => !is_meant || (!is_exact && may_lack(number)),
        };
        assert!(holds, "U+{number:04X}: {is_own}, not {is_meant}");
    }
}

#[test]
fn other_parts_of_an_expression_stay_as_they_are() {
    for same in [r"\\w", r"\W\P{L}\p{Lu}\s\b", r"[\\d]", r"\p", "é\\", ""] {
        assert_eq!(short(same), same);
    }
    assert_eq!(short(r"[\d-.]\\\d"), r"[[0-9]-.]\\[0-9]");
}
