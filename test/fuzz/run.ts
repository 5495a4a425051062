import {parseArgs} from 'node:util';
import {fuzzFormats} from './fuzz.js';

/** `npm run fuzz:formats -- --cases 100000 --seed 7`: the long form; ends in 1 when a file was not read right. */
const {values} = parseArgs({options: {cases: {type: 'string'}, seed: {type: 'string'}}});
const cases = Number(values.cases ?? 100_000);
const seed = Number(values.seed ?? Date.now() % 4_294_967_296);

const BATCH = 5000;
let fallen = 0;
for (let at = 0; at < cases; at += BATCH) {
  const first = (seed + at * 2_654_435_761) >>> 0;
  const {falls, read, rows, slowest, refused} = await fuzzFormats({seed: first, cases: Math.min(BATCH, cases - at)});
  fallen += falls.length;
  const why = [...refused].map(([code, count]) => `${code} ${count}`).join(', ');
  process.stdout.write(
    `${at + BATCH}: ${read} read, ${rows} rows, slowest ${slowest.toFixed(0)} ms; refused: ${why}\n`,
  );
  for (const {seed: own, source, what} of falls.slice(0, 5))
    process.stdout.write(`  seed ${own}, from ${source}: ${what}\n`);
}
process.stdout.write(`seed ${seed}: ${cases} files, ${fallen} not read right\n`);
process.exitCode = fallen === 0 ? 0 : 1;
