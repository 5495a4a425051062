import type {ShopTerms} from '../../../src/domain/catalog/types.js';
import type {Platform} from '../../../src/ports/platform.js';
import type {Wish} from './steps.js';

/** What may befall a request, as the contract names it. */
export type FaultKind =
  | 'limited'
  | 'server-error'
  | 'timeout'
  | 'reset-before'
  | 'reset-after'
  | 'half'
  | 'duplicate'
  | 'lie'
  | 'wrong-body';

/** A fresh, empty shop under test. */
export interface ContractShop {
  readonly platform: Platform;
  close(): Promise<void>;
  /** Another person at the same shop: changes a price (decimal text) behind the connector's back. */
  reprice(sku: string, price: string): Promise<void>;
  /** Makes the shop hold these products, and these only, by its own means: where the connector can not create. */
  readonly fill?: (wishes: readonly Wish[]) => Promise<void>;
  /** Lets orders for these SKUs come in (at least one line); called twice, the second adds more. Where orders are pulled. */
  readonly trade?: (skus: readonly string[]) => Promise<void>;
  /** Makes the next `times` requests of that sort meet the fault. Where the platform can be made to fail. */
  readonly fault?: (kind: FaultKind, on: 'read' | 'write', times: number) => Promise<void>;
}

/** Opens a fresh shop with these terms. */
export interface MakeShop {
  open(terms: ShopTerms): Promise<ContractShop>;
  /** A product as this platform can have it: of one that knows no options, or no key but the SKU. Default: as it is. */
  shape?(wish: Wish): Wish;
}

export const USD: ShopTerms = {currency: 'USD', zone: 'America/New_York', pricesIncludeTax: false, taxRate: '0.08'};

/** Runs `work` on a fresh shop and closes it whatever happens. */
export async function withShop<T>(
  make: MakeShop,
  terms: ShopTerms,
  work: (shop: ContractShop) => Promise<T>,
): Promise<T> {
  const shop = await make.open(terms);
  try {
    return await work(shop);
  } finally {
    await shop.close();
  }
}
