/** Does work on each item, at most two at once (what a small host bears); results come in the order they are ready. */
export async function* twoAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): AsyncGenerator<R> {
  const waiting = [...items];
  const going = new Map<number, Promise<{readonly id: number; readonly result: R}>>();
  for (let id = 0; waiting.length > 0 || going.size > 0; ) {
    while (waiting.length > 0 && going.size < 2) {
      const own = id++;
      going.set(
        own,
        work(waiting.shift() as T).then((result) => ({id: own, result})),
      );
    }
    const {id: done, result} = await Promise.race(going.values()).catch(async (error: unknown) => {
      // What is under way is waited for, so that nothing goes on behind the caller's back.
      await Promise.allSettled(going.values());
      throw error;
    });
    going.delete(done);
    yield result;
  }
}

/** All results, in the order of the items. */
export async function mapTwoAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const numbered = items.map((item, i) => ({item, i}));
  for await (const {i, result} of twoAtOnce(numbered, async ({item, i}) => ({i, result: await work(item)})))
    results[i] = result;
  return results;
}
