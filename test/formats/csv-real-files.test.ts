import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import {blank, openTable} from '../../src/formats/csv.js';

const DATA = path.resolve('../shared/data');

/** Real sellers' files, where they are: each file's records are counted against the list that came with them. */
describe('real files', function () {
  this.timeout(60_000);

  it('gives back every record of every file', async function () {
    const list = path.join(DATA, 'SOURCES.md');
    if (!existsSync(list)) {
      process.stdout.write('      no ../shared/data here: skipped\n');
      this.skip();
    }
    const files = [...readFileSync(list, 'utf8').matchAll(/^\| (\S+\.(?:csv|tsv)) \|.*?\| (\d+) \|/gmu)];
    expect(files.length).to.be.greaterThan(30);
    for (const [, name = '', rows = ''] of files) {
      const table = await openTable(path.join(DATA, name));
      let found = 0;
      let last = table.headerLine;
      for await (const batch of table.rows()) {
        for (const row of batch) {
          if (!blank(row.cells)) found += 1;
          expect(row.line, `${name}: lines go up`).to.be.greaterThan(last);
          last = row.line;
        }
      }
      expect(found, name).to.equal(Number(rows));
      const lines = readFileSync(path.join(DATA, name), 'latin1').split('\n').length;
      expect(last, `${name}: the last record lies in the file`).to.be.at.most(lines);
    }
  });
});
