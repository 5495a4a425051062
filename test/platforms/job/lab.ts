import type {Lab, LabShop, PriceRow, Server} from '../../real/lab.js';
import type {Place} from '../../real/place.js';
import type {Taken} from './taken.js';

/** A server of the project's own that stands in for a platform. */
export interface TestLab extends Lab {
  /** Parts of the job that the platform has no way for, with the reason: left out, and said so. */
  readonly without: Readonly<Partial<Record<Part, string>>>;
  /** The files that are brought in, in this order. */
  readonly files: readonly JobFile[];
  boot(): Promise<TestServer>;
}

export type Part = 'creates' | 'cart' | 'refund';

/** A real merchant's file. */
export interface JobFile {
  /** Where it is below `../shared/data`. */
  readonly name: string;
  /** What stands in for it where it is not there: goods of the same kind, made up. */
  readonly instead: () => string;
  /** How `listing import` is told to read it. */
  readonly flags: readonly string[];
}

export interface TestServer extends Server {
  empty(): Promise<TestShop>;
  /** What came and does not fit the platform's own schema or model. Absent: there is none here to hold it against. */
  misfits?(): Promise<readonly string[]>;
}

/** A shop whose server keeps a journal. */
export interface TestShop extends LabShop {
  /** A name of every product that is there; one that is there twice stands here twice. */
  products(): Promise<readonly string[]>;
  /** Every price that was written through the platform's own door since the shop was opened, in order. */
  taken(): Promise<readonly Taken[]>;
  /** Puts listings on the shelf that a seller made by other means. Absent: souk makes them. */
  fill?(goods: readonly Filling[]): Promise<void>;
}

export interface Filling extends PriceRow {
  readonly title: string;
  readonly description: string;
}

export type TestPlace = Place<TestShop>;

/** A file of simple goods in souk's own columns: so many, each at a price of its own. */
export function madeUp(count: number): string {
  const rows = Array.from({length: count}, (_, i) => `N-${i},good-${i},Good ${i},Goods,${(9 + i / 10).toFixed(2)},5`);
  return `sku,product,title,category,price,stock\n${rows.join('\n')}\n`;
}
