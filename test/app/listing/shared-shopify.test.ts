import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import type {ImportResult} from '../../../src/app/listing/import.js';
import {FATES} from '../../../src/domain/catalog/row.js';
import {fatesText, refusalsText, withShop} from './shop.js';

const SHARED = path.resolve('../shared/data/shopify');

/** Prints a line under the test; part of its result. */
function tell(text: string): void {
  process.stdout.write(`      ${text}\n`);
}

function sumOf({fates}: ImportResult): number {
  return FATES.reduce((sum, fate) => sum + fates[fate], 0);
}

describe('real Shopify files in a practice shop', () => {
  const files = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.csv')) : [];

  it('finds the files', function () {
    if (files.length === 0) {
      tell(`no files in ${SHARED}: skipped, the generated fixtures stand for them`);
      this.skip();
    }
    expect(files.length).to.be.greaterThan(0);
  });

  for (const name of files) {
    it(`imports ${name}, every row with a fate, and comes round empty`, async () => {
      await withShop(async (shop) => {
        const file = path.join(SHARED, name);
        const options = {makeSku: '{handle}-{options}', onError: 'skip-rows'} as const;
        const first = await shop.bring(file, options);
        tell(`${fatesText(first)}${first.errors.length === 0 ? '' : ` (${refusalsText(first)})`}`);
        expect(sumOf(first)).to.equal(first.rows);
        expect(first.conflicts).to.deep.equal([]);

        const again = await shop.import(file, options);
        expect(sumOf(again)).to.equal(again.rows);
        expect(again.plan?.changes, 'the same file again').to.deep.equal([]);
        expect(again.fates.refused).to.equal(first.fates.refused);

        // An export of nothing is a header alone, which an import refuses (FILE_NO_ROWS).
        for (const dialect of first.fates.create === 0 ? [] : ['shopify', 'souk']) {
          const output = await shop.export(dialect, `${dialect}.csv`);
          for (const against of first.rows > 1000 ? ['none'] : [undefined, 'none']) {
            const back = await shop.import(output, against === undefined ? {} : {against});
            expect(refusalsText(back), `${dialect} export refused`).to.equal('');
            expect(back.plan?.changes, `${dialect} export, against ${against ?? 'export'}`).to.deep.equal([]);
            expect(sumOf(back)).to.equal(back.rows);
          }
        }
      });
    });
  }
});
