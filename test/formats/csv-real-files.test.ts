import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import {KnownError} from '../../src/domain/errors.js';
import {blank, openTable, type TableSource} from '../../src/formats/csv.js';
import {DIALECTS} from '../../src/formats/dialects/index.js';
import {recognise} from '../../src/formats/dialects/recognise.js';
import {REAL_DIALECTS, REAL_TABLES} from './real-tables.js';

const DATA = path.resolve('../shared/data');
const LIST = path.join(DATA, 'SOURCES.md');

/** Real sellers' files, where they are: each file's records are counted against the list that came with them. */
describe('real files', () => {
  const files = existsSync(LIST)
    ? [...readFileSync(LIST, 'utf8').matchAll(/^\| (\S+\.(?:csv|tsv)) \|.*?\| (\d+) \|/gmu)]
    : [];

  it('are there', function () {
    if (files.length === 0) {
      process.stdout.write('      no ../shared/data here: skipped\n');
      this.skip();
    }
    expect(files.length).to.be.greaterThan(30);
  });

  for (const [, name = '', rows = ''] of files) {
    it(`${name}: every record is accounted for, and its dialect known or said to be unknown`, async () => {
      const table = await openTable(path.join(DATA, name));
      const {encoding = 'utf-8', delimiter = ',', preamble = [0, 1], notes = []} = REAL_TABLES[name] ?? {};
      expect([table.encoding, table.delimiter], 'encoding and delimiter').to.deep.equal([encoding, delimiter]);
      expect([table.preamble.length, table.headerLine], 'preamble').to.deep.equal(preamble);
      expect(table.notes.map(({code}) => code)).to.deep.equal(notes);
      const {found, last} = await count(table);
      expect(found + table.preamble.length).to.equal(Number(rows));
      const lines = readFileSync(path.join(DATA, name), 'latin1').split('\n').length;
      expect(last, 'the last record lies in the file').to.be.at.most(lines);
      const [, dialect = ''] = REAL_DIALECTS.find(([prefix]) => name.startsWith(prefix)) ?? [];
      expect(dialectOf(table, name)).to.equal(dialect);
    });
  }
});

async function count(table: TableSource): Promise<{found: number; last: number}> {
  let found = 0;
  let last = table.headerLine;
  for await (const batch of table.rows()) {
    for (const row of batch) {
      if (!blank(row.cells)) found += 1;
      expect(row.line, 'lines go up').to.be.greaterThan(last);
      last = row.line;
    }
  }
  return {found, last};
}

/** The dialect, or '' when souk says that it knows none and what is nearest. */
function dialectOf(table: TableSource, name: string): string {
  try {
    return recognise(DIALECTS, table.header, name).name;
  } catch (error) {
    if (error instanceof KnownError && error.code === 'COLUMNS_NOT_UNDERSTOOD') return '';
    if (!(error instanceof KnownError && error.code === 'DIALECT_UNKNOWN')) throw error;
    const {nearest} = error.params as {nearest: string};
    expect(DIALECTS.map((dialect) => dialect.name)).to.include(nearest);
    return '';
  }
}
