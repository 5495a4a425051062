import {faultContract} from './contract/faults.js';
import {pullContract} from './contract/pulls.js';
import type {MakeShop} from './contract/shop.js';
import {writeContract} from './contract/writes.js';

export type {ContractShop, FaultKind, MakeShop} from './contract/shop.js';

/**
 * What every connector must do, whatever stands behind it. `make` opens a fresh, empty shop; what a platform can not do
 * (orders, faults on request) is left out of the shop it returns, and the tests of it are not defined.
 *
 * @example contractSuite('folder', {open: openFolderShop});
 */
export function contractSuite(
  name: string,
  make: MakeShop,
  can: {
    readonly orders: boolean;
    readonly faults: boolean;
    readonly creates?: false;
    /** A push is several requests. Absent: one. */
    readonly manyRequests?: true;
  },
): void {
  describe(`connector contract: ${name}`, () => {
    const creates = can.creates !== false;
    pullContract(make, {orders: can.orders, creates});
    writeContract(make, {creates});
    if (can.faults) faultContract(make, {creates, oneRequest: can.manyRequests !== true});
  });
}
