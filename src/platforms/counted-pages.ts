/** One page: what it brings that was not seen before, and how many were seen with it. */
export interface CountedPage<T> {
  readonly fresh: readonly T[];
  readonly seen: number;
}

/**
 * All things of a server that counts its pages and does not name them, in its fixed order: each page begins with the last
 * thing of the page before, and where it does not, something was taken away meanwhile and the page is looked for further up.
 * `pageAt` answers `rows` things from an offset, fewer at the end.
 */
export async function* countedPages<T extends {readonly id: number | string}>(
  rows: number,
  pageAt: (offset: number) => Promise<readonly T[]>,
): AsyncGenerator<CountedPage<T>> {
  const seen = new Set<T['id']>();
  for (let offset = 0; ; ) {
    const page = await pageAt(offset);
    const [head] = page;
    if (offset > 0 && (head === undefined || !seen.has(head.id))) {
      offset = Math.max(0, offset - rows);
      continue;
    }
    const fresh = page.filter(({id}) => !seen.has(id));
    for (const {id} of fresh) seen.add(id);
    yield {fresh, seen: seen.size};
    if (page.length < rows) return;
    offset += rows - OVERLAP;
  }
}

/** Things that two pages share. */
const OVERLAP = 1;
