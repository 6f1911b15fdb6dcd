//! What is found in short texts.

use super::*;
use crate::read::syntax::names::tests::vocabulary;
use crate::read::syntax::piece::Piece;

/// The pieces of a note, one a line.
fn show(text: &str) -> Vec<String> {
    let show = |piece: Piece| match piece.kind {
        PieceKind::Tag { tag, .. } => format!("{}{}", if tag.closes { "/" } else { "" }, tag.name),
        PieceKind::Expression(inside) => format!("={inside}"),
        PieceKind::Drawing(markup) => format!("drawing {markup}"),
        PieceKind::Math { tex, display, label } => {
            let label = label.map(|label| format!("#{label}")).unwrap_or_default();
            format!("{}{tex}{label}", if display { "$$" } else { "$" })
        }
        PieceKind::Literal(words) => words,
        PieceKind::Role { name, text } => format!("{name}({text})"),
        PieceKind::Reference(reference) => format!("@{}", reference.items[0].name),
        PieceKind::Attributes(_) => "{}".to_owned(),
        PieceKind::Table(table) => format!("table of {}", table.cells.len()),
        PieceKind::Code { info, text } => format!("`{info}:{text}"),
        PieceKind::Abbreviation((short, long)) => format!("{short}={long}"),
        PieceKind::Rewritten(number) => format!("{number} "),
        PieceKind::LineBlockRow { indent } => format!("|{indent}"),
        PieceKind::Import { name, path } => format!("{name}<{path}"),
        PieceKind::Captured { name, inside } => format!("{name}<<{}", &text[inside]),
        PieceKind::Removed => "-".to_owned(),
    };
    let found = pieces(text, 0, vocabulary(), ScanOptions::default(), None);
    found.pieces.into_iter().map(show).collect()
}

#[test]
fn tags_are_found_wherever_they_stand() {
    assert_eq!(show("{% a %}x{% enda %}\n- {% b %}\n  > c {% d %}\n"), ["a", "/a", "b", "d"]);
    assert_eq!(show("a {{< b >}} {{ title }} [x]({{ '/y' | url }})"), ["b", "=title", "='/y' | url"]);
}

#[test]
fn code_is_literal() {
    for code in [
        "```\n{% a %}\n```",
        "~~~~\n{% a %}\n~~~\n$x$\n~~~~",
        "> ```\n> {% a %}\n> ```",
        "- x\n\n  ```\n  {% a %}\n  ```",
        "`{% a %}` and ``{% `a %}``",
        "text\n\n    {% a %}\n\n    $x$\n",
        "<pre>\n{% a %}\n\n$x$</pre>",
        "<!-- {% a %}\n\n$x$ -->",
    ] {
        assert!(show(code).is_empty(), "{code}: {:?}", show(code));
    }
    assert_eq!(show("- a\n\n    {% b %}\n\n```\n{% c %}\n```\n{% d %}"), ["b", "d"]);
    assert_eq!(show("> ```\n{% a %}"), ["a"]);
    assert_eq!(show("`a {% b %}"), ["b"]);
    // Its indentation is taken away.
    assert_eq!(show("text\n    {% b %}"), ["-", "b"]);
}

#[test]
fn a_definition_may_hold_a_quotation() {
    for definition in [": > words", ":   > words", ": - > words"] {
        assert!(show(&format!("term\n\n{definition}\n")).is_empty(), "{definition}");
    }
}

#[test]
fn a_definition_may_hold_empty_containers() {
    for definition in [": > ", ": >", ": - > ", "~   > > "] {
        assert!(show(&format!("term\n\n{definition}")).is_empty(), "{definition}");
        assert_eq!(show(&format!("term\n\n{definition}\n\n{{% a %}}")), ["a"], "{definition}");
    }
}

#[test]
fn drawings_are_taken_whole() {
    assert_eq!(show("a <svg>\n\n    $x$</svg > b"), ["drawing <svg>\n\n    $x$</svg >"]);
    assert!(show("`<svg></svg>` <!-- <svg></svg> --> <svg>").is_empty());
}

#[test]
fn bars_in_the_code_of_a_table_end_no_cell() {
    assert_eq!(show("| `a|b` | ``c|`|d`` | e\\|`f\\|é` |"), ["|", "|", "|"]);
    assert_eq!(show("`a|b` | `c"), Vec::<String>::new());
}

