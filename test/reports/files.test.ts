import {readFile} from 'node:fs/promises';
import {expect} from 'chai';
import {parseTable, unguard} from '../../src/formats/csv.js';
import {columnsOf, tableOf} from '../../src/reports/columns.js';
import {csvText} from '../../src/reports/csv.js';
import {documentOf} from '../../src/reports/json.js';
import {HOSTILE, sampleReport, wordsFor} from './samples.js';

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

interface Schema {
  readonly required: readonly string[];
  readonly properties: {
    readonly columns: {
      readonly items: {
        readonly required: readonly string[];
        readonly properties: {readonly type: {readonly enum: readonly string[]}};
      };
    };
    readonly before: {readonly required: readonly string[]};
    readonly counts: {readonly required: readonly string[]};
  };
}

describe('report files', () => {
  it('CSV reads back cell by cell, with formulas guarded', async () => {
    const report = sampleReport({by: ['product', 'month']});
    const named = {
      ...report,
      rows: report.rows.map((row, i) => (i === 0 ? {...row, key: {...row.key, title: '=HYPERLINK("http://x")'}} : row)),
    };
    const table = tableOf(named);
    const text = await textOf(csvText(table));
    expect(text).to.contain("'=HYPERLINK");
    const source = await parseTable(text);
    expect(source.header).to.deep.equal(table.columns.map(({key}) => key));
    const rows: string[][] = [];
    for await (const batch of source.rows())
      for (const {cells} of batch) if (cells.some((cell) => cell !== '')) rows.push(cells.map(unguard));
    expect(rows).to.deep.equal(table.rows.map((row) => row.map((cell) => (cell === null ? '' : String(cell)))));
  });

  it('JSON has the shape of schemas/report.schema.json', async () => {
    const report = sampleReport({by: ['week', 'sku']});
    const document = documentOf('sales', report, wordsFor(report));
    const schema = JSON.parse(await readFile('schemas/report.schema.json', 'utf8')) as Schema;
    expect(Object.keys(document)).to.deep.equal(schema.required);
    const {columns, before, counts} = schema.properties;
    for (const column of document.columns) {
      expect(Object.keys(column)).to.have.members(columns.items.required);
      expect(columns.items.properties.type.enum).to.include(column.type);
    }
    expect(Object.keys(document.before)).to.have.members(before.required);
    expect(Object.keys(document.counts)).to.have.members(counts.required);
    expect(document).to.deep.include({
      report: 'sales',
      basis: 'order',
      from: '2026-10-01',
      to: '2026-11-01',
      zone: 'Europe/Berlin',
      currency: 'EUR',
      rates: [],
    });
    expect(document.columns.slice(0, 5)).to.deep.equal([
      {key: 'week', label: 'week', type: 'week', unit: null},
      {key: 'sku', label: 'SKU', type: 'text', unit: null},
      {key: 'title', label: 'title', type: 'text', unit: null},
      {key: 'orders', label: 'orders', type: 'count', unit: null},
      {key: 'units', label: 'units', type: 'count', unit: null},
    ]);
    for (const row of document.rows) {
      expect(Object.keys(row)).to.deep.equal(document.columns.map(({key}) => key));
      for (const {key, type} of document.columns) {
        const cell = row[key] ?? null;
        if (type === 'money')
          expect(cell, key).to.satisfy((value: unknown) => value === null || /^-?\d+\.\d{2}$/u.test(String(value)));
        else if (type === 'share')
          expect(cell, key).to.satisfy((value: unknown) => value === null || /^-?\d+\.\d{4}$/u.test(String(value)));
        else if (type === 'count') expect(cell, key).to.be.a('number');
        else expect(typeof cell === 'string' || cell === null, key).to.equal(true);
      }
    }
    expect(document.before).to.have.keys('from', 'to', 'totals');
    expect(Object.keys(document.totals)).to.deep.equal(columnsOf([], 'EUR').map(({key}) => key));
    expect(document.counts).to.include({cancelledOrders: 1});
  });

  it('the samples are as hostile as they should be', () => {
    expect(sampleReport({by: ['product']}).rows.map(({key}) => key.title)).to.include.members(HOSTILE.slice(0, 2));
  });
});
