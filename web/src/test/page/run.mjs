/**
 * Opens every view in a real Chromium and says what holds. Prints one line a check, `ok` or `not ok`, and figures as
 * `figure NAME VALUE`. Ends with 1 when a check failed.
 *
 * node run.mjs PAGE_FOLDER PACKAGES_FOLDER CHROMIUM [folder for pictures] [address of a running server]
 */

import {mkdir} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {serve} from './mock.mjs';
import * as checks from './checks.mjs';

const [folder, packages, chromium, pictures] = process.argv.slice(2);
const require = createRequire(join(packages, 'node_modules', 'none.js'));
const {chromium: browsers} = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--js-flags=--expose-gc'];

const browser = await browsers.launch({executablePath: chromium, args: FLAGS});
let failed = 0;
if (pictures) {
  await mkdir(pictures, {recursive: true});
}

/** What a check needs: a server of its own, pages that remember what went wrong, and how to report. */
class Trial {
  constructor(name) {
    this.name = name;
    this.complaints = [];
    this.contexts = [];
  }

  async begin(options) {
    this.server = await serve(folder, {tickMillis: 0, ...options});
  }

  async page(options = {}) {
    const context = await browser.newContext({viewport: {width: 1360, height: 900}, timezoneId: 'UTC', locale: 'en-GB', ...options});
    this.contexts.push(context);
    const page = await context.newPage();
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && this.complaints.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => this.complaints.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => {
      this.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => request.url().startsWith(this.server.url) || this.complaints.push(`asked elsewhere: ${request.url()}`));
    return page;
  }

  async open(path, options) {
    const page = await this.page(options);
    await page.goto(this.server.url + path);
    await page.locator('.state[data-link="live"]').waitFor();
    return page;
  }

  async picture(page, name, whole = true) {
    if (pictures) {
      await page.screenshot({path: join(pictures, `${name}.png`), fullPage: whole});
    }
  }

  holds(truth, what) {
    if (!truth) {
      throw new Error(what);
    }
  }

  figure(name, value) {
    console.log(`figure ${name}: ${value}`);
  }

  async end() {
    for (const context of this.contexts) {
      await context.close();
    }
    this.server?.close();
  }
}

for (const [name, check] of Object.entries(checks)) {
  const trial = new Trial(name);
  trial.axe = axe;
  try {
    await check(trial);
    trial.holds(trial.complaints.length === 0, trial.complaints.join('; '));
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`not ok ${name}: ${error.message.split('\n').slice(0, 12).join(' | ')}`);
  } finally {
    await trial.end();
  }
}
await browser.close();
process.exit(failed === 0 ? 0 : 1);
