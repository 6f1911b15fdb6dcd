// Checks that every crate in Cargo.lock may be used and passed on: its licence, an SPDX expression, must be
// satisfied by those allowed here. Exit status 1 names the crates of which that is not so.
import { execFileSync } from "node:child_process";

const ALLOWED = new Set([
  "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "Unicode-3.0", "Zlib",
  // The tables of the Unicode Character Database, under the licence that Unicode-3.0 replaces.
  "Unicode-DFS-2016",
  // Apache-2.0 with a permission added.
  "Apache-2.0 WITH LLVM-exception",
  // Binds changes to the crate's own files (epub-builder, option-ext); both are used as they are published.
  "MPL-2.0",
]);

/** Whether an SPDX expression is satisfied; `/`, as old crates write it, is `OR`. */
function satisfied(expression) {
  const tokens = expression.replaceAll("/", " OR ").match(/[()]|[^\s()]+/g) ?? [];
  const or = () => {
    let result = and();
    while (tokens[0] === "OR") { tokens.shift(); result = and() || result; }
    return result;
  };
  const and = () => {
    let result = licence();
    while (tokens[0] === "AND") { tokens.shift(); result = licence() && result; }
    return result;
  };
  const licence = () => {
    let name = tokens.shift();
    if (name === "(") {
      const result = or();
      if (tokens.shift() !== ")") throw new Error(`no licence expression: ${expression}`);
      return result;
    }
    if (tokens[0] === "WITH") name += ` WITH ${(tokens.shift(), tokens.shift())}`;
    return ALLOWED.has(name);
  };
  const result = or();
  if (tokens.length > 0) throw new Error(`no licence expression: ${expression}`);
  return result;
}

const metadata = execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], {
  encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"],
});
const { packages } = JSON.parse(metadata);
const refused = packages.filter(({ license }) => !license || !satisfied(license));
for (const { name, version, license } of refused) console.log(`${name} ${version}: ${license ?? "no licence given"}`);
console.log(`${packages.length} crates, ${refused.length} with a licence that is not allowed`);
process.exitCode = refused.length > 0 ? 1 : 0;
