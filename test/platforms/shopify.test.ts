import {expect} from 'chai';
import {contractSuite} from './contract.js';
import {missing, type Server, shopsOf, skipped, startServer} from './shopify/shops.js';

const why = missing();
if (why === null) {
  describe('shopify, over HTTP with the server in another process', () => {
    let server: Server;
    before(async () => {
      server = await startServer();
    });
    after(() => server.stop());

    contractSuite(
      'shopify',
      shopsOf(() => server),
      {orders: true, faults: true},
    );

    describe('operations', () => {
      it('all fit Shopify’s own schema', async () => {
        const tally = await server.tell<Record<string, {fits: number; fitsNot: number}>>('tally');
        const rows = Object.entries(tally).sort(([a], [b]) => (a < b ? -1 : 1));
        for (const [name, {fits}] of rows) process.stdout.write(`      ${name.padEnd(24)} ${fits} validated\n`);
        expect(rows.filter(([, {fitsNot}]) => fitsNot > 0)).to.deep.equal([]);
        expect(rows.map(([name]) => name)).to.include.members([
          'SoukCatalogue',
          'SoukProductSet',
          'SoukVariantsUpdate',
        ]);
      });
    });
  });
} else skipped('shopify', why);
