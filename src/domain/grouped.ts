/** Elements by a name that several may share, each group in their order; those without a name are left out. */
export function grouped<T, K extends string | number>(
  all: Iterable<T>,
  nameOf: (one: T) => K | null,
): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const name = nameOf(one);
    if (name === null) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
}
