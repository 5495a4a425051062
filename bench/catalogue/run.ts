import {mkdtemp, rm, stat} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {writeCatalogue} from './file.js';
import {type Measured, measure, median} from './measure.js';
import {type Figure, figuresTable, writeFigures} from './table.js';

/**
 * `npm run bench:catalogue`: a generated file is read and checked, and brought into a store, each in a process of its
 * own; what is held to a bar is a ratio of two works of one run. `--long`: memory at ten million rows too. Ends in 1 when a
 * bar is missed.
 */
const {values} = parseArgs({options: {rows: {type: 'string'}, long: {type: 'boolean'}, write: {type: 'boolean'}}});
const rows = Number(values.rows ?? 1_000_000);
const ROUNDS = 3;

const folder = await mkdtemp(path.join(tmpdir(), 'souk-bench-'));
try {
  const figures = await run();
  process.stdout.write(`${figuresTable(figures)}\n`);
  if (values.write === true) await writeFigures(figures, rows);
  process.exitCode = figures.every(({held}) => held) ? 0 : 1;
} finally {
  await rm(folder, {recursive: true, force: true});
}

async function run(): Promise<readonly Figure[]> {
  const file = path.join(folder, 'catalogue.csv');
  await writeCatalogue(file, rows);
  const bytes = (await stat(file)).size;
  const rounds: {decode: Measured; check: Measured}[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({decode: await measure('decode', file), check: await measure('validate', file)});
  const ratio = median(rounds.map(({decode, check}) => check.cpu / decode.cpu));
  const check = rounds.map((round) => round.check);
  const store = path.join(folder, 'store.db');
  const first = await measure('store', file, store);
  const again = await measure('store', file, store);
  const checked = median(check.map(({cpu}) => cpu));
  return [
    {name: `rows × columns, MB`, value: `${rows} × 20, ${(bytes / 1e6).toFixed(0)}`, bar: '', held: true},
    bar('parse + validate, cpu ÷ UTF-8 decode', ratio, 3.8),
    bar('peak memory, MiB', Math.max(...check.map(({peak}) => peak)), 200),
    ...(await memory()),
    bar('first import into the store, s', first.wall, 10 * (rows / 1_000_000)),
    {
      name: 'the same, cpu s; peak memory, MiB',
      value: `${first.cpu.toFixed(0)}; ${first.peak.toFixed(0)}`,
      bar: '',
      held: true,
    },
    bar('unchanged re-import, cpu ÷ parse + validate', again.cpu / checked, 2.5),
  ];
}

/** Peak memory from ten thousand rows up: flat means that no more rows take more memory. */
async function memory(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const count of [10_000, 100_000, ...(values.long === true ? [10_000_000] : [])]) {
    const file = path.join(folder, 'memory.csv');
    await writeCatalogue(file, count);
    const {peak} = await measure('validate', file);
    figures.push(bar(`peak memory at ${count} rows, MiB`, peak, 200));
    await rm(file);
  }
  return figures;
}

function bar(name: string, value: number, most: number): Figure {
  return {name, value: value.toFixed(value < 20 ? 2 : 0), bar: `≤ ${most}`, held: value <= most};
}
