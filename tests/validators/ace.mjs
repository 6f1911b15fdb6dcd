// node ace.mjs FILE.epub…: DAISY Ace over publications, with one browser for all. Prints what fails; the exit status is 1
// when anything does. The packages are in the folder that CONVERT_VALIDATORS names.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

process.env.PUPPETEER_EXECUTABLE_PATH ??= process.env.CHROMIUM ?? '/usr/bin/chromium';
// A busy machine takes longer than 5 s to start a browser.
process.env.ACE_TIMEOUT_INITIAL ??= '120000';
const require = createRequire(process.env.CONVERT_VALIDATORS + '/');
const ace = require('@daisy/ace-core');
const runner = require('@daisy/ace-axe-runner-puppeteer');
const folder = mkdtempSync(join(tmpdir(), 'ace-'));
require('@daisy/ace-logger').initLogger({ verbose: false, silent: true, fileName: join(folder, 'ace.log') });
await runner.launch();
const shared = { ...runner, launch: async () => {}, close: async () => {} };
let found = 0;
for (const [number, file] of process.argv.slice(2).entries()) {
  const options = { cwd: process.cwd(), outdir: join(folder, String(number)), silent: true, jobId: '' };
  const [, report] = await ace(resolve(file), options, shared);
  for (const document of report.assertions) {
    for (const { 'earl:test': test, 'earl:result': result } of document.assertions) {
      if (result['earl:outcome'] !== 'fail') continue;
      found += 1;
      const place = document['earl:testSubject'].url;
      console.log(`${file}: ${place}: ${test['dct:title']}: ${result['dct:description']} ${result.html ?? ''}`);
    }
  }
}
await runner.close();
rmSync(folder, { recursive: true, force: true });
process.exit(found ? 1 : 0);
