/** Records by SKU, each group in the order of the records. */
export function grouped<R extends {readonly sku: string}>(records: readonly R[]): ReadonlyMap<string, readonly R[]> {
  const groups = new Map<string, R[]>();
  for (const record of records) {
    const group = groups.get(record.sku);
    if (group === undefined) groups.set(record.sku, [record]);
    else group.push(record);
  }
  return groups;
}
