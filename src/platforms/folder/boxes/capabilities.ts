import type {Upload} from '../../../formats/dialects/types.js';
import type {Capabilities} from '../../../ports/platform.js';

const BATCH_ROWS = 5000;

/** What a dialect's files can say to its platform. */
export function capabilitiesOf({listing, offer, stock}: Upload): Capabilities {
  return {
    batch: {rows: BATCH_ROWS, bytes: 64 * 1024 * 1024},
    atomicity: 'row',
    archive: 'unpublish',
    refuses: ['create', 'archive'],
    nativePromotions: [],
    compareAndSet: false,
    fields: {listing, offer, stock},
    limits: {variantsPerProduct: 10_000, optionsPerProduct: 100, titleLength: 100_000, descriptionLength: 1_000_000},
    pulls: ['listings', 'items', 'costs', 'fees', 'bounds', 'supply', 'daily', 'orders', 'rivals'],
    settleMs: 0,
    // What lies in the outbox is uploaded to a shop that lives in real time.
    simulatedTime: false,
  };
}
