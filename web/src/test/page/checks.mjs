/** What holds of the page, one function a sentence. Each has a server of its own. */

import {HOSTILE} from './world.mjs';

const VIEWS = {
  host: '/',
  process: `/process/511?of=${encodeURIComponent('unit:tlgs.service/tlgs_crawler/0')}`,
  finding: '/finding/inc-3',
  alerts: '/alerts',
  health: '/seep',
};
const PHONE = {viewport: {width: 360, height: 740}, deviceScaleFactor: 2, hasTouch: true, isMobile: true};

/** @param {import('playwright-core').Page} page */
async function settled(page, name) {
  await page.locator('.state[data-link="live"]').waitFor();
  await page.locator('main h1').first().waitFor();
  if (name === 'process') {
    await page.locator('.legend tbody tr').first().waitFor();
    await page.locator('.tally').first().waitFor();
  } else if (name === 'finding') {
    await page.locator('.report').waitFor();
    await page.locator('table').last().waitFor();
  } else if (name === 'alerts') {
    await page.locator('table').first().waitFor();
  }
}

export async function everyViewIsShownInBothThemesAndAtPhoneWidth(t) {
  await t.begin();
  for (const [name, path] of Object.entries(VIEWS)) {
    for (const [look, options] of Object.entries({light: {colorScheme: 'light'}, dark: {colorScheme: 'dark'}, phone: PHONE, 'phone-dark': {...PHONE, colorScheme: 'dark'}})) {
      const page = await t.open(path, options);
      await settled(page, name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      t.holds(wide <= 0, `${name} ${look} is ${wide} px wider than its window`);
      await t.picture(page, `${name}-${look}`, name !== 'host' || look === 'phone');
      await page.context().close();
    }
  }
}

export async function axeFindsNothingSeriousInAnyViewOrTheme(t) {
  await t.begin();
  for (const [name, path] of Object.entries(VIEWS)) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await t.open(path, {colorScheme, bypassCSP: true});
      await settled(page, name);
      await page.addScriptTag({path: t.axe});
      const {violations} = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}));
      const grave = violations.filter((each) => ['serious', 'critical'].includes(each.impact));
      t.figure(`axe ${name} ${colorScheme}`, `${violations.length} in all${violations.length ? ` (${violations.map((each) => `${each.id}: ${each.impact}`).join(', ')})` : ''}`);
      t.holds(grave.length === 0, `${name} ${colorScheme}: ${grave.map((each) => `${each.id}: ${each.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join(' // ')}`).join('; ')}`);
      await page.context().close();
    }
  }
}

export async function theFirstPaintComesSoon(t) {
  await t.begin();
  const paints = [];
  for (let i = 0; i < 5; i++) {
    const page = await t.open('/');
    paints.push(await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN));
    if (i === 4) {
      await page.locator('.row').first().waitFor();
      t.figure('rows there after', `${Math.round(await page.evaluate(() => performance.now()))} ms`);
    }
    await page.context().close();
  }
  paints.sort((a, b) => a - b);
  t.figure('first contentful paint', `median ${Math.round(paints[2])} ms, worst ${Math.round(paints[4])} ms of 5, cold profile`);
  t.holds(Number.isFinite(paints[2]), 'nothing was painted');
}

export async function fiveHundredProcessesScrollAndFewOfThemAreNodes(t) {
  await t.begin();
  const page = await t.open('/');
  await page.locator('.row').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const spent = async () => Object.fromEntries((await devtools.send('Performance.getMetrics')).metrics.map((each) => [each.name, each.value]));
  const before = await spent();
  const frames = await page.evaluate(() => new Promise((resolve) => {
    const times = [];
    let last = performance.now();
    const step = (now) => {
      times.push(now - last);
      last = now;
      window.scrollBy(0, 120);
      if (times.length < 180) {
        requestAnimationFrame(step);
      } else {
        resolve(times.slice(5).sort((a, b) => a - b));
      }
    };
    requestAnimationFrame(step);
  }));
  const at = (share) => frames[Math.floor(frames.length * share)].toFixed(1);
  const after = await spent();
  const own = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'].map((name) => `${name.replace('Duration', '')} ${((after[name] - before[name]) * 1000 / 180).toFixed(2)} ms`);
  t.figure('work a frame while scrolling', own.join(', '));
  t.figure('frames while scrolling 120 px a frame', `median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${frames.at(-1).toFixed(1)} ms`);
  t.holds(await page.locator('.row').count() < 80, 'all rows are nodes');
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.locator('.row[aria-rowindex="501"]').waitFor();
}

