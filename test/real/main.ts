import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {STEPS} from './job/steps.js';
import type {Server, TrueLab} from './lab.js';
import {LABS} from './labs.js';
import {openLine} from './line.js';
import {openPlace} from './place.js';
import type {Step, TrueScene} from './step.js';
import {type Row, tableOf} from './table.js';
import {openYard, type Yard} from './yard.js';

/**
 * The whole job on true servers: `npm run test:real [-- PLATFORM [WORDS OF A STEP…]]`; `-- --proofs` leaves out what only
 * measures. Installs and boots what is missing,
 * prints a table and "N passed, N failed", and ends with 1 when anything failed; a lab that can not be installed is a
 * failure too. `SOUK_TEST_SEED=N` draws the moments of the kills again.
 */
async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const [wanted, ...steps] = words.filter((word) => word !== PROOFS);
  const proofs = words.includes(PROOFS);
  const labs = LABS.filter(({name}) => wanted === undefined || name === wanted);
  if (labs.length === 0) throw new RangeError(`no lab ${wanted}: ${LABS.map(({name}) => name).join(', ')}`);
  const seed = Number(process.env['SOUK_TEST_SEED'] ?? Date.now() % 100_000);
  process.stdout.write(`seed ${seed}\n`);
  const servers = new Set<Server>();
  // Servers are processes of their own: whoever stops the test stops them too.
  const broken = () => void Promise.allSettled([...servers].map((each) => each.stop())).then(() => process.exit(130));
  for (const signal of SIGNALS) process.once(signal, broken);
  const common = {yard: openYard(), servers};
  const all = await Promise.all(labs.map((lab) => runLab(lab, chosen(steps, proofs), randomFrom(seed), common)));
  const rows = all.flat();
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  process.stdout.write(`\n${tableOf(rows)}\n\n${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

const PROOFS = '--proofs';

function chosen(words: readonly string[], proofs: boolean): readonly Step<TrueScene>[] {
  return STEPS.filter(({alone}) => !(proofs && alone === true)).filter(
    ({name}) => words.length === 0 || words.some((word) => name.includes(word)),
  );
}

async function runLab(
  lab: TrueLab,
  steps: readonly Step<TrueScene>[],
  random: () => number,
  {yard, servers}: {readonly yard: Yard; readonly servers: Set<Server>},
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const booting = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), `souk-real-${lab.name}-`));
  const row = (step: string, from: number, more: Partial<Row>): Row => {
    const plain = {passed: 1, failed: 0, requests: 0, rate: null, note: ''};
    return {platform: lab.name, step, seconds: (Date.now() - from) / 1000, ...plain, ...more};
  };
  try {
    const server = await yard.run(false, () => lab.boot());
    rows.push(row('install, boot, seed', booting, {}));
    servers.add(server);
    const line = await openLine(server.address, server.isWrite);
    try {
      const fresh = async (name: string) => openPlace(await server.empty(), line.address, path.join(folder, name));
      const scene: TrueScene = {lab, server, line, main: await fresh('main'), fresh, random};
      for (const step of steps) rows.push(await yard.run(step.alone === true, () => runStep(scene, step, row)));
      if (!server.alive()) rows.push(row('server still alive', Date.now(), {passed: 0, failed: 1}));
    } finally {
      servers.delete(server);
      await line.close();
      await server.stop();
    }
  } catch (error) {
    rows.push(row('connect', booting, {passed: 0, failed: 1, note: said(error)}));
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
  return rows;
}

async function runStep(
  scene: TrueScene,
  step: Step<TrueScene>,
  row: (step: string, from: number, more: Partial<Row>) => Row,
): Promise<Row> {
  process.stdout.write(`${scene.lab.name}: ${step.name}\n`);
  const from = Date.now();
  scene.line.restart();
  try {
    const {rows, rate, note = '', passed = 1, failed = 0} = await step.run(scene);
    const seconds = (Date.now() - from) / 1000;
    const {requests} = scene.line.traffic();
    return row(step.name, from, {passed, failed, requests, rate: rate ?? (rows === 0 ? null : rows / seconds), note});
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    const {requests} = scene.line.traffic();
    return row(step.name, from, {passed: 0, failed: 1, requests, note: said(error)});
  }
}

function said(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 120) ?? '';
}

/** Numbers from [0, 1) that come again with the seed (a linear congruential generator of Numerical Recipes). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

await main();
