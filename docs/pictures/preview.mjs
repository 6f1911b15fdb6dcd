// node preview.mjs ADDRESS PICTURE: photographs a preview with page and PDF side by side and its messages, in headless Chromium.
import { createRequire } from 'node:module';

const require = createRequire(process.env.CONVERT_VALIDATORS + '/');
const [address, picture] = process.argv.slice(2);
const browser = await require('puppeteer').launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
});
const tab = await browser.newPage();
await tab.setViewport({ width: 1200, height: 760 });
await tab.goto(address);
await tab.waitForFunction(() => /message/.test(document.querySelector('#status').textContent));
await tab.click('#beside');
await tab.click('[data-view=pdf]');
await tab.waitForFunction(() => {
  const pages = [...document.querySelectorAll('.pages img')];
  return pages.length > 0 && pages.every((page) => page.complete && page.naturalWidth > 0);
});
await new Promise((seen) => setTimeout(seen, 500));
await tab.screenshot({ path: picture });
await browser.close();
