/**
 * Opens every view of a server that runs, and says what it complains of. Ends with 1 when it does.
 *
 * node real.mjs ADDRESS PACKAGES_FOLDER CHROMIUM [folder for pictures]
 */

import {mkdir} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {join} from 'node:path';

const [address, packages, chromium, pictures] = process.argv.slice(2);
const base = address.replace(/\/$/, '');
const {chromium: browsers} = createRequire(join(packages, 'node_modules', 'none.js'))('playwright-core');
const browser = await browsers.launch({executablePath: chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']});
const complaints = [];
if (pictures) {
  await mkdir(pictures, {recursive: true});
}

const context = await browser.newContext({viewport: {width: 1360, height: 900}});
const page = await context.newPage();
page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(`${page.url()} console: ${message.text()}`));
page.on('pageerror', (error) => complaints.push(`${page.url()} error: ${error.message}`));
page.on('dialog', (dialog) => {
  complaints.push(`dialog: ${dialog.message()}`);
  void dialog.dismiss();
});
page.on('request', (request) => request.url().startsWith(base) || complaints.push(`asked elsewhere: ${request.url()}`));

async function check(name, doing) {
  try {
    await doing();
    if (await page.locator('main .failure:visible').count() > 0) {
      complaints.push(`${name}: ${await page.locator('main .failure:visible').first().innerText()}`);
    }
    if (await page.locator('main img, main script').count() > 0) {
      complaints.push(`${name}: an element came out of a name`);
    }
    if (pictures) {
      await page.screenshot({path: join(pictures, `real-${name}.png`), fullPage: name !== 'host'});
    }
  } catch (error) {
    complaints.push(`${name}: ${error.message.split('\n').slice(0, 6).join(' | ')}`);
  }
}

await check('host', async () => {
  await page.goto(base);
  await page.locator('.row').first().waitFor();
  console.log(`figure first contentful paint, real server: ${Math.round(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN))} ms, rows there after ${Math.round(await page.evaluate(() => performance.now()))} ms`);
  const before = await page.locator('.rows').innerText();
  await page.waitForFunction((old) => document.querySelector('.rows')?.innerText !== old, before, {timeout: 20000});
});
const finding = await page.evaluate(() => document.querySelector('.card a')?.getAttribute('href'));
const row = await page.evaluate(async () => {
  const {live} = await import('/live.js');
  const leaking = [...live.rows.values()].find((each) => each.incident && each.lineage);
  return leaking && `/process/${leaking.pid}?of=${encodeURIComponent(leaking.lineage)}&span=1h`;
});
await check('process', async () => {
  await page.goto(base + row);
  await page.locator('.legend tbody tr').first().waitFor();
  await page.locator('.tally').first().waitFor();
});
await check('finding', async () => {
  await page.goto(base + finding);
  await page.locator('.evidence').waitFor();
  await page.getByRole('heading', {name: 'Who was told'}).waitFor();
});
await check('alerts', async () => {
  await page.goto(`${base}/alerts`);
  await page.getByRole('button', {name: 'Silence something …'}).waitFor();
  await page.waitForTimeout(500);
});
await check('health', async () => {
  await page.goto(`${base}/seep`);
  await page.locator('.budget').first().waitFor();
});
await browser.close();
complaints.forEach((each) => console.log(`not ok ${each}`));
process.exit(complaints.length === 0 ? 0 : 1);