export async function fiveThousandProcessesAreTakenInATick(t) {
  await t.begin({processes: 5000});
  const page = await t.open('/');
  await page.locator('.row').first().waitFor();
  const took = await page.evaluate(async () => {
    const {live} = await import('/live.js');
    const began = performance.now();
    for (let i = 0; i < 20; i++) {
      live.tell();
    }
    return (performance.now() - began) / 20;
  });
  t.figure('a tick with 5,000 processes', `${took.toFixed(1)} ms`);
  t.holds(await page.locator('.row').count() < 80, 'all rows are nodes');
}

export async function hostileNamesAreTextEverywhere(t) {
  await t.begin();
  const hostile = t.server.world.rows.find((row) => row.name === HOSTILE);
  for (const path of ['/', `/process/${hostile.pid}`, '/finding/inc-13', '/alerts', '/seep', `/process/1?of=${encodeURIComponent(HOSTILE)}`, `/finding/${encodeURIComponent('<img src=x onerror=alert(1)>')}`, `/?q=${encodeURIComponent('<img src=x onerror=alert(3)>')}`]) {
    const page = await t.open(path);
    await page.waitForTimeout(400);
    t.holds(await page.locator('main img, main script, main iframe, main style').count() === 0, `an element came out of a name at ${path}`);
    t.holds(await page.locator('[style*="url"], [onerror]').count() === 0, `an attribute came out of a name at ${path}`);
    if (path === '/') {
      t.holds((await page.locator('main').innerText()).includes('<img src=x onerror=alert(1)>'), 'the name is not shown');
      t.holds(!(await page.locator('main').innerText()).includes('\u202e'), 'a mark that turns the text is obeyed');
    }
    await page.context().close();
  }
  // What is not there is told by the server with 404, which the browser notes.
  t.complaints = t.complaints.filter((each) => !/404/.test(each));
}

export async function theKeyboardAloneWalksThroughThePage(t) {
  await t.begin();
  const page = await t.open('/');
  await page.locator('.row').first().waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  t.holds(await page.locator('.row[aria-selected="true"]').count() === 1, 'j chooses no row');
  const chosen = await page.locator('.grid').getAttribute('aria-activedescendant');
  t.holds(await page.locator(`#${chosen}`).getAttribute('aria-rowindex') === '3', 'the second row is not the active one');
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/process/511?of=*');
  t.holds(await page.evaluate(() => document.activeElement?.tagName) === 'H1', 'the focus did not follow to the new view');
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => url.pathname === '/');
  await page.keyboard.press('/');
  await page.keyboard.type('sshd');
  await page.waitForURL('**/?q=sshd');
  await page.waitForTimeout(300);
  t.holds((await page.locator('.row:not([hidden]) .name').first().innerText()) === 'sshd', 'the filter does not filter');
  await page.keyboard.press('Escape');
  t.holds(!page.url().includes('q='), 'Escape does not clear the filter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.locator('dialog[open]').waitFor();
  await t.picture(page, 'help', false);
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.waitForURL('**/seep');
  await page.keyboard.press('t');
  t.holds(await page.evaluate(() => document.documentElement.dataset.theme) === 'light', 't does not change the theme');
  await page.reload();
  t.holds(await page.evaluate(() => document.documentElement.dataset.theme) === 'light', 'the theme is not remembered');
  await page.goto(`${t.server.url}/`);
  await page.locator('.row').first().waitFor();
  await page.keyboard.press('Tab');
  t.holds(await page.evaluate(() => document.activeElement?.className) === 'skip', 'the way to the content is not the first stop');
}

