import {access} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import type {SaleLine} from '../../src/domain/sales/measure.js';
import {openTable} from '../../src/formats/csv.js';
import {lineOf, reportOf, shopOf} from '../domain/sales/ledger.js';

const FOLDER = path.resolve('../shared/data/sales');

/** Rows of a file as records by column name. */
async function rowsOf(file: string): Promise<readonly ReadonlyMap<string, string>[]> {
  const table = await openTable(path.join(FOLDER, file));
  const rows: ReadonlyMap<string, string>[] = [];
  for await (const batch of table.rows()) {
    for (const {cells} of batch)
      if (cells.some((cell) => cell !== '')) rows.push(new Map(table.header.map((name, i) => [name, cells[i] ?? ''])));
  }
  return rows;
}

const cents = (text: string) => Math.round(Number(text) * 100);

/** Which file, how its days are written, and how a row becomes a line. */
const FILES: readonly {
  readonly file: string;
  readonly rows: number;
  readonly line: (row: ReadonlyMap<string, string>, n: number) => SaleLine;
}[] = [
  {
    file: 'coffee-sales-3547.csv',
    rows: 3547,
    line: (row, n) => {
      const [month = '', day = '', year = ''] = (row.get('date') ?? '').split('/');
      return lineOf(
        `C${n}`,
        isoDay(year, month, day),
        row.get('coffee_name') ?? '',
        Number(row.get('products')),
        cents(row.get('money') ?? ''),
      );
    },
  },
  {
    file: 'foodmart-units-4463.csv',
    rows: 4463,
    line: (row) => {
      const [month = '', day = '', year = ''] = (row.get('Purchase Date') ?? '').split('/');
      const units = Number(row.get('Units Sold'));
      const paid = cents(row.get('Amount paid') ?? '');
      const unit = Math.ceil(paid / units);
      return lineOf(
        row.get('Transaction') ?? '',
        isoDay(`20${year}`, month, day),
        row.get('Product Family') ?? '',
        units,
        unit,
        {discount: unit * units - paid},
      );
    },
  },
  {
    file: 'superstore-10194-bom-crlf.csv',
    rows: 10194,
    line: (row) => {
      const [day = '', month = '', year = ''] = (row.get('Order Date') ?? '').split('/');
      const units = Number(row.get('Quantity'));
      const paid = cents(row.get('Sales') ?? '');
      const unit = Math.ceil(paid / units / (1 - Number(row.get('Discount'))));
      return lineOf(
        row.get('Order ID') ?? '',
        isoDay(`20${year}`, month, day),
        row.get('Product ID') ?? '',
        units,
        unit,
        {discount: unit * units - paid},
      );
    },
  },
];

function isoDay(year: string, month: string, day: string): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T12:00:00Z`;
}

describe('real sales files', () => {
  before(async function () {
    const found = await access(FOLDER).then(
      () => true,
      () => false,
    );
    if (!found) {
      process.stdout.write(`    skipped: there is no ${FOLDER}\n`);
      this.skip();
    }
  });

  for (const {file, rows: wanted, line} of FILES) {
    it(`${file}: the report agrees with a plain loop`, async () => {
      const rows = await rowsOf(file);
      expect(rows).to.have.length(wanted);
      const lines = rows.map(line);
      const dates = lines.map(({orderedAt}) => new Date(orderedAt).toISOString().slice(0, 10)).sort();
      const period = {from: `${dates[0]?.slice(0, 7)}-01`, to: nextMonth(dates.at(-1) ?? '')};

      const orders = new Set<string>();
      const months = new Map<string, number>();
      let [units, gmv, discounts] = [0, 0, 0];
      for (const each of lines) {
        orders.add(each.orderId);
        units += each.quantity;
        gmv += each.unitPrice * each.quantity;
        discounts += each.discount ?? 0;
        const month = new Date(each.orderedAt).toISOString().slice(0, 7);
        months.set(month, (months.get(month) ?? 0) + each.unitPrice * each.quantity);
      }

      const report = reportOf([{shop: shopOf({zone: 'UTC'}), lines}], {period, by: ['month']});
      expect(report.totals).to.include({
        orders: orders.size,
        units,
        gmv,
        discounts,
        netSales: gmv - discounts,
        aov: Math.round(gmv / orders.size),
      });
      expect(report.counts.lines).to.equal(wanted);
      for (const {key, figures} of report.rows)
        expect(figures.gmv, key.values[0] ?? '').to.equal(months.get(key.values[0] ?? '') ?? 0);
      expect(report.products.reduce((sum, {figures}) => sum + figures.gmv, 0)).to.equal(gmv);
    });
  }
});

function nextMonth(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}
