import type {AmazonWords} from './amazon.js';
import type {BacktestWords} from './backtest.js';
import type {CoreWords} from './core.js';
import type {ExperimentWords} from './experiment.js';
import type {FactWords} from './fact.js';
import type {FeeWords} from './fee.js';
import type {ListingWords} from './listing.js';
import type {MedusaWords} from './medusa.js';
import type {PlatformWords} from './platform.js';
import type {PriceWords} from './price.js';
import type {PromotionWords} from './promotion.js';
import type {ReportWords} from './report.js';
import type {RunWords} from './run.js';
import type {SetupWords} from './setup.js';
import type {StoreWords} from './store.js';
import type {WooCommerceWords} from './woocommerce.js';

/**
 * Every sentence souk can say, as `code -> parameters`. The sentences themselves are in `src/ui/messages/<language>/`,
 * one file an area, and the compiler refuses a language in which a code is missing.
 */
export interface Words
  extends AmazonWords,
    BacktestWords,
    CoreWords,
    ExperimentWords,
    FactWords,
    FeeWords,
    ListingWords,
    MedusaWords,
    PlatformWords,
    PriceWords,
    PromotionWords,
    ReportWords,
    RunWords,
    SetupWords,
    StoreWords,
    WooCommerceWords {}

export type WordCode = keyof Words & string;
