/** An error of an answer itself, as GraphQL has it; `userErrors` of a mutation are another thing. */
export interface GraphQlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: {readonly code?: string; readonly requiredAccess?: string};
}

/** Found before anything is done: the request is too dear, too large, or does not fit the schema. */
const BEFORE: ReadonlySet<string> = new Set([
  'MAX_COST_EXCEEDED',
  'MAX_INPUT_SIZE_EXCEEDED',
  'INVALID_VARIABLE',
  'BAD_REQUEST',
  'GRAPHQL_VALIDATION_FAILED',
]);

export function codeOf({extensions}: GraphQlError): string {
  return extensions?.code ?? 'ERROR';
}

/** True for an error after which surely nothing was done. */
export function notLooked(error: GraphQlError): boolean {
  return BEFORE.has(codeOf(error));
}

/** The field that was denied and the first scope that would open it. */
export function scopeOf({message, path, extensions}: GraphQlError): {readonly field: string; readonly scope: string} {
  const required = extensions?.requiredAccess ?? message;
  const scope = /`((?:read|write)_[a-z_]+)`/u.exec(required)?.[1] ?? required;
  const field = /Access denied for (\w+) field/u.exec(message)?.[1] ?? String(path?.at(-1) ?? '');
  return {field, scope};
}

/** What a mutation says of its input, by the place in it. */
export interface UserError {
  readonly code?: string | null;
  readonly field?: readonly string[] | null;
  readonly message: string;
}

/** The index of the row of a list that an error is about (`["variants", "3", "price"]`); null: it is about the whole. */
export function rowOf({field}: UserError, list: string): number | null {
  const at = (field ?? []).indexOf(list);
  const row = Number(at === -1 ? Number.NaN : (field?.[at + 1] ?? Number.NaN));
  return Number.isSafeInteger(row) ? row : null;
}
