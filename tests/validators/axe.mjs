// node axe.mjs FILE.html…: axe-core over pages in headless Chromium, on a light and on a dark screen and on paper. Prints
// what it finds; the exit status is 1 when that is anything. The packages are in the folder that CONVERT_VALIDATORS names.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.CONVERT_VALIDATORS + '/');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await require('puppeteer').launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], timeout: 120_000,
});
const looks = [
  ['light', 'screen', 'light'],
  ['dark', 'screen', 'dark'],
  ['paper', 'print', 'dark'],
];
let found = 0;
const page = await browser.newPage();
page.setDefaultTimeout(120_000);
for (const file of process.argv.slice(2)) {
  await page.goto(pathToFileURL(resolve(file)).href);
  await page.evaluate(axe);
  for (const [name, media, scheme] of looks) {
    await page.emulateMediaType(media);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        found += 1;
        console.log(`${file} (${name}): ${id}: ${target.flat().join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`);
      }
    }
  }
}
await browser.close();
process.exit(found ? 1 : 0);
