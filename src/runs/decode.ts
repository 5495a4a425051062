/** Reads one value of untrusted JSON, or throws a `DecodeError` that says where it stands and what was wanted. */
export type Decoder<T> = (value: unknown, at: string) => T;

/** `at` is a path such as `changes[3].op`; `want` a type as JSON names it, no sentence. */
export class DecodeError extends Error {
  constructor(
    readonly at: string,
    readonly want: string,
  ) {
    super(`${at}: ${want}`);
    this.name = 'DecodeError';
  }
}

const MAX_TEXT = 1_000_000;

export const text: Decoder<string> = (value, at) => {
  if (typeof value !== 'string' || value.length > MAX_TEXT) throw new DecodeError(at, 'string');
  return value;
};

/** A safe integer not below `least`. */
export function integer(least = 0): Decoder<number> {
  return (value, at) => {
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least)
      throw new DecodeError(at, `integer >= ${least}`);
    return value;
  };
}

export const finite: Decoder<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DecodeError(at, 'number');
  return value;
};

export const flag: Decoder<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw new DecodeError(at, 'true | false');
  return value;
};

/** Text of a given shape; `want` names the shape. */
export function shaped(pattern: RegExp, want: string): Decoder<string> {
  return (value, at) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw new DecodeError(at, want);
    return value;
  };
}

export function oneOf<const T extends string | number>(...choices: readonly T[]): Decoder<T> {
  return (value, at) => {
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw new DecodeError(at, choices.map((choice) => JSON.stringify(choice)).join(' | '));
    return found;
  };
}

export function list<T>(item: Decoder<T>): Decoder<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw new DecodeError(at, 'array');
    return value.map((each, index) => item(each, `${at}[${index}]`));
  };
}

/** An object with exactly these keys; those of `optional` may be absent. Keys it does not know are refused. */
export function record<R extends object, O extends object = object>(
  required: {readonly [K in keyof R]: Decoder<R[K]>},
  optional?: {readonly [K in keyof O]: Decoder<O[K]>},
): Decoder<R & Partial<O>> {
  const decoders = {...required, ...optional} as Readonly<Record<string, Decoder<unknown>>>;
  return (value, at) => {
    const given = object(value, at);
    const unknown = Object.keys(given).find((key) => !Object.hasOwn(decoders, key));
    if (unknown !== undefined) throw new DecodeError(`${at}.${unknown}`, '–');
    const entries = Object.entries(decoders).flatMap(([key, decode]) => {
      if (!Object.hasOwn(given, key) && !Object.hasOwn(required, key)) return [];
      return [[key, decode(given[key], `${at}.${key}`)] as const];
    });
    return Object.fromEntries(entries) as R & Partial<O>;
  };
}

/** An object with any keys and values of one kind. */
export function recordOf<T>(
  item: (value: unknown, at: string, key: string) => T,
): Decoder<Readonly<Record<string, T>>> {
  return (value, at) =>
    Object.fromEntries(Object.entries(object(value, at)).map(([key, each]) => [key, item(each, `${at}.${key}`, key)]));
}

function object(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DecodeError(at, 'object');
  return value as Readonly<Record<string, unknown>>;
}
