import type {Shop, ShopMode, ShopTerms} from '../../domain/catalog/types.js';

export interface NewShop {
  readonly name: string;
  readonly platform: string;
  readonly mode: ShopMode;
  readonly terms: ShopTerms;
  readonly settings: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface ShopRepository {
  list(): Promise<readonly Shop[]>;
  byName(name: string): Promise<Shop | null>;
  add(shop: NewShop): Promise<Shop>;
  update(id: number, patch: Partial<Pick<Shop, 'mode' | 'settings' | 'own' | 'pausedAt' | 'terms'>>): Promise<void>;
  /** Removes the shop and all that hangs on it. */
  remove(id: number): Promise<void>;
  /** Cursor of an incremental pull; null before the first. */
  cursor(shopId: number, kind: string): Promise<string | null>;
  setCursor(shopId: number, kind: string, cursor: string, at: number): Promise<void>;
  /** When each kind was last pulled or imported (real instants). */
  pulledAt(shopId: number): Promise<ReadonlyMap<string, number>>;
}
