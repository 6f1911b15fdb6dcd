//! What values are read as.

use super::*;

fn read(kind: Kind, text: &str) -> Result<Value, Refused> {
    kind.read(&crate::yaml::read(text).unwrap())
}

#[test]
fn lengths_have_units_or_are_points() {
    for (text, shown) in [
        ("11pt", "11pt"),
        ("12", "12pt"),
        ("2.5 cm", "2.5cm"),
        ("25mm", "25mm"),
        ("1in", "1in"),
        ("16px", "12pt"),
        ("1.2em", "1.2em"),
    ] {
        assert_eq!(Length::read(text).map(|length| length.to_string()).as_deref(), Some(shown), "{text}");
    }
    for text in ["", "cm", "2 parsecs", "-1cm", "1e9pt", "nan", "inf", "9999cm"] {
        assert_eq!(Length::read(text), None, "{text}");
    }
}

#[test]
fn margins_are_one_length_or_some_by_side() {
    let Ok(Value::Margins(all)) = read(Kind::Margins, "2cm") else { panic!() };
    assert_eq!(
        all.iter().map(|(side, length)| (side.name(), length.to_string())).collect::<Vec<_>>(),
        [("rest", "2cm".to_owned())]
    );
    assert!(read(Kind::Margins, "{top: 1cm, x: 2cm}").is_ok());
    for wrong in ["wide", "{above: 1cm}", "{top: much}", "{}", "[1cm]", "{inside: 1cm, left: 2cm}"] {
        assert!(read(Kind::Margins, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_line_has_a_left_a_centre_and_a_right() {
    let line = |text| match read(Kind::Line, text) {
        Ok(Value::Line(line)) => [line.left, line.centre, line.right],
        other => panic!("{other:?}"),
    };
    assert_eq!(line("\"{page} of {pages}\""), ["", "{page} of {pages}", ""]);
    assert_eq!(line("{title}"), ["", "{title}", ""]);
    assert_eq!(line("{left: {title}, right: '{page}'}"), ["{title}", "", "{page}"]);
    for none in ["none", "false", "''"] {
        assert_eq!(line(none), ["", "", ""], "{none}");
    }
    assert_eq!(read(Kind::Line, "'{chapter}'").unwrap_err().0.split(':').next(), Some("without `{chapter}`"));
    assert!(read(Kind::Line, "{image: a.png, caption: b}").is_err());
}

#[test]
fn colours_are_those_of_css() {
    for (text, shown) in [("'#abc'", "#aabbcc"), ("navy", "#000080"), ("'rgb(1, 2, 3)'", "#010203")] {
        assert_eq!(read(Kind::Colour, text).unwrap().colour().unwrap().to_string(), shown, "{text}");
    }
    assert!(read(Kind::Colour, "reddish").is_err());
    let (pale, white) = (Colour([200, 120, 120]), Colour([255; 3]));
    assert!(pale.contrast(white) < 4.5 && pale.readable_on(white, 7.0).contrast(white) >= 7.0);
    assert_eq!(pale.readable_on(white, 1.0), pale);
    assert!((Colour([0; 3]).contrast(Colour([255; 3])) - 21.0).abs() < 0.01);
}

#[test]
fn what_is_refused_says_what_may_stand_there() {
    for (kind, wrong, message) in [
        (Kind::Switch, "perhaps", "`true` or `false`"),
        (Kind::Number(1.0, 4.0), "9", "a number from 1 to 4"),
        (Kind::Choice(&["a4", "a5"]), "a44", "`a4` or `a5`"),
        (Kind::List, "{a: b}", "a name, or a list of names"),
    ] {
        assert_eq!(read(kind, wrong), Err(Refused(message.to_owned())));
    }
}