#[test]
fn raw_vanishes_and_keeps_its_inside() {
    assert_eq!(show("{% raw %}{{ a }} {% b %}{% endraw %}{% c %}"), ["-", "-", "c"]);
    assert_eq!(show("{% raw %}\n```\n{% a %}\n```\n{% endraw %}\n{% b %}"), ["-", "-", "b"]);
    assert_eq!(show("```\n{% raw %}\n{% a %}\n{% endraw %}\n```\n{% b %}"), ["-", "-", "b"]);
    assert_eq!(show("`{% raw %}` alone"), Vec::<String>::new());
    assert_eq!(show("{% verbatim %}{{ a }}{% endverbatim %}{% c %}"), ["-", "-", "c"]);
    assert_eq!(show("{{{{raw}}}}{{a}}{{{{/raw}}}}{{c}}"), ["-", "-", "=c"]);
    assert_eq!(show("{{ '{{' }}a}} {{ `{{ b }}` }} {{\"{%\"}}"), ["{{", "{{ b }}", "{%"]);
}

#[test]
fn template_comments_vanish_but_attributes_and_formulas_stay() {
    assert_eq!(show("{# a {% b %} #} {% c %}"), ["-", "c"]);
    assert_eq!(show("# T {#id} and {#id2}"), Vec::<String>::new());
    assert_eq!(show("{{x}} ${{a}}$ ${{\\rm b}}$"), ["=x", "${{a}}", "${{\\rm b}}"]);
}

#[test]
fn code_between_tags_is_code() {
    assert_eq!(
        show("{% highlight python %}\n{{ a }}\n  $b$\n{% endhighlight %}"),
        ["`python:{{ a }}\n  $b$"]
    );
    assert_eq!(show("{{< highlight go \"linenos=table\" >}}a{{< /highlight >}} b"), ["`go linenos=table:a"]);
    assert_eq!(show("- x\n\n  {% highlight js %}\n  a\n    b\n  {% endhighlight %}"), ["`js:a\n  b"]);
    assert_eq!(
        show("{{< code-toggle config=a />}} # b {{< code-toggle >}}c{{< /code-toggle >}}"),
        ["code-toggle", "`yaml:c"]
    );
    assert_eq!(show("{{< katex >}} a {{< katex >}}b{{< /katex >}}"), ["katex", "$b"]);
    assert_eq!(
        show("{{< code-toggle file=hugo >}}\n[[a]]\n{{< /code-toggle >}}"),
        ["`toml title=\"hugo.toml\":[[a]]"]
    );
    assert_eq!(
        show("{{< code-toggle file=content/a.md fm=true >}}\na = 'b: c'\n{{< /code-toggle >}}"),
        ["`toml title=\"content/a.md\":a = 'b: c'"]
    );
    assert_eq!(
        show("{% codeblock lang:js a.js %}b{% endcodeblock %}{% codeblock c lang:d %}e{% endcodeblock %}"),
        ["`js title=\"a.js\":b", "`d title=\"c\":e"]
    );
    assert_eq!(show("{% highlight js %}{% raw %}{{a}}{% endraw %}{% endhighlight %}"), ["`js:{{a}}"]);
}

#[test]
fn captured_blocks_stand_where_they_are_shown_or_are_code() {
    assert_eq!(
        show("{% capture a %}*b*{% endcapture %} {{ a | markdownify }}"),
        ["a<<*b*", "=a | markdownify"]
    );
    assert_eq!(show("{% set a %}\nb \"c\"\n{% endset %}"), ["`:b \"c\""]);
    assert_eq!(show("{% css %}a { b: c }{% endcss %} {% set a = 1 %}"), ["-", "set"]);
}

#[test]
fn containers_of_lines_are_tags() {
    assert_eq!(show("!!! note\n    a\n\n    $b$\nc"), ["note", "-", "-", "$b", "/note"]);
    assert_eq!(show("!!! a\n    ??? b\n        c\n    d"), ["a", "-", "b", "-", "/b", "-", "/a"]);
    assert_eq!(show("!!! a\n    ```\n    $x$\n    ```\n"), ["a", "-", "-", "-", "/a"]);
    assert_eq!(show("::::a\n:::b\n$x$\n:::\n::::\n"), ["a", "b", "$x", "/b", "/a"]);
    assert_eq!(show("```{note}\n:class: x\n$y$\n```\n"), ["note", "-", "$y", "/note"]);
    assert_eq!(show("```python\n:::a\n!!! b\n```\n"), Vec::<String>::new());
    assert_eq!(show(":::note\n"), ["note", "/note"]);
    assert_eq!(show(":::a\n"), Vec::<String>::new());
    assert_eq!(show(":::\n"), Vec::<String>::new());
}

#[test]
fn formulas_are_found() {
    assert_eq!(show("a $x$ b\n\n$$\na\n\nb\n$$\n"), ["$x", "$$a\n\nb"]);
    assert_eq!(show("> $$\n> a\n> $$"), ["$$a"]);
    assert_eq!(show("| $|x|$ | b |"), ["$|x|"]);
}
