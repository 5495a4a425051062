import {expect} from 'chai';
import {soukJson, withFolder} from '../../support/souk.js';

/** Runs a command and gives its result. */
async function result(home: string, args: readonly string[]): Promise<Record<string, unknown>> {
  const {code, document, stderr} = await soukJson(args, {home, env: {SOUK_NOW: '2026-03-01T00:00:00Z'}});
  expect(code, `${args.join(' ')}: ${stderr} ${JSON.stringify(document['error'] ?? '')}`).to.equal(0);
  return document['result'] as Record<string, unknown>;
}

describe('souk report over the practice shop', () => {
  it('counts the orders that the simulated days brought', () =>
    withFolder(async (home) => {
      await result(home, [
        'shop',
        'add',
        'play',
        '--platform',
        'practice',
        '--currency',
        'USD',
        '--set',
        'seed=4',
        '--set',
        'catalogue=sample',
        '--yes',
      ]);
      const advance = await result(home, ['practice', 'advance', '30d']);
      await result(home, ['shop', 'pull']);
      const sales = await result(home, [
        'report',
        'sales',
        '--from',
        '2026-03-01',
        '--to',
        '2026-03-31',
        '--basis',
        'cash',
      ]);
      expect(advance).to.include({from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z'});
      const totals = sales['totals'] as Record<string, unknown>;
      expect(totals['orders']).to.equal(advance['orders']);
      expect(totals['units_returned']).to.equal(advance['returned']);
      expect(totals['units']).to.equal(advance['units']);
      expect(totals['net_sales']).to.equal(advance['revenue']);
      const rows = sales['rows'] as Record<string, unknown>[];
      expect(rows).to.have.length(30);
      expect(rows.reduce((sum, row) => sum + Number(row['orders']), 0)).to.equal(totals['orders']);
    }));
});
