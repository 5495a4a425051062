/** Chance with a seed: the same seed, the same file. */
export type Chance = (below: number) => number;

/** mulberry32. */
export function chance(seed: number): Chance {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What is put into files: marks that mean something to one reader or another. */
const PIECES: readonly Buffer[] = [
  ...[
    '"',
    '""',
    ',',
    ';',
    '\t',
    '|',
    '\r',
    '\n',
    '\r\n',
    '\ufeff',
    '#',
    "'",
    '=1+1',
    '__CLEAR__',
    '#REF!',
    '8.9E+12',
    '12,50',
    'sep=;\n',
    '手机',
    '\u0000',
    '\u2028',
  ].map((text) => Buffer.from(text)),
  Buffer.from([0xff]),
  Buffer.from([0xc3]),
  Buffer.from([0x81, 0x30]),
  Buffer.from([0xff, 0xfe]),
];

type Mutation = (bytes: Buffer, chance: Chance, other: Buffer) => Buffer;

const MUTATIONS: readonly Mutation[] = [
  (bytes, chance) => insert(bytes, chance(bytes.length + 1), PIECES[chance(PIECES.length)] ?? bytes),
  (bytes, chance) => insert(bytes, chance(bytes.length + 1), PIECES[chance(5)] ?? bytes),
  (bytes, chance) => cut(bytes, chance(bytes.length + 1), 1 + chance(8)),
  (bytes, chance) => cut(bytes, chance(bytes.length + 1), chance(400)),
  (bytes, chance) => {
    const from = chance(bytes.length + 1);
    return insert(bytes, chance(bytes.length + 1), bytes.subarray(from, from + chance(300)));
  },
  (bytes, chance) => {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[chance(copy.length)] = chance(256);
    return copy;
  },
  (bytes, chance) => bytes.subarray(0, chance(bytes.length + 1)),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\n', '\r\n'), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\r').replaceAll('\n', '\r'), 'latin1'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'utf16le'),
  (bytes) => Buffer.from(bytes.toString('utf8'), 'latin1'),
  (bytes, chance, other) =>
    insert(bytes, chance(bytes.length + 1), other.subarray(chance(other.length + 1)).subarray(0, 600)),
];

/** A file with one to six mutations. */
export function mutate(bytes: Buffer, chance: Chance, other: Buffer): Buffer {
  let result = bytes;
  for (let count = 1 + chance(6); count > 0; count--) {
    result = MUTATIONS[chance(MUTATIONS.length)]?.(result, chance, other) ?? result;
  }
  return result;
}

function insert(bytes: Buffer, at: number, piece: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

function cut(bytes: Buffer, at: number, length: number): Buffer {
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
}
