import {type FieldMap, fileOfferFields} from '../../domain/catalog/resolve.js';
import type {OfferContent} from '../../domain/catalog/types.js';
import {canonicalJson} from '../../domain/change/canonical.js';
import type {FieldChange, FieldValue} from '../../domain/change/types.js';

/** What is made with the offer; its price comes from the guards and its stock is a change of its own. */
export function offerContentFields(offer: OfferContent): FieldMap {
  const {
    stock: _stock,
    price: _price,
    compare_at_price: _compareAt,
    ...fields
  } = fileOfferFields({
    ...offer,
    id: 0,
    listingId: 0,
    remoteId: '',
    basePrice: null,
    baseCompareAt: null,
  });
  return fields;
}

/** The fields of something new: those that hold anything. */
export function created(fields: FieldMap): Record<string, FieldChange> {
  const empty = new Set(['null', '""', '[]', '{}']);
  const kept = Object.entries(fields).filter(([, value]: [string, FieldValue]) => !empty.has(canonicalJson(value)));
  return Object.fromEntries(kept.map(([name, after]) => [name, {before: null, after}]));
}
