#!/usr/bin/env python3
"""Shows that cost grows as notes do: `growth.py [--check] [--size KB] [--only WORD] [FORMAT] [PROGRAM]` makes notes that
grow in one respect and prints the CPU time (ms, user and system) and the memory (MB) of each, the least of three runs.

Without `--check` each note is twice the one before it. With `--check` there are two notes of each shape, a quarter of
the size (1,000 kB; 60 kB for `pdf`) and all of it, and each line says `pass` when four times the size takes at most five
times the time; the exit status is 1 when one fails. A shape runs again only where it would fail: on a machine with other work
times get longer, never shorter."""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

# CPU seconds after which a run counts as endless.
SECONDS = 240


def lines(line: str):
    """As often as they fit; `{i}` is the number of each."""
    return lambda size: "".join(line.replace("{i}", str(i)) for i in range(max(size // len(line), 1)))


def within(before: str, inside: str, after: str = ""):
    return lambda size: before + lines(inside)(size) + after


def together(*parts):
    """Some of each, one kind after the other."""
    return lambda size: "\n".join(lines(part)(size // len(parts)) for part in parts)


SHAPES = {
    # What notes are made of.
    "text": lines("A paragraph of words, *some* of them **marked**, and so on to its end.\n\n"),
    "one paragraph": lines("A line of words, *some* of them **marked**.\n"),
    "one line": lines("Words, *some* of them **marked** and `code`. "),
    "one word": lines("word"),
    "headings": lines("## Heading {i}\n\nText.\n\n"),
    "same headings": lines("## Heading\n\nText.\n\n"),
    "footnotes": lines("Text[^{i}].\n\n[^{i}]: Note.\n\n"),
    "one footnote": within("[^a]: Note.\n\n", "Text[^a].\n\n"),
    "footnotes in footnotes": lines("[^{i}]: Note[^{i}0].\n\n"),
    "footnotes in a chain": lambda n: "Text[^0].\n\n" + lines("[^{i}]: Note[^{i}].\n\n")(n).replace("[^0]: Note[^0]", "[^0]: N[^1]"),
    "footnotes inline": lines("Text^[A note.]. "),
    "links": lines("[Text](https://a.org/{i}) [here](#h{i}) [r{i}]\n\n[r{i}]: /x\n\n"),
    "table cells": within("| a | b | c | d |\n|---|---|---|---|\n", "| 1 | *2* | 3 | 4 |\n"),
    "tables": lines("| a | b |\n|---|---|\n| 1 | 2 |\n\n"),
    "lists": lines("- item\n  - below\n"),
    "quotes": lines("> quoted\n>> twice\n\n"),
    "math": lines("Text $x_i^2 + \\frac{1}{2}$ and\n\n$$\\sum_{i=0}^n i$$\n\n"),
    "math macros": within("$$\\newcommand{\\a}{x}$$\n\n", "$\\a + \\a$ and\n\n"),
    "macros defined": lines("$$\\newcommand{\\a}{x}$$\n\n"),
    "code": lines("```python\ndef f(x):\n    return x + 1\n```\n\n"),
    "code in one block": within("```python\n", "def f(x): return x + 1\n", "```\n"),
    "html": lines('<div class="a"><b>Text</b> <span>x</span></div>\n\n'),
    "images": lines("![Words](none{i}.png)\n\n"),
    "definitions": lines("Term {i}\n: Meaning\n\n"),
    "citations": within("", "Text [@a{i}] and @fig-{i}.\n\n"),
    "tasks": lines("- [ ] to do\n- [x] done\n"),
    "changes": lines("{++new++} {--old--} {~~old~>new~~} {==marked==}{>>why?<<} "),
    "highlights": lines("==marked== ~~gone~~ H~2~O x^2^ "),
    "escapes": lines("\\* \\_ \\[ "),
    "entities": lines("&amp; &nbsp; &#65; "),
    "emoji": lines(":smile: :tada: "),
    "comments": lines("Text <!-- a comment --> text.\n\n"),
    # Containers.
    "callouts": lines("{% note %}\nText.\n{% endnote %}\n\n"),
    "callouts never closed": lines("{% note %}\nText.\n\n"),
    "callouts nested": lambda n: "{% note %}\n" * 64 + "Text.\n" * (n // 6) + "{% endnote %}\n" * 64,
    "callouts titled": lines('{% note "A title {i}" %}\nText.\n{% endnote %}\n\n'),
    "alerts": lines("> [!NOTE]\n> Text.\n\n"),
    "alerts titled": lines("> [!NOTE] A title {i}\n> Text.\n\n"),
    "admonitions titled": lines('!!! note "A title {i}"\n    Text.\n\n'),
    "divisions titled": lines("::: note A title {i}\nText.\n:::\n\n"),
    "divisions of Quarto": lines('::: {.callout-note title="A title {i}"}\nText.\n:::\n\n'),
    "directives titled": lines("```{note} A title {i}\nText.\n```\n\n"),
    "directives": lines(":::{admonition} A title\n:class: tip\nText.\n:::\n\n"),
    "shortcodes of Hugo": lines('{{< callout type="info" title="A title" >}}\nText.\n{{< /callout >}}\n\n'),
    "components titled": lines('<Callout type="note" title="A title {i}">\n\nText.\n\n</Callout>\n\n'),
    "roles": lines("{abbr}`HTML (markup)` {sub}`x` {kbd}`a` "),
    "roles unknown": lines("{what{i}}`text` "),
    "shortcodes unknown": lines('{% unknown{i} "a" %}\n\n'),
    "shortcodes unknown, paired": lines("{% what{i} %}x{% endwhat{i} %}\n\n"),
    "components unknown": lines("<Unknown{i}>x</Unknown{i}>\n\n"),
    "directives unknown": lines("```{unknown{i}}\nText\n```\n\n"),
    "tabs": lines("=== \"A tab\"\n\n    Text.\n\n"),
    "tabs of VuePress": within("::: tabs\n", "@tab A tab {i}\nText.\n\n", ":::\n"),
    "tabs of DocFX": lines("# [A tab](#tab/t{i})\n\nText.\n\n"),
    "tabs of DocFX ended": lines("# [A tab](#tab/t{i})\n\nText.\n\n***\n\n"),
    "callouts in fences": lines("```ad-note\ntitle: A title {i}\nText.\n```\n\n"),
    "callouts in fences never closed": lines("```ad-note\n"),
    "quotations in fences": lines(">>>\nText {i}.\n>>>\n\n"),
    "captions below": lines("```\ncode\n```\n/// caption\nText {i}.\n///\n\n"),
    "figures": lines("<figure><img src=\"a.png\" alt=\"x\"><figcaption>Words</figcaption></figure>\n\n"),
    "references": lines("# A {#sec-{i}}\n\nSee @sec-{i} and \\ref{sec-{i}}.\n\n"),
    "attributes": lines("[x]{.a #b{i} c=d} "),
    "attributes of lines": lines("{: .a #b{i}}\nText.\n\n"),
    "attributes, many": within("# T {", ".a ", "}\n"),
    "attributes, never closed": lines("{.a "),
    "abbreviations used": lambda n: "".join(f"*[A{i}]: b\n" for i in range(n // 20)) + "\n" + lines("A1 A2 z ")(n // 2),
    "abbreviations unused": together("*[Abc{i}]: Words\n", "words and other words\n"),
    "broken links": together("# heading number {i}\n\n", "[a](#nowhere-number-{i})\n\n"),
    "broken links to notes": lines("[a](none-{i}.md#b) [[None {i}]]\n\n"),
    "variables": lines("{{ title }} {{ page.url }} {{< var a >}} "),
    "links to notes": lines("{doc}`note` [[note]] "),
    "includes of nothing": lines("{% include none{i}.md %}\n\n"),
    "cells": lines("```{python}\n#| label: a{i}\n#| fig-cap: Words\n1 + 1\n```\n\n"),
    "grid tables": lines("+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n"),
    "dashed tables": lines("  a    b\n ---  ---\n  1    2\n\n"),
    "cells of MultiMarkdown": within("| a | b |\n|---|---|\n", "| 1 || \n"),
    # Many of one thing, and what names what stands far away.
    "divisions nested": lines("<div>\n\nText.\n\n<div>\n\nText.\n\n</div></div>\n\n"),
    "divisions in divisions": within("", ":::: a\n::: b\nText.\n:::\n::::\n\n"),
    "footnotes defined late": together("Text[^{i}].\n\n", "[^{i}]: Note.\n\n"),
    "links defined late": together("[Text][r{i}].\n\n", "[r{i}]: /x\n\n"),
    "links to headings": together("[Text](#h-{i}).\n\n", "## H {i}\n\n"),
    "one table, many columns": lambda n: "".join("|" + "a|" * 300 + "\n" + ("|" + "-|" * 300 + "\n" if i == 0 else "") for i in range(n // 601)),
    "tables with spans": lines('<table><tr><td colspan="2">a</td></tr><tr><td>b</td><td>c</td></tr></table>\n\n'),
    "definitions, several": lines("Term {i}\n: One\n: Two\n\n    More.\n\n"),
    "callouts short": lines("> [!tip] A\n\n!!! note \"B\"\n    b\n\n::: tip C\nc\n:::\n\n"),
    "attributes of headings": lines("## H {#h{i} .a key=\"b\"}\n\n"),
    "attributes with marks": lines('[a]{title="*b* `c`"} '),
    "components in a line": lines('<Badge text="a{i}" /> words '),
    "tags of DocFX": lines(':::row:::\n:::column:::\nText.\n:::column-end:::\n:::row-end:::\n\n:::image source="a.png" alt-text="x":::\n\n'),
    "components of MDC": lines("::note\nText.\n::\n\n"),
    "embeds of notes": lines("![[none{i}]]\n\n"),
    "anchors": lines('<a id="a{i}"></a>[x](#a{i})\n\n'),
    "keys": lines("++ctrl+alt+del++ "),
    "quotation marks": lines("\"Words\" and 'others' -- so... "),
    "line breaks": lines("Words  \n"),
    "one word, with marks": lines("a*b*c"),
    "html tables": lines("<table><tr><th>a</th></tr><tr><td>b</td></tr></table>\n\n"),
    "images repeated": lines("![Words](none.png) "),
    "environments of LaTeX": lines("\\begin{itemize}\n\\item a\n\\end{itemize}\n\n"),
    "citations in groups": lines("[@a{i}; see @b{i}, p. 3] "),
    "page breaks": lines("Text.\n\n\\newpage\n\n"),
    "captions": lines("| a |\n|---|\n| b |\n\n: Words {#tbl-{i}}\n\n"),
    # Code with more than its text, and diagrams.
    "code, numbered": within("```js showLineNumbers {1,3-5}\n", "let a{i} = 1;\n", "```\n"),
    "code, many marks": within("```js\n", "a(); // [!code highlight]\nb(); // [!code --]\n", "```\n"),
    "code, many ranges": lambda n: "```js {" + "".join(f"{2 * i + 1}," for i in range(n // 20)) + "1}\n" + lines("a();\n")(n // 2) + "```\n",
    "code, notes of lines": lambda n: "```py\n" + "".join(f"a = 1 # ({i + 1})!\n" for i in range(n // 32)) + "```\n\n" + "".join(f"{i + 1}. Note\n" for i in range(n // 32)),
    "code, short blocks with marks": lines("```js {1} title=\"a{i}.js\"\na();\n```\n\n"),
    "code, differences": within("```diff\n", "+ a\n- b\n  c\n", "```\n"),
    "code, marks never closed": within("```js\n", "// [!code ", "\n```\n"),
    "diagrams": lines("```mermaid\ngraph LR\n  A{i} --> B{i}\n```\n\n"),
    "diagrams, same": lines("```mermaid\ngraph LR\n  A --> B\n```\n\n"),
    "diagram, large": within("```mermaid\ngraph LR\n", "  A{i} --> B{i}\n", "```\n"),
    "diagram, chain": lambda n: "```mermaid\nsequenceDiagram\n" + lines("  A->>B: word {i}\n")(n) + "```\n",
    "diagrams that are wrong": lines("```mermaid\ngraph LR\n  A -->\n```\n\n"),
    "page breaks of styles": lines('<div style="page-break-after: always"></div>\n\nText.\n\n'),
    "raw Typst": lines("```{=typst}\n#x\n```\n\n"),
    "Windows": lines("A line *of* words.\r\n\r\n"),
    # What begins and never ends, or ends without a beginning.
    "quotes nested": within("", "> ", "x\n"),
    "quotes without spaces": within("", ">", "x\n"),
    "lists nested": within("", "- ", "x\n"),
    "stars with spaces": lines("* * * "),
    "stars with spaces, then a word": within("", "* ", "x\n"),
    "numbers nested": within("", "1. ", "x\n"),
    "quotes and lists nested": within("", "> - ", "x\n"),
    "quotes nested, lines": lambda n: ((">" * 1000 + "x\n") * (n // 1000)),
    "hyphens": lines("-"),
    "equals": lines("="),
    "underscores": lines("_"),
    "html never closed": lines("<div><b>Text\n\n"),
    "spans never closed": lines("<span>x "),
    "closing tags": lines("</div></b>"),
    "angles": lines("<"),
    "angles with letters": lines("<a "),
    "angles of attributes": lines("<a b=\"c "),
    "comments never closed": lines("a <!-- "),
    "comments, lines": lines("<!--\n"),
    "declarations": lines("<!A "),
    "instructions": lines("<? "),
    "character data": lines("<![CDATA[ "),
    "scripts": lines("<script>\n"),
    "styles": lines("<style>\n"),
    "textareas": lines("<textarea>\n"),
    "preformatted": lines("<pre>\n"),
    "drawings never closed": lines("x <svg> "),
    "details": lines("<details>\n"),
    "template comments": lines("{# "),
    "template comments, lines": lines("{# \n"),
    "template tags": lines("{% "),
    "template expressions": lines("{{ "),
    "braces": lines("{"),
    "braces closed": lines("}"),
    "percents": lines("%%"),
    "raw": lines("{% raw %}"),
    "raw pairs": lines("{% raw %}x{% endraw %}"),
    "highlight tags": lines("{% highlight js %}"),
    "comment tags": lines("{% comment %}"),
    "footnotes never closed": lines("[^"),
    "footnotes inline never closed": lines("^["),
    "brackets": lines("["),
    "brackets with words": lines("[a "),
    "brackets of vaults": lines("[["),
    "brackets shown": lines("![["),
    "links never closed": lines("[a]("),
    "links of angles": lines("[a](<b"),
    "links titled": lines('[a](b "'),
    "images never closed": lines("![a]("),
    "references never closed": lines("[a][b"),
    "brackets closed": lines("]"),
    "tags of DocFX never closed": lines(":::row:::\n\n"),
    "tags of DocFX nested": lambda n: ":::row:::\n" * (n // 30) + ":::row-end:::\n" * (n // 30),
    "changes never closed": lines("{++ {-- {~~ ~> {== {>> "),
    "changes never opened": lines("++} --} ~~} ==} <<} "),
    "changes across": lines("{++ {-- ++} --} "),
    "changes before one end": within("", "{++ ", "++}\n"),
    "changes in code": within("", "{++ `++}` ", "\n"),
    "stars": lines("*a **b "),
    "stars only": lines("*"),
    "tildes": lines("~a "),
    "carets": lines("^a "),
    "equals marked": lines("==a "),
    "pluses": lines("++a "),
    "apostrophes": lines("'a "),
    "quotation marks": lines('"a '),
    "backticks": lines("`a "),
    "backticks, more and more": lambda n: "".join("e" + "`" * i for i in range(int((2 * n) ** 0.5))),
    "fences never closed": lines("```\n\n"),
    "fences of tildes": lines("~~~a\n"),
    "dollars": lines("$a "),
    "dollars together": lines("$a$b"),
    "dollars doubled": lines("$$a "),
    "parentheses of LaTeX": lines("\\(a "),
    "brackets of LaTeX": lines("\\[a "),
    "environments": lines("\\begin{a} "),
    "commands": lines("\\ref{a} \\x "),
    "definitions of LaTeX": lines("\\newcommand{\\a}{b} "),
    "at signs": lines("@"),
    "citations never closed": lines("[@a "),
    "colons": lines(":"),
    "colons with words": lines(":a[ "),
    "divisions never closed": lines("::: a\n"),
    "components never closed": lines("<Note>\n"),
    "components with braces": lines("<Note a={"),
    "directives never closed": lines("```{note}\n"),
    "admonitions": lines("!!! note\n"),
    "bars": lines("|"),
    "bars with letters": lines("|a"),
    "bars, lines": lines("| a\n"),
    "rows without a table": lines("a | b\n"),
    "grids never closed": lines("+---+\n| a\n"),
    "delimiter rows": lines("|---|\n"),
    "empty lines": lines("\n"),
    "spaces": lines(" "),
    "tabulators": lines("\t"),
    "backslashes": lines("\\"),
    "line ends": lines("\\\n"),
    "ampersands": lines("&"),
    "hashes": lines("#"),
    "hashes, lines": lines("# "),
    "autolinks": lines("http://a.b/ "),
    "autolinks, together": lines("www."),
    "addresses": lines("a@b.c "),
    "addresses, together": lines("a@"),
    "definitions of links": lines("[a]: b\n"),
    "definitions never ended": lines("[a]: <b\n"),
    "insertions": lines("--8<-- \"a.md\"\n"),
    "imports": lines("import A from 'a.md'\n\n"),
    "marks of Pandoc": lines("(@) a\n"),
    "numbers of Pandoc": lines("(a) b\n"),
    "letters with marks": lines("a\u0301"),
    "other scripts": lines("文字が並ぶ"),
    "right to left": lines("שלום "),
    "environments, many kinds": lines("\\begin{a{i}} "),
    "environments known": lines("\\begin{center} "),
    "tags of HTML, many kinds": lines("<x{i}>\n\n"),
    "arguments never closed": lines("\\textbf{a "),
    "keys never closed": lines("++ctrl"),
    "roles never closed": lines("{abbr}`a "),
    "directive options": within("```{note} A\n", ":a: b\n", "```\n"),
    "front of cells": within("```{python}\n", "#| a: b\n", "```\n"),
    "raw, then comments": lines("{% raw %}<!--"),
    "captures": lines("{% capture a %}"),
    "quoted attributes": lines('<b title="'),
    "blocks of slashes": lines("/// note\n"),
    "components of MDC never closed": lines("::note\n"),
    "tags of Liquid with quotes": lines('{% a "'),
}


def run(program: str, note: Path, form: str, seconds: int) -> tuple[float, float]:
    """The CPU time (ms) and the memory (MB) of a run; no end in that time is infinite."""
    limit = lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    command = [program, note, "-q", "--message-format", "short", "-o", note.with_suffix("." + form)]
    process = subprocess.Popen(command, preexec_fn=limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    time = (usage.ru_utime + usage.ru_stime) * 1000
    return (float("inf") if os.WIFSIGNALED(status) else time), usage.ru_maxrss / 1024


def grown(times: list[float], start: float) -> float:
    """How much longer the last run took than the first. What every run takes, whatever its note, is no growth; below a
    tenth of a second none is seen."""
    return (times[-1] - start) / max(times[0] - start, 25)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--size", type=int, help="of the largest note (kB)")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="shapes with this in their name")
    parser.add_argument("form", nargs="?", default="html")
    parser.add_argument("program", nargs="?", default="target/release/convert")
    options = parser.parse_args()
    size = (options.size or (60 if options.form == "pdf" else 1000)) * 1000
    sizes = [size // 4, size] if options.check else [size // 8, size // 4, size // 2, size]
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder) / "note.md"
        note.write_text("")
        start = min(run(options.program, note, options.form, SECONDS)[0] for _ in range(options.runs))
        for name, shape in SHAPES.items():
            if options.only not in name:
                continue
            texts = ["---\nlang: en\ntitle: Note\n---\n" + shape(size) for size in sizes]
            times, memory = [float("inf")] * len(texts), [0.0] * len(texts)
            for turn in range(options.runs):
                for at, text in enumerate(texts):
                    note.write_text(text)
                    time, memory[at] = run(options.program, note, options.form, SECONDS)
                    times[at] = min(times[at], time)
                    if time == float("inf"):
                        break
                if options.check and grown(times, start) <= 5 or float("inf") in times:
                    break
            line = "".join(f"{time:8.0f} ms {most:5.0f} MB" for time, most in zip(times, memory))
            if options.check:
                passes = grown(times, start) <= 5
                line += f"  ×{grown(times, start):<6.1f}{'pass' if passes else 'FAIL'}"
                failed += [] if passes else [name]
            print(f"{name:34}{line}", flush=True)
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
