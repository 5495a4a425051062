import {spawn} from 'node:child_process';
import {copyFile, mkdir, mkdtemp} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import type {WordCode} from '../domain/words/index.js';
import {programOf} from './program.js';
import type {Screen} from './screen.js';
import type {Session} from './session.js';

/** A sentence of the catalogue that takes no parameters. */
type Saying = Extract<WordCode, `demo.${string}`> &
  (
    | 'demo.shop'
    | 'demo.import'
    | 'demo.cost'
    | 'demo.look'
    | 'demo.wait'
    | 'demo.reprice'
    | 'demo.why'
    | 'demo.promo'
    | 'demo.days'
    | 'demo.adjust'
    | 'demo.runs'
    | 'demo.undo'
    | 'demo.report'
    | 'demo.html'
  );

/** What the steps are made from. */
interface Stage {
  readonly templates: string;
  readonly report: string;
  /** Simulated days of the promotion, as dates of the shop's zone. */
  readonly from: string;
  readonly to: string;
}

/** One step: why, and the command that does it. `lastRun`: the id of the last run follows. */
interface Step {
  readonly say: Saying;
  readonly args: (stage: Stage) => readonly string[];
  readonly lastRun?: true;
}

/** Seed of the practice market: the same days in every demo. */
const SEED = '7';
const DAY = 86_400_000;

const STEPS: readonly Step[] = [
  {
    say: 'demo.shop',
    args: () => [
      'shop',
      'add',
      'demo',
      '--platform',
      'practice',
      '--currency',
      'EUR',
      '--time-zone',
      'Europe/Berlin',
      '--prices-include-tax',
      'yes',
      '--tax-rate',
      '0.19',
      '--set',
      `seed=${SEED}`,
    ],
  },
  {
    say: 'demo.import',
    args: ({templates}) => ['listing', 'import', path.join(templates, 'demo', 'catalogue.csv'), '--yes'],
  },
  {say: 'demo.cost', args: ({templates}) => ['cost', 'import', path.join(templates, 'demo', 'costs.csv')]},
  {say: 'demo.look', args: () => ['doctor']},
  {say: 'demo.wait', args: () => ['practice', 'advance', '2d']},
  {say: 'demo.reprice', args: () => ['reprice', '--yes']},
  {say: 'demo.why', args: () => ['price', 'why', 'STOMUG-SAND']},
  {
    say: 'demo.promo',
    args: ({from, to}) => [
      'promo',
      'add',
      '--name',
      'Mug week',
      '--percent',
      '15',
      '--where',
      'category=Mugs',
      '--from',
      from,
      '--to',
      to,
      '--yes',
    ],
  },
  {say: 'demo.days', args: () => ['practice', 'advance', '30d', '--nightly']},
  {say: 'demo.adjust', args: () => ['price', 'adjust', '--by', '+10%', '--where', 'category=Candles', '--yes']},
  {say: 'demo.runs', args: () => ['run', 'list', '--limit', '5']},
  {say: 'demo.undo', args: () => ['run', 'undo'], lastRun: true},
  {say: 'demo.report', args: () => ['report', 'sales', '--last', '30d', '--by', 'week']},
  {
    say: 'demo.html',
    args: ({report}) => ['report', 'sales', '--last', '30d', '--by', 'day', '--format', 'html', '--output', report],
  },
];

/** What a step did, for `--json`. */
export interface DemoStep {
  readonly command: string;
  readonly exit: number;
}

export interface DemoResult {
  readonly home: string;
  readonly report: string;
  readonly steps: readonly DemoStep[];
}

/**
 * Does the main job in a home of its own, each step as a command of its own: what the demo shows is what a seller types.
 * With `screen` null the commands run in silence.
 */
export async function runDemo(session: Session, screen: Screen | null): Promise<DemoResult> {
  const home = await mkdtemp(path.join(tmpdir(), 'souk-demo-'));
  const {templates} = programOf(session);
  const day = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const report = path.join(home, 'sales.html');
  const stage: Stage = {templates, report, from: day(6), to: day(13)};
  screen?.say('demo.head', {home});
  const steps: DemoStep[] = [];
  await giveRules(templates, home);
  for (const [index, step] of STEPS.entries()) {
    const args = [...step.args(stage), ...(step.lastRun === true ? [await lastRun(session, home), '--yes'] : [])];
    const command = `souk ${args.map(shellWord).join(' ')}`;
    if (screen !== null) {
      screen.line();
      screen.line(screen.paint.strong(screen.text('demo.step', {number: index + 1, text: screen.text(step.say, {})})));
      screen.line(screen.paint.faint(`$ ${command}`));
    }
    const {exit} = await runSouk(session, home, args, screen === null ? 'ignore' : 'inherit');
    if (exit !== 0) throw new KnownError('blocked', 'DEMO_STEP_FAILED', {command, exit});
    steps.push({command, exit});
  }
  return {home, report, steps};
}

/** The rules of the demo's shop, where a seller would put them. */
async function giveRules(templates: string, home: string): Promise<void> {
  const folder = path.join(home, 'shops', 'demo');
  await mkdir(folder, {recursive: true, mode: 0o700});
  await copyFile(path.join(templates, 'demo', 'pricing.yaml'), path.join(folder, 'pricing.yaml'));
}

async function lastRun(session: Session, home: string): Promise<string> {
  const {stdout} = await runSouk(session, home, ['run', 'list', '--limit', '1', '--json'], 'pipe');
  const {result} = JSON.parse(stdout) as {result: {runs: readonly {id: string}[]}};
  return result.runs[0]?.id ?? '';
}

/** Runs this very program as a child. Its words go where `output` says; its errors always to standard error. */
async function runSouk(
  session: Session,
  home: string,
  args: readonly string[],
  output: 'inherit' | 'pipe' | 'ignore',
): Promise<{exit: number; stdout: string}> {
  const {node, souk} = programOf(session);
  const child = spawn(node, [souk, ...args], {
    env: {...process.env, SOUK_HOME: home, SOUK_NOW: ''},
    stdio: ['ignore', output, 'inherit'],
    signal: session.signal,
  });
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (part: string) => {
    stdout += part;
  });
  return await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({exit: code ?? 1, stdout}));
  });
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/u.test(word) ? word : `'${word}'`;
}
