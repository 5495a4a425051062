import {faultContract} from './contract/faults.js';
import {pullContract} from './contract/pulls.js';
import {contractSuite} from './contract.js';
import {asTheyAre, fitsAll, withVariations} from './woocommerce/shops.js';

contractSuite('WooCommerce', withVariations, {orders: true, faults: true, manyRequests: true});

describe('connector contract: WooCommerce, products without options', () => {
  pullContract(asTheyAre, {orders: true, creates: true});
  faultContract(asTheyAre, {creates: true, oneRequest: true});
});

fitsAll(['list products', 'batch products', 'batch variations', 'list orders']);
