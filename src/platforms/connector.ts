/**
 * What somebody else's connector is written with: `import … from 'souk/connector'`. The types of the port, and what
 * souk's own connectors use besides. CONTRIBUTING.md, "A connector of your own".
 */

export {formatOptions, parseOptions} from '../domain/catalog/key.js';
export type {ListingContent, ListingStatus, OfferContent, ShopTerms} from '../domain/catalog/types.js';
export {canonicalJson} from '../domain/change/canonical.js';
export {
  LISTING_FIELDS,
  LOCAL_FIELDS,
  listingFields,
  liveFields,
  OFFER_FIELDS,
  offerFields,
  offerKey,
  sameValue,
  stockFields,
} from '../domain/change/fields.js';
export type {Change, ChangeOp, FieldValue, Target} from '../domain/change/types.js';
export {KnownError, type Message, message} from '../domain/errors.js';
export type {OrderRecord} from '../domain/facts.js';
export {formatAmount, type Minor, parseAmount} from '../domain/money.js';
export type {Clock} from '../ports/clock.js';
export type {Lane, Limit, Limiter, Told, Verdict} from '../ports/limiter.js';
export type * from '../ports/platform.js';
export type {Secrets} from '../ports/secrets.js';
export {type Http, type HttpAnswer, HttpFault, type HttpRequest, patient} from './http.js';
export {openHttp} from './http-axios.js';
export {limited, verdictOf} from './limited.js';