export async function aLinkIsAView(t) {
  await t.begin();
  const page = await t.open('/?sort=rss&order=up&q=nginx');
  t.holds(await page.locator('.rss[aria-sort="ascending"]').count() === 1, 'the order is not in the link');
  t.holds(await page.locator('#filter').inputValue() === 'nginx', 'the filter is not in the link');
  await page.getByRole('columnheader', {name: 'Open', exact: true}).getByRole('button').click();
  await page.waitForURL('**/?sort=open&q=nginx');
  await page.goto(`${t.server.url}${VIEWS.process}&span=7d`);
  await settled(page, 'process');
  t.holds(await page.locator('[data-span="7d"][aria-pressed="true"]').count() === 1, 'the span is not in the link');
  const plot = await page.locator('.u-over').first().boundingBox();
  await page.mouse.move(plot.x + 100, plot.y + 60);
  await page.mouse.down();
  await page.mouse.move(plot.x + 320, plot.y + 60, {steps: 5});
  await page.mouse.up();
  await page.waitForURL(/from=.*to=/);
  t.holds(await page.locator('.picks [aria-pressed="true"]').count() === 0, 'a zoom is none of the named spans');
  const zoomed = page.url();
  await page.goto(zoomed);
  await settled(page, 'process');
  await page.goBack();
  t.holds(await page.title() !== '', 'there is no title');
}

export async function whatTheWatchTellsReachesThePage(t) {
  await t.begin();
  const page = await t.open('/');
  await page.locator('#row-511').waitFor();
  const before = await page.locator('#row-511 .open').innerText();
  t.server.tick(60);
  await page.waitForFunction((old) => document.querySelector('#row-511 .open')?.textContent !== old, before);
  t.holds(Number(await page.locator('#row-511 .open').innerText()) === t.server.world.rows[3].open, 'the count is not the one that was told');
  t.server.world.find(40);
  t.server.tick();
  await page.locator('.card[data-id="inc-40"]').waitFor();
  t.holds(/New: fresh-leak/.test(await page.locator('[aria-live="polite"]').innerText()), 'a screen reader is not told of a new finding');
  t.holds((await page.title()).startsWith('(5)'), 'the title does not count what is open');
}

export async function aLineageGoesOnAfterARestart(t) {
  await t.begin();
  const page = await t.open(VIEWS.process);
  await settled(page, 'process');
  const heir = t.server.world.restart(511);
  t.server.world.rows[3].growth = 40;
  t.server.tick(60);
  await page.waitForURL(`**/process/${heir}?of=*`);
  t.holds(/came after it/.test(await page.locator('.notice').innerText()), 'nothing is said of the restart');
}

export async function aLostConnectionIsToldAndMended(t) {
  await t.begin();
  const page = await t.open('/');
  await page.locator('.row').first().waitFor();
  t.server.setDown(true);
  await page.locator('.banner:not([hidden])').waitFor();
  t.holds(await page.evaluate(() => document.documentElement.hasAttribute('data-stale')), 'what is old is not greyed');
  await page.waitForTimeout(2500);
  t.holds(/\d+ s old/.test(await page.locator('.banner').innerText()), 'its age is not told');
  await t.picture(page, 'lost', false);
  t.server.setDown(false);
  await page.getByRole('button', {name: 'Try now'}).click();
  await page.locator('.state[data-link="live"]').waitFor();
  t.holds(await page.locator('.banner').isHidden(), 'the banner stays');
  t.complaints = t.complaints.filter((each) => !/Failed to load resource|ERR_/.test(each));
}

export async function aTokenIsAskedForWhereOneIsNeeded(t) {
  await t.begin({token: 'correct horse'});
  const page = await t.page();
  await page.goto(t.server.url);
  await page.locator('#token').fill('wrong');
  await page.keyboard.press('Enter');
  await page.getByText('That is not the token.').waitFor();
  await t.picture(page, 'login', false);
  await page.locator('#token').fill('correct horse');
  await page.keyboard.press('Enter');
  await page.locator('.row').first().waitFor();
  t.complaints = t.complaints.filter((each) => !/401/.test(each));
}

export async function emptyFailingAndMissingAreSaid(t) {
  await t.begin();
  const page = await t.open('/?q=nothing-is-called-so');
  await page.getByText('No process matches the filter.').waitFor();
  await page.goto(`${t.server.url}/nowhere`);
  await page.getByText('There is nothing here').waitFor();
  await page.goto(`${t.server.url}/process/999999`);
  await page.getByText('There is no process 999999 now.').waitFor();
  t.server.state.failHistory = true;
  await page.goto(t.server.url + VIEWS.process);
  await page.getByText('The history cannot be read: the history: the disk is full').waitFor();
  await t.picture(page, 'failing');
  t.complaints = t.complaints.filter((each) => !/404|503/.test(each));
}

