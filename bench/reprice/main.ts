import {mkdtemp, rm} from 'node:fs/promises';
import {cpus, tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {type Measured, measureBy} from '../catalogue/measure.js';
import {type Figure, figuresTable} from '../catalogue/table.js';

/**
 * `npm run bench:reprice [-- --sizes=100000,1000000] [--only=reprice|learn]`: a shop repriced from its store into a saved
 * plan with a reason for each price, and one night of the learner over sixty days of each SKU; each in a process of its own.
 * Seconds count, so the machine should be quiet. Ends in 1 when a bar is missed.
 */
const {values} = parseArgs({options: {sizes: {type: 'string'}, only: {type: 'string'}}});
const sizes = (values.sizes ?? '100000,1000000').split(',').map(Number);
const SMALL = 10_000;
const WORK = fileURLToPath(new URL('./work.js', import.meta.url));

/** What must be reached for a million SKUs; fewer in proportion. */
const BARS = {reprice: 6, learn: 10} as const;
const MEMORY_MIB = 1024;
/** Processor time a SKU over that of ten thousand SKUs: linear is 1, and garbage collection takes a little more of more. */
const LINEAR = 1.3;

type Work = keyof typeof BARS;
const works = (['reprice', 'learn'] as const).filter((work) => values.only === undefined || values.only === work);
const figures: Figure[] = [];
for (const work of works) {
  const small = await measured(work, SMALL);
  for (const size of sizes)
    figures.push(...rowsOf(work, size, size === SMALL ? small : await measured(work, size), small));
}
process.stdout.write(`${figuresTable(figures)}\n\nNode ${process.version}, ${cpus().length} cores\n`);
process.exitCode = figures.every(({held}) => held) ? 0 : 1;

/** A work of so many SKUs, in a home that is filled for it and then thrown away. */
async function measured(work: Work, skus: number): Promise<Measured> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-reprice-'));
  try {
    if (work === 'reprice') await measureBy(WORK, 'fill', home, String(skus));
    return await measureBy(WORK, work, home, String(skus));
  } finally {
    await rm(home, {recursive: true, force: true});
  }
}

function rowsOf(work: Work, skus: number, {cpu, wall, peak, count}: Measured, small: Measured): Figure[] {
  const name = work === 'reprice' ? `${skus} SKUs repriced` : `a night of the learner, ${skus} SKUs × 60 days`;
  const most = BARS[work] * (skus / 1_000_000);
  const linear = cpu / skus / (small.cpu / SMALL);
  return [
    {name: `${name}, s`, value: wall.toFixed(2), bar: `≤ ${Number(most.toPrecision(3))}`, held: wall <= most},
    {name: `${name}, cpu s; prices moved or SKUs known`, value: `${cpu.toFixed(2)}; ${count}`, bar: '', held: true},
    {name: `${name}, peak memory, MiB`, value: peak.toFixed(0), bar: `≤ ${MEMORY_MIB}`, held: peak <= MEMORY_MIB},
    {
      name: `${name}, cpu a SKU ÷ that of ${SMALL}`,
      value: linear.toFixed(2),
      bar: `≤ ${LINEAR}`,
      held: linear <= LINEAR,
    },
  ];
}
