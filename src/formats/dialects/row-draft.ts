import type {ImageWish, ListingWish, OfferWish, RowKind} from '../../domain/catalog/row.js';
import type {Message} from '../../domain/errors.js';
import type {Minor} from '../../domain/money.js';
import type {ColumnUse} from './types.js';

type Draft<T> = {-readonly [K in keyof T]: T[K]};

/** A row whose cells were read one by one, for its dialect to read as a whole. */
export interface RowDraft {
  readonly line: number;
  readonly listing: Draft<ListingWish> & {extra: Record<string, string | null>};
  readonly offer: Draft<OfferWish> & {extra: Record<string, string | null>};
  product: string | null;
  image: ImageWish | null;
  /** What the row is; null: what its cells say. */
  kind: RowKind | null;
  /** The dialect's own cell, trimmed; empty: there is none. */
  own(name: string): string;
  /** An own cell as an amount; undefined: empty, or refused. Zero means none where `zero` says so. */
  amount(name: string, zero?: 'none'): Minor | undefined;
  /** An own cell as an address; undefined: empty, or no address, which is carried as it stands. */
  url(name: string): string | undefined;
  /** Reads a text into a field that the row's own cells left alone. */
  fill(use: ColumnUse | undefined, text: string): void;
  refuse(name: string, said: Message): void;
  warn(name: string, said: Message): void;
}

/** Leaves nothing of what the row said of its product: the words belong to the variant, and souk keeps none for it. */
export function dropWords(draft: RowDraft): void {
  for (const word of Object.keys(draft.listing)) {
    if (word !== 'extra') delete draft.listing[word as Exclude<keyof ListingWish, 'extra'>];
  }
  draft.listing.extra = {};
}
