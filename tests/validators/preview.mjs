// node preview.mjs ADDRESS NOTE: uses the preview of a folder as somebody does who writes, in headless Chromium. NOTE is the
// file of its first note, which has several pages and the word FIRST. Prints what is wrong; the exit status is 1 then.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.CONVERT_VALIDATORS + '/');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const browser = await require('puppeteer').launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'], timeout: 120_000,
});
const [address, note] = process.argv.slice(2);
let faults = 0;
const check = (holds, what) => {
  if (!holds) {
    faults += 1;
    console.log(`not so: ${what}`);
  }
};
const pages = (tab) => tab.evaluate(() => [...document.querySelectorAll('.pages img')].map((page) => page.getAttribute('src')));
const asks = new Set();
const open = async () => {
  const tab = await browser.newPage();
  tab.setDefaultTimeout(60_000);
  tab.on('request', (request) => asks.add(new URL(request.url()).host));
  tab.on('pageerror', (error) => check(false, `the page has no error: ${error.message}`));
  await tab.goto(address);
  await tab.waitForFunction(() => /message/.test(document.querySelector('#status').textContent));
  return tab;
};
const inPage = (tab, word) =>
  tab.waitForFunction((word) => document.querySelector('[data-view=html] iframe:not(.coming)')?.contentDocument?.body?.textContent.includes(word), {}, word);

const tab = await open();
await inPage(tab, 'FIRST');
await tab.click('#beside');
await tab.click('[data-view=pdf]');
await tab.waitForFunction(() => document.querySelectorAll('.pages img').length > 2);
await tab.waitForFunction(() => [...document.querySelectorAll('.pages img')].every((page) => page.complete));
await tab.evaluate(() => document.querySelector('section[data-view=pdf]').scrollTo(0, 700));
await tab.evaluate(() => document.querySelector('[data-view=html] iframe').contentWindow.scrollTo({ top: 300, behavior: 'instant' }));

// An edit is shown, and what was looked at stays where it was.
const text = readFileSync(note, 'utf8');
const before = await pages(tab);
writeFileSync(note, text.replace('FIRST', 'SECOND'));
await inPage(tab, 'SECOND');
await tab.waitForFunction((before) => document.querySelector('.pages img').getAttribute('src') !== before, {}, before[0]);
const after = await pages(tab);
check(after.slice(2).every((page, at) => page === before[at + 2]), 'pages that did not change are not loaded again');
const places = await tab.evaluate(() => [
  document.querySelector('section[data-view=pdf]').scrollTop,
  document.querySelector('[data-view=html] iframe:not(.coming)').contentWindow.scrollY,
]);
check(places[0] === 700 && places[1] === 300, `the places are kept: ${places}`);

// What is wrong is told, leads to its place, and goes when it is mended.
writeFileSync(note, text + '\n![x](gone.png)\n');
await tab.waitForFunction(() => /gone\.png/.test(document.querySelector('#messages').textContent));
await tab.focus('#messages button');
await tab.keyboard.press('Enter');
await tab.waitForFunction(() => document.activeElement?.textContent === '![x](gone.png)');
writeFileSync(note, text);
await tab.waitForFunction(() => document.querySelector('#messages').hidden);

// A second tab has a choice of its own, and both are told of a change.
const other = await open();
await other.select('#theme', 'large');
await other.click('[data-view=epub]');
await other.waitForFunction(() => document.querySelector('#chapter').options.length > 1);
await other.click('[data-view=html]');
writeFileSync(note, text.replace('FIRST', 'THIRD'));
await inPage(other, 'THIRD');
await tab.bringToFront();
await inPage(tab, 'THIRD');
check((await tab.evaluate(() => document.querySelector('#theme').value)) === '', 'each tab has its own theme');

// A link leads to the other note, in the preview.
await tab.evaluate(() => document.querySelector('[data-view=html] iframe').contentDocument.querySelector('a[href$=".html"]').click());
await tab.waitForFunction(() => document.querySelector('#notes [aria-current]').textContent.includes('other.md'));

await tab.evaluate(axe);
for (const scheme of ['light', 'dark']) {
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  for (const width of [1400, 420]) {
    await tab.setViewport({ width, height: 900 });
    const { violations } = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'], iframes: false }));
    for (const { id, nodes } of violations) check(false, `${scheme}, ${width}: ${id}: ${nodes.map((node) => node.target).join(' | ')}`);
  }
}
check([...asks].every((host) => host === '' || host === new URL(address).host), `nothing is asked elsewhere: ${[...asks]}`);
await browser.close();
process.exit(faults ? 1 : 0);
