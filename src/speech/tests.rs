use super::speak;
use crate::ir::Formula;
use crate::latex::{self, Macros};
use crate::limits::SPOKEN;

fn said(language: &str, tex: &str) -> String {
    speak(&latex::read(tex, true, &Macros::default()).unwrap(), language)
}

#[track_caller]
fn all(language: &str, cases: &[(&str, &str)]) {
    for (tex, expected) in cases {
        assert_eq!(said(language, tex), *expected, "{tex}");
    }
}

#[test]
fn what_can_be_heard_as_one_is_short() {
    all(
        "en",
        &[
            (r"\frac{a}{b}", "a over b"),
            (r"\frac{dy}{dx}", "d y over d x"),
            (r"x^2 + x^3 - x^n", "x squared plus x cubed minus x to the n"),
            (r"x_1' + x^{-1}", "x prime sub 1 plus x to the minus 1"),
            (r"\sqrt{2x} \sqrt[3]{x}", "the square root of 2 x the cube root of x"),
            (r"\hat x + \bar x + \vec v + \dot x", "x hat plus x bar plus vector v plus x dot"),
            (
                r"|x| + \|x\| + \lfloor x \rfloor",
                "the absolute value of x plus the norm of x plus the floor of x",
            ),
            (r"\binom{n}{k}", "n choose k"),
            (r"90^\circ", "90 degrees"),
            (r"^{3}", "cubed"),
            (r"{}^{14}C", "left superscript 14, capital C"),
        ],
    );
}

#[test]
fn anything_longer_says_where_it_begins_and_ends() {
    all(
        "en",
        &[
            (r"\frac{a+b}{2} c", "the fraction with numerator a plus b, and denominator 2, end fraction, c"),
            (r"x^{n+1} y", "x to the power n plus 1, end power, y"),
            (r"x_{i+1} y", "x sub i plus 1, end sub, y"),
            (r"x_{i_j}", "x sub i sub j, end sub"),
            (r"\sqrt{a+b} c", "the square root of a plus b, end root, c"),
            (r"\overline{x+y} z", "bar over x plus y, end bar, z"),
            (r"\left|a+b\right| c", "the absolute value of a plus b, end absolute value, c"),
            (
                r"(x_1)^2 + {x_1}^2",
                "open paren x sub 1 close paren squared plus the group x sub 1, end group, squared",
            ),
        ],
    );
}

#[test]
fn sums_integrals_and_limits_say_their_bounds() {
    all(
        "en",
        &[
            (r"\sum_{k=0}^n k", "the sum from k equals 0 to n of k"),
            (r"\int_0^1 f(x)\,dx", "the integral from 0 to 1 of f of x d x"),
            (r"\bigcup_{i \in I} A_i", "the union over i is a member of capital I of capital A sub i"),
            (r"\lim_{x \to 0} \sin x", "limit as x approaches 0 of sine of x"),
            (r"\max_x f", "maximum over x of f"),
            (
                r"u \xrightarrow[n \to \infty]{} \ell",
                "u right arrow with n approaches infinity below script l",
            ),
        ],
    );
}

#[test]
fn functions_are_taken_of_what_follows() {
    all(
        "en",
        &[
            (r"f(x) + f'(x) + g(x+1)", "f of x plus f prime of x plus g of open paren x plus 1 close paren"),
            (r"a(x+1)", "a open paren x plus 1 close paren"),
            (r"\sin^2 x + \log_2 n", "sine squared of x plus log base 2 of n"),
            (r"\sin = \cos", "sine equals cosine"),
        ],
    );
}

#[test]
fn letters_say_their_case_and_alphabet() {
    all(
        "en",
        &[
            (r"x X", "x capital X"),
            (r"\gamma \Gamma", "gamma capital gamma"),
            (
                r"\mathbb{R} \mathcal{A} \mathfrak{g} \mathbf{x}",
                "double-struck capital R script capital A fraktur g bold x",
            ),
            (r"\mathrm{Hom}", "Hom"),
        ],
    );
    all("fr", &[(r"\Gamma \mathbb{R}", "gamma majuscule R majuscule ajouré")]);
    all("de", &[(r"X \mu", "groß X My")]);
}

#[test]
fn rows_have_numbers() {
    all(
        "en",
        &[
            (
                r"\begin{pmatrix} a & b \\ c & \end{pmatrix} x",
                "the 2 by 2 matrix; row 1: a, b; row 2: c, blank; end matrix, x",
            ),
            (
                r"\begin{cases} 1 & x > 0 \\ 0 \end{cases}",
                "2 cases; case 1: 1, x is greater than 0; case 2: 0; end cases",
            ),
            (
                r"\begin{align} a &= b \\ &= c \tag{1} \end{align}",
                "2 lines; line 1: a equals b; line 2: equals c, number (1); end lines",
            ),
            (r"\begin{vmatrix} a \end{vmatrix}", "the 1 by 1 determinant; row 1: a; end determinant"),
        ],
    );
}

#[test]
fn a_bar_is_read_by_where_it_stands() {
    all(
        "en",
        &[
            (r"\{x | x > 0\}", "open brace x such that x is greater than 0 close brace"),
            (
                r"\left\{ x \,\middle|\, |x| < 1 \right\}",
                "open brace x such that the absolute value of x is less than 1 close brace",
            ),
            (r"P(A | B)", "capital P open paren capital A vertical bar capital B close paren"),
            (r"|x||y|", "the absolute value of x the absolute value of y"),
            (r"||x||_2", "the norm of x sub 2"),
            (r"k \| l \| m", "k double vertical bar l double vertical bar m"),
            (r"\mid V \mid > 0", "the absolute value of capital V is greater than 0"),
        ],
    );
}

#[test]
fn numbers_stay_as_they_are_written() {
    all(
        "fr",
        &[
            (r"3{,}14 + 2.5", "3,14 plus 2.5"),
            (r"8 \cdot 10^{-12}", "8 fois 10 puissance moins 12"),
            (r"u \cdot v", "u point v"),
        ],
    );
}

#[test]
fn words_of_the_note_are_said_as_they_stand() {
    all("fr", &[(r"x \text{ si } y", "x si y"), (r"\ce{H2O}", "H majuscule indice 2 O majuscule")]);
}

#[test]
fn each_language_has_its_own_order_of_words() {
    let tex = r"\binom{n}{k} \neq \sqrt{x}";
    for (language, expected) in [
        ("en-GB", "n choose k is not equal to the square root of x"),
        ("fr-CA", "k parmi n différent de racine carrée de x"),
        ("de", "n über k ungleich Quadratwurzel aus x"),
        ("es", "n sobre k distinto de raíz cuadrada de x"),
        ("it", "n su k diverso da radice quadrata di x"),
        ("pt-BR", "n escolhe k diferente de raiz quadrada de x"),
        ("nl", "n boven k is niet gelijk aan vierkantswortel van x"),
        ("fi", "n choose k is not equal to the square root of x"),
    ] {
        assert_eq!(said(language, tex), expected, "{language}");
    }
}

#[test]
fn a_formula_without_anything_to_say_is_called_one() {
    assert_eq!(said("fr", r"\phantom{x}\quad"), "Formule");
    assert_eq!(said("en", "{}"), "Formula");
}

#[test]
fn what_is_said_is_bounded_and_ends_between_words() {
    let long = Formula::Row(vec![Formula::Number("12".to_owned()); SPOKEN]);
    let said = speak(&long, "en");
    assert!(said.len() <= SPOKEN + " …".len() && said.ends_with("12 …"));
}
