import {mkdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {writeAtomic} from '../../formats/csv.js';

/**
 * Ids of offers. A folder has no ids of its own: an offer's id is the SKU it was first seen with, and where souk itself
 * renamed a SKU the old one stays its id, kept beside the shop's state.
 */
export class Identities {
  readonly #file: string;
  readonly #idBySku: Map<string, string>;
  readonly #skuById: Map<string, string>;
  /** What the file says, to know it again. */
  readonly text: string;

  private constructor(file: string, text: string) {
    this.#file = file;
    this.text = text;
    this.#idBySku = new Map(Object.entries(parsed(text)));
    this.#skuById = new Map([...this.#idBySku].map(([sku, id]) => [id, sku]));
  }

  static async read(directory: string): Promise<Identities> {
    const file = path.join(directory, 'renamed-skus.json');
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new Identities(file, text);
  }

  /** Ids of the SKUs that are there now, each once. */
  ids(skus: Iterable<string>): ReadonlyMap<string, string> {
    const present = new Set(skus);
    const renamed = [...this.#idBySku].filter(([sku]) => present.has(sku));
    const taken = new Set(renamed.map(([, id]) => id));
    const ids = new Map<string, string>(renamed);
    for (const sku of present) if (!ids.has(sku)) ids.set(sku, taken.has(sku) ? `${sku}#2` : sku);
    return ids;
  }

  rename(id: string, sku: string): void {
    const known = this.#skuById.get(id);
    if (known !== undefined) this.#idBySku.delete(known);
    this.#skuById.delete(id);
    if (sku === id) return;
    this.#idBySku.set(sku, id);
    this.#skuById.set(id, sku);
  }

  async save(): Promise<void> {
    await mkdir(path.dirname(this.#file), {recursive: true});
    await writeAtomic(this.#file, [`${JSON.stringify(Object.fromEntries(this.#idBySku))}\n`]);
  }
}

function parsed(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    const entries = value !== null && typeof value === 'object' ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return {};
  }
}
