import type {StoredListing} from '../../../domain/catalog/types.js';
import type {RemoteListing} from '../../../ports/platform.js';
import {withValues} from './apply.js';
import {Catalogue} from './catalogue.js';
import type {ReadExport} from './export.js';
import type {Batch} from './outbox.js';

/** What the folder says at one moment: the newest export, with the uploads that were made of it laid over. */
export interface Stand {
  readonly read: ReadExport;
  readonly batches: readonly Batch[];
  readonly catalogue: Catalogue;
}

/** The export, and over it what the outbox asks for and no newer export could yet show. */
export function laidOver({state}: ReadExport, batches: readonly Batch[]): Catalogue {
  const catalogue = new Catalogue([...state.products.values()].map(({taken}) => taken));
  for (const {sent, standing} of batches) {
    if (standing !== 'counts') continue;
    for (const {target, after} of sent.changes) {
      const found = catalogue.find(target);
      const next = found === null ? null : withValues(found.listing, found.offer, target.kind, after);
      if (next !== null) catalogue.put(next);
    }
  }
  return catalogue;
}

/** A listing as the port shows it. */
export function remote(listing: StoredListing): RemoteListing {
  const {id: _id, ...content} = listing;
  const offers = listing.offers.map((offer) => {
    const {id: _own, listingId: _listing, basePrice: _base, baseCompareAt: _struck, ...rest} = offer;
    return rest;
  });
  return {...content, offers};
}
