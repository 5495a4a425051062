import {type Answer, type Asked, refusedWith} from './operations.js';
import {priceIn} from './shopper.js';
import {type Kept, STORE, type State, settled} from './state.js';

interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value?: readonly Record<string, unknown>[];
}

/** What a submission says of one listing. */
export interface Submission {
  readonly productType: string;
  readonly patches: readonly Patch[];
}

/** `lies`: says yes and does nothing. */
export function patchListing(state: State, {path, query, body}: Asked, lies: boolean): Answer {
  const sku = path['sku'] ?? '';
  const kept = state.listings.get(sku);
  if (kept === undefined) return refusedWith(404, 'NOT_FOUND', `SKU '${sku}' not found in marketplace ${STORE}`);
  const preview = query['mode'] === 'VALIDATION_PREVIEW';
  const issues = changed(state, kept, body as Submission, !preview && !lies);
  if (issues === null) return refusedWith(400, 'InvalidInput', 'Only top-level attributes can be patched');
  const submissionId = 'f1dc2914-75dd-11ea-bc55-0242ac130003';
  if (issues.length > 0) return {status: 200, body: {sku, status: 'INVALID', submissionId, issues}};
  return {status: 200, body: {sku, status: preview ? 'VALID' : 'ACCEPTED', submissionId, issues: []}};
}

/** Does what is asked of a listing (`really`), or says what is wrong with it; null: it is no patch at all. */
export function changed(
  state: State,
  kept: Kept,
  {productType, patches}: Submission,
  really: boolean,
): readonly Issue[] | null {
  const attributes = structuredClone(kept.coming?.attributes ?? settled(kept).attributes);
  for (const {op, path: pointer, value} of patches) {
    const name = /^\/attributes\/([a-z_]+)$/u.exec(pointer)?.[1];
    if (name === undefined) return null;
    if (op === 'delete') delete attributes[name];
    // An attribute is taken whole: what is not in the value is gone.
    else attributes[name] = value ?? [];
  }
  const issues = issuesOf(productType, kept, attributes);
  if (issues.length === 0 && really) {
    if (patches.some(({path: pointer}) => pointer === '/attributes/purchasable_offer'))
      state.taken.push({
        ...{id: kept.sku, sku: kept.sku},
        before: priceIn(settled(kept).attributes),
        after: priceIn(attributes),
      });
    kept.coming = {at: Date.now() + state.lagMs, attributes};
    settled(kept);
  }
  return issues;
}

export interface Issue {
  readonly code: string;
  readonly message: string;
  readonly severity: string;
  readonly attributeNames: readonly string[];
}

function issuesOf(productType: string, kept: Kept, attributes: Kept['attributes']): readonly Issue[] {
  const issue = (code: string, message: string, name: string) => ({
    code,
    message,
    severity: 'ERROR',
    attributeNames: [name],
    categories: ['INVALID_ATTRIBUTE'],
  });
  const found: Issue[] = [];
  if (productType !== kept.productType && productType !== 'PRODUCT')
    found.push(issue('90000900', 'The product type is another.', 'product_type'));
  const title = attributes['item_name']?.[0]?.['value'];
  if (typeof title !== 'string' || title === '' || title.length > 200)
    found.push(issue('90220', "'item_name' is required, with 200 characters at most.", 'item_name'));
  for (const offer of attributes['purchasable_offer'] ?? []) {
    const price = JSON.stringify(offer['our_price'] ?? []).match(/"value_with_tax":(-?[\d.e+]+)/u)?.[1];
    if (price === undefined || !(Number(price) > 0))
      found.push(issue('90244', "'value_with_tax' must be a number above 0.", 'purchasable_offer'));
    if (offer['marketplace_id'] === undefined)
      found.push(issue('90220', "'marketplace_id' is required but not supplied.", 'purchasable_offer'));
  }
  return found;
}
