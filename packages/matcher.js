// node packages/matcher.js PROGRAM: tries the problem matcher of docs/recipes/automation.md on what the program says of a note with
// two faults, as Visual Studio Code does: line by line, each group where the matcher says.
const { spawnSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const assert = require("node:assert");

const page = readFileSync(join(__dirname, "../docs/recipes/automation.md"), "utf8");
const tasks = JSON.parse(/title="tasks.json"\n([^]*?)\n```/.exec(page)[1]);
const { args, problemMatcher } = tasks.tasks[0];
const pattern = problemMatcher.pattern;
const folder = mkdtempSync(join(tmpdir(), "matcher-"));
try {
  const note = join(folder, "a note: 1.md");
  writeFileSync(note, "# A note\n\nTo [nowhere](nowhere.md).\n\n{% notte %}a{% endnotte %}\n");
  const { stderr } = spawnSync(process.argv[2], args.map((word) => word.replace("${file}", note)), { encoding: "utf8" });
  const found = stderr.split("\n").map((line) => new RegExp(pattern.regexp).exec(line)).filter(Boolean);
  const part = (match, name) => match[pattern[name]];
  const seen = found.map((match) => ["file", "line", "column", "severity", "code"].map((name) => part(match, name)));
  assert.deepStrictEqual(seen, [
    [note, "3", "4", "warning", "broken-link"],
    [note, "5", "1", "warning", "unknown-shortcode"],
  ]);
  assert(found.every((match) => part(match, "message").length > 10));
  console.log("problem matcher: finds both faults");
} finally {
  rmSync(folder, { recursive: true });
}
