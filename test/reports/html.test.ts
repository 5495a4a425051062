import {access, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {expect} from 'chai';
import type {Browser} from 'playwright-core';
import {htmlPage} from '../../src/reports/html.js';
import {escapeText, html, trusted} from '../../src/reports/markup.js';
import {withFolder} from '../support/souk.js';
import {sampleReport, wordsFor} from './samples.js';

const CHROMIUM = '/usr/bin/chromium';

describe('HTML page of a report', () => {
  it('escapes every text', () => {
    expect(escapeText(`<a href="x" id='y'>&\u0000\u202e\u001b[1m`)).to.equal(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;[1m',
    );
    expect(html`<p title="${'"><b>'}">${'<i>'}${trusted('<u>')}${[html`${1}`]}</p>`.html).to.equal(
      '<p title="&quot;&gt;&lt;b&gt;">&lt;i&gt;<u>1</p>',
    );
  });

  it('is one file without script, request or hostile markup', async () => {
    const report = sampleReport({by: ['product', 'category']});
    const page = await htmlPage(report, wordsFor(report));
    expect(page).to.match(/^<!doctype html>\n<html lang="en">/u);
    expect(page).to.contain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
    expect(page).to.not.match(
      /<script|<img|<iframe|<object|<link|<foreignObject|javascript:|\son[a-z]+="|url\((?!#)/iu,
    );
    for (const mark of ['\u202e', '\u0000', '\u001b']) expect(page).to.not.contain(mark);
    expect(page).to.not.match(/style="[^"]*"[^\s/>]/u);
    expect(page.match(/<svg /gu)).to.have.length(8);
    expect(page).to.contain('&lt;script&gt;document.title=&quot;owned&quot;&lt;/script&gt;');
  });

  it('is the same bytes for the same report, and small', async () => {
    const report = sampleReport({by: ['week']});
    const page = await htmlPage(report, wordsFor(report));
    expect(await htmlPage(sampleReport({by: ['week']}), wordsFor(report))).to.equal(page);
    expect(page.length).to.be.below(200_000);
  });

  it('says so when nothing was sold', async () => {
    const report = sampleReport({period: {from: '2024-01-01', to: '2024-02-01'}});
    const page = await htmlPage(report, wordsFor(report));
    expect(page).to.contain('Nothing was sold in this period.');
    expect(page).to.not.contain('<svg');
    expect(page).to.not.match(/NaN|undefined|Infinity/u);
  });
});

describe('HTML page in a browser', () => {
  let browser: Browser | undefined;

  before(async function () {
    const found = await access(CHROMIUM).then(
      () => true,
      () => false,
    );
    if (!found) {
      process.stdout.write(`    skipped: there is no ${CHROMIUM} to open the page in\n`);
      this.skip();
    }
    const {chromium} = await import('playwright-core');
    browser = await chromium.launch({executablePath: CHROMIUM, args: ['--no-sandbox']});
  });

  after(async () => {
    await browser?.close();
  });

  it('shows the charts, runs nothing and asks for nothing, on a screen and on a phone', async () => {
    await withFolder(async (folder) => {
      const report = sampleReport({by: ['product']});
      const file = path.join(folder, 'report.html');
      const words = wordsFor(report);
      await writeFile(file, await htmlPage(report, words));
      for (const [width, shown, hidden] of [
        [1200, 'wide', 'narrow'],
        [390, 'narrow', 'wide'],
      ] as const) {
        const page = await browser?.newPage({viewport: {width, height: 900}});
        if (page === undefined) throw new Error('no browser');
        const troubles: string[] = [];
        const requests: string[] = [];
        page.on('console', (said) => troubles.push(said.text()));
        page.on('pageerror', (error) => troubles.push(error.message));
        page.on('dialog', (dialog) => troubles.push(dialog.message()));
        page.on('request', (request) => requests.push(request.url()));
        await page.goto(pathToFileURL(file).href);
        expect(await page.title()).to.equal(words.title);
        expect(troubles).to.deep.equal([]);
        expect(requests).to.deep.equal([pathToFileURL(file).href]);
        expect(await page.locator(`figure .${shown} svg:visible`).count()).to.equal(4);
        expect(await page.locator(`figure .${hidden} svg:visible`).count()).to.equal(0);
        expect(await page.locator(`figure .${shown} svg path`).count()).to.be.above(31 + 30 + 8);
        expect(await page.locator('main script, main img, main b').count()).to.equal(0);
        const box = await page.locator('main').boundingBox();
        expect(box?.width ?? 0).to.be.at.most(width);
        await page.close();
      }
    });
  });
});