export async function aCloserLookIsStartedFollowedAndRead(t) {
  await t.begin();
  const page = await t.open(VIEWS.process);
  await settled(page, 'process');
  await page.getByRole('button', {name: 'Look closer'}).click();
  await page.locator('.progress').waitFor();
  await page.locator('.hunt .report').waitFor({timeout: 15000});
  t.holds(/trantor::Connector::connect/.test(await page.locator('.hunt').innerText()), 'the opening stack is not shown');
  await page.getByRole('button', {name: 'Show every descriptor'}).click();
  await page.locator('.items tbody tr').nth(100).waitFor();
  await t.picture(page, 'closer-look');
}

export async function anAlertIsAcknowledgedAndSilencedAndASilenceEnded(t) {
  await t.begin();
  const page = await t.open('/finding/inc-3');
  await settled(page, 'finding');
  await page.getByRole('button', {name: 'Acknowledge'}).click();
  await page.getByText('Acknowledged: nobody is reminded').waitFor();
  t.holds(t.server.world.acknowledged.has('inc-3'), 'the server does not know of it');
  await page.getByRole('button', {name: 'Silence …'}).click();
  await page.getByLabel('By', {exact: true}).fill('grace');
  await t.picture(page, 'silence', false);
  await page.getByRole('button', {name: 'Silence', exact: true}).click();
  await page.getByText('Silenced.').waitFor();
  const made = t.server.world.silences.at(-1);
  t.holds(made.by === 'grace' && made.matchers.workload === 'unit:tlgs.service', `it silenced ${JSON.stringify(made)}`);
  await page.goto(`${t.server.url}/alerts`);
  await page.getByRole('button', {name: /^End the silence of/}).last().click();
  await page.getByText('The silence was ended.').waitFor();
  t.holds(t.server.world.silences.length === 1, 'it was not ended');
}

export async function aPageOpenForADayDoesNotGrow(t) {
  await t.begin();
  const page = await t.open('/');
  await page.locator('.row').first().waitFor();
  const devtools = await page.context().newCDPSession(page);
  const heap = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const {metrics} = await devtools.send('Performance.getMetrics');
    const get = (name) => metrics.find((each) => each.name === name).value;
    return {heap: get('JSHeapUsedSize') / 1048576, nodes: get('Nodes'), listeners: get('JSEventListeners')};
  };
  await devtools.send('Performance.enable');
  // 24 hours of ticks through the page's own hands, and a walk through all views at each hour.
  const hours = (count) => page.evaluate(async ([hoursToPass, event]) => {
    const {live} = await import('/live.js');
    for (let i = 0; i < hoursToPass * 720; i++) {
      const pid = 400 + (i % 500) * 37;
      const row = event.processes.find((each) => each.process.pid === pid);
      const next = {...event, whole: false, host: {...event.host, at: new Date(Date.now() + i * 5000).toISOString()}, processes: row ? [{...row, descriptors: {...row.descriptors, open: 10 + (i % 300)}}] : [],
        findings: [{...event.findings[0], id: `passing-${i}`, resolvedAt: new Date(Date.now() + i * 5000).toISOString()}]};
      live.take(JSON.parse(JSON.stringify(next)));
      if (i % 60 === 0) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }
  }, [count, t.server.world.whole()]);
  const walk = async () => {
    for (const path of ['/seep', '/alerts', '/process/511', '/finding/inc-3', '/']) {
      await page.evaluate((to) => {
        const anchor = document.createElement('a');
        anchor.href = to;
        document.body.append(anchor);
        anchor.click();
        anchor.remove();
      }, path);
      await page.waitForTimeout(250);
    }
  };
  await hours(4);
  await walk();
  await walk();
  const before = await heap();
  for (let i = 0; i < 5; i++) {
    await hours(4);
    await walk();
  }
  const after = await heap();
  t.figure('after 4 and after 24 simulated hours', `heap ${before.heap.toFixed(1)} and ${after.heap.toFixed(1)} MiB, nodes ${before.nodes} and ${after.nodes}, listeners ${before.listeners} and ${after.listeners}`);
  t.holds(after.heap < before.heap + 3, `the heap grew from ${before.heap} to ${after.heap} MiB`);
  t.holds(after.nodes < before.nodes + 1500, `the nodes grew from ${before.nodes} to ${after.nodes}`);
  t.holds(after.listeners < before.listeners + 60, `the listeners grew from ${before.listeners} to ${after.listeners}`);
}
