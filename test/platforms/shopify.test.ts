import {contractSuite} from './contract.js';
import {fitsAll, missing, type Server, shopsOf, skipped, startServer} from './shopify/shops.js';

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

    describe('operations', () => fitsAll(() => server, ['SoukCatalogue', 'SoukProductSet', 'SoukVariantsUpdate']));
  });
} else skipped('shopify', why);
