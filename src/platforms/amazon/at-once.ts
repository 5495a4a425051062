/** Does the work of many things, several at once, and gives each result when it is there. `work` must not throw. */
export async function* atOnce<T, R>(
  things: readonly T[],
  most: number,
  work: (thing: T) => Promise<R>,
): AsyncGenerator<R> {
  const waiting = [...things.entries()];
  const under = new Map<number, Promise<readonly [number, R]>>();
  for (;;) {
    while (under.size < most) {
      const next = waiting.shift();
      if (next === undefined) break;
      const [at, thing] = next;
      under.set(
        at,
        work(thing).then((result) => [at, result] as const),
      );
    }
    if (under.size === 0) return;
    const [at, result] = await Promise.race(under.values());
    under.delete(at);
    yield result;
  }
}
