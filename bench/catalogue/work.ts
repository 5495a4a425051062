import {createReadStream} from 'node:fs';
import path from 'node:path';
import {validateFile} from '../../src/app/listing/validate.js';
import type {Measured} from './measure.js';
import {storeCatalogue} from './store.js';

/** One piece of work in a process of its own: `node work.js decode|validate|store FILE [STORE]`. */
const [work = '', file = '', store = ''] = process.argv.slice(2);
const WORKS: Readonly<Record<string, () => Promise<number>>> = {
  decode: () => decode(file),
  validate: () => validate(file),
  store: () => storeCatalogue(file, store),
};

const before = process.cpuUsage();
const began = performance.now();
const count = (await WORKS[work]?.()) ?? 0;
const {user, system} = process.cpuUsage(before);
const measured: Measured = {
  cpu: (user + system) / 1e6,
  wall: (performance.now() - began) / 1e3,
  peak: process.resourceUsage().maxRSS / 1024,
  count,
};
process.stdout.write(`${JSON.stringify(measured)}\n`);

/** The limit for any reader of texts: bytes to letters, and nothing more. */
async function decode(name: string): Promise<number> {
  const text = new TextDecoder('utf-8', {fatal: true});
  let letters = 0;
  for await (const bytes of createReadStream(name, {highWaterMark: 256 * 1024}))
    letters += text.decode(bytes as Buffer, {stream: true}).length;
  return letters;
}

/** What `souk listing validate` does, screen apart. */
async function validate(name: string): Promise<number> {
  const {rows, fates, errors, warned} = await validateFile(
    async () => {
      throw new Error('a check needs no store');
    },
    {
      file: name,
      dialect: 'auto',
      currency: 'EUR',
      key: 'sku',
      reading: {},
      adWords: {templates: 'templates', home: path.dirname(name)},
      negativeStock: false,
      words: ({code}) => ({text: code, hint: ''}),
    },
  );
  if (fates.planned !== rows || errors.length + warned.length > 0)
    throw new Error(`of ${rows} rows ${fates.planned} are good`);
  return rows;
}
