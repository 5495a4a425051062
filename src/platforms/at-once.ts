/**
 * Does work on each thing, so many at once, and gives each result when it is there. After a failure nothing more is begun,
 * and what is under way is waited for, so that nothing goes on behind the caller's back.
 */
export async function* atOnce<T, R>(
  things: Iterable<T>,
  most: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = [...things].entries();
  const under = new Map<number, Promise<readonly [number, R]>>();
  for (;;) {
    while (under.size < most) {
      const {value: next, done} = waiting.next();
      if (done === true) break;
      const [at, thing] = next;
      under.set(
        at,
        work(thing).then((result) => [at, result] as const),
      );
    }
    if (under.size === 0) return;
    const [at, result] = await Promise.race(under.values()).catch(async (error: unknown) => {
      await Promise.allSettled(under.values());
      throw error;
    });
    under.delete(at);
    yield result;
  }
}

/** All results, in the order of the things. */
export async function mapAtOnce<T, R>(
  things: Iterable<T>,
  most: number,
  work: (thing: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const numbered = [...things].map((thing, i) => ({thing, i}));
  for await (const {i, result} of atOnce(numbered, most, async ({thing, i}) => ({i, result: await work(thing)})))
    results[i] = result;
  return results;
}
