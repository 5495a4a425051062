import {mkdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {openData} from '../../src/data/open.js';
import {thisProcess} from '../../src/data/process.js';
import {type SoukOptions, soukJson, withFolder} from '../support/souk.js';
import {faults, fileOf, meet, propertiesOf, type ResultName, SCHEMAS} from './schemas.js';

/** What one command printed, and what it should be. */
interface Document {
  readonly command: string;
  readonly kind: ResultName | null;
  readonly code: number | null;
  readonly document: Readonly<Record<string, unknown>>;
}

const RULES = `version: 1
defaults: {strategy: cost, margin: 42%}
rules:
  - {name: paper, when: {category: [Paper, Bath]}, strategy: competition}
guards:
  parity: [{shop: other, relation: not-below}]
  index: [{category: Mugs, high: 9}]
rounding: {ending: [0.90, 0.50]}
`;

const LISTINGS = `sku,product,title,category,price,stock
CUP-1,cup,Cup,Mugs,12.00,5
CUP-2,cup-two,Cup two,Mugs,14.00,5
CUP-3,cup-three,Cup three,Mugs,cheap,5
`;

/** A variant that has no code of its own: it is named by product and options. */
const NO_SKU = `Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price
nameless,第一 nameless thing,Size,S,,10.00
nameless,,Size,M,,11.00
`;

/** What another souk would look like that is at work on a shop. */
async function atWork(home: string, name: string, look: () => Promise<unknown>): Promise<void> {
  const data = await openData(path.join(home, 'souk.db'));
  const lock = `shop:${(await data.shops.byName(name))?.id}`;
  await data.locks.take(lock, thisProcess(), Date.now(), 60_000, () => false);
  await look();
  await data.locks.release(lock, thisProcess());
  await data.close();
}

/** A whole life of three shops; every command's one document is kept. */
async function liveThrough(folder: string): Promise<readonly Document[]> {
  const options: SoukOptions = {home: path.join(folder, 'home')};
  const documents: Document[] = [];
  const say = async (kind: ResultName | null, ...args: string[]): Promise<string> => {
    const {code, document} = await soukJson(args, options);
    documents.push({command: args.join(' '), kind, code, document});
    return (document['result'] as {readonly plan?: {readonly id?: string}} | undefined)?.plan?.id ?? '';
  };
  const file = (name: string) => path.join(folder, name);
  const terms = [
    '--currency',
    'EUR',
    '--time-zone',
    'Europe/Berlin',
    '--prices-include-tax',
    'yes',
    '--tax-rate',
    '0.19',
  ];

  // A practice shop: import, reprice, undo.
  await say(null, 'shop', 'add', 'play', '--platform', 'practice', ...terms);
  await say('listing-import', 'listing', 'import', 'templates/demo/catalogue.csv', '--dry-run');
  await say('listing-import', 'listing', 'import', 'templates/demo/catalogue.csv', '--yes');
  await say(null, 'cost', 'import', 'templates/demo/costs.csv');
  await say(null, 'practice', 'advance', '2d');
  await mkdir(path.join(options.home, 'shops', 'play'), {recursive: true});
  await writeFile(path.join(options.home, 'shops', 'play', 'pricing.yaml'), RULES);
  await say('plan', 'reprice', '--dry-run');
  const priced = await say('written', 'reprice', '--yes');
  await say('plan-show', 'plan', 'show', priced);
  await say('written', 'price', 'set', 'STOMUG-SAND', '0.01', '--yes', '--override-bounds', '--accept-breaker');
  await say('written', 'run', 'undo', 'R-3', '--yes');
  await say('plan', 'run', 'undo', 'R-2', '--only', 'STOMUG-SAND', '--dry-run');
  await say('run-list', 'run', 'list', '--limit', '2');
  await say('run-show', 'run', 'show', 'R-3');
  await say('plan-list', 'plan', 'list');

  // A file that left and came back: one price changed on both sides, one row that can not be used.
  await say(null, 'listing', 'export', '--output', file('back.csv'));
  await say('written', 'price', 'adjust', '--by', '+1%', '--where', 'category=Mugs', '--yes');
  await writeFile(file('back.csv'), edited(await readFile(file('back.csv'), 'utf8')));
  await say('listing-import', 'listing', 'import', file('back.csv'), '--dry-run', '--on-error', 'skip-rows');
  await writeFile(file('nameless.csv'), NO_SKU);
  await say('listing-import', 'listing', 'import', file('nameless.csv'), '--key', 'handle', '--dry-run');

  // A plan in a file; one that the breaker stops.
  await say('plan', 'price', 'adjust', '--by', '+2%', '--plan-file', file('plan.json'));
  await say('plan-show', 'plan', 'show', file('plan.json'));
  await say('written', 'price', 'adjust', '--by', '-60%', '--override-bounds', '--yes');

  // A shop that stores something else, and then hears nothing; a folder. Then all three at once.
  const faulty = ['--set', 'catalogue=sample', '--set', 'faults=write:lie=1x'];
  await say(null, 'shop', 'add', 'liar', '--platform', 'practice', ...faulty);
  await mkdir(file('other'));
  await writeFile(path.join(file('other'), 'listings.csv'), LISTINGS);
  await say(null, 'shop', 'add', 'other', '--platform', 'folder', '--dir', file('other'), ...terms);
  await say(
    null,
    'shop',
    'add',
    'deaf',
    '--platform',
    'practice',
    '--set',
    'catalogue=sample',
    '--set',
    'faults=write:reset-before=100%',
  );
  await say(null, 'shop', 'pull');
  await say('written', 'price', 'adjust', '--by', '+3%', '--shop', 'liar', '--limit', '2', '--yes');
  await say('run-show', 'run', 'show', 'R-6');
  await say('batch', 'price', 'adjust', '--by', '+1%', '--dry-run');
  await say('batch', 'price', 'adjust', '--by', '+1%', '--limit', '1', '--yes');
  await atWork(options.home, 'deaf', async () => await say('run-list', 'run', 'list', '--shop', 'deaf'));
  await say('run', 'run', 'abandon');
  await say('shop-list', 'shop', 'list');
  await say('doctor', 'doctor');

  // One sheet for two shops.
  await say(null, 'listing', 'export', '--shop', 'play', '--shop', 'other', '--output', file('all.csv'));
  await say('listing-import-shops', 'listing', 'import', file('all.csv'), '--dry-run');

  // A promotion that starts and is cancelled.
  await say('promo-tick', 'promo', 'tick', '--yes');
  const mugs = ['--where', 'category=Mugs', '--to', '2099-01-01', '--yes'];
  await say(null, 'promo', 'add', '--shop', 'play', '--name', 'Mugs', '--percent', '5', ...mugs);
  await say(null, 'price', 'pin', 'ENAMUG-WHIT', '--shop', 'play');
  await say('promo-tick', 'promo', 'tick', '--shop', 'play', '--yes');
  await say('written', 'promo', 'cancel', 'PR-1', '--shop', 'play', '--yes');

  // A night with something to do, and one after an apply that was cut short.
  await say(null, 'practice', 'advance', '3d', '--shop', 'play');
  await say('written', 'price', 'adjust', '--by', '+3%', '--shop', 'deaf', '--limit', '2', '--yes');
  await say('nightly', 'nightly', '--yes');
  await say(null, 'pause', '--shop', 'other');
  await say('shop-list', 'shop', 'list');
  await say('report', 'report', 'sales', '--last', '7d', '--by', 'product', '--shop', 'play');
  const both = ['--shop', 'play', '--shop', 'liar', '--currency', 'EUR', '--rate', 'USD=0.92'];
  await say('report', 'report', 'kpi', ...both, '--output', file('kpi.json'));

  // Failures of usage and of input.
  await say(null, 'no', 'such', 'command');
  await say(null, 'price', 'set', 'MUG-01');
  await say(null, 'listing', 'import', file('missing.csv'), '--shop', 'play', '--dry-run');
  await say('listing-import', 'listing', 'import', file('back.csv'), '--shop', 'play', '--yes');
  await say('run', 'run', 'resume', 'R-99');
  return documents;
}

/** A price that the shop changed too, one below its floor, and one that is no price. */
function edited(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('ENAMUG-WHIT')) return line.replace(/,\d+\.\d\d,/u, ',21.00,');
      if (line.startsWith('BATBRU')) return line.replace(/,\d+\.\d\d,/u, ',0.50,');
      return line.startsWith('DESPLA') ? line.replace(/,\d+\.\d\d,/u, ',cheap,') : line;
    })
    .join('\n');
}

/** What no command can be made to print here, and why it is in a schema. */
const RESERVED = [
  // A promotion as the target of a change: platforms with promotions of their own.
  'results/common.schema.json/$defs/target/properties/key/properties/promotion',
  // Only a person at a terminal can decline.
  'results/common.schema.json/$defs/writtenPart/allOf/1/properties/declined',
];

describe('results with --json', () => {
  let documents: readonly Document[] = [];

  before(async () => {
    documents = await withFolder(liveThrough);
  });

  it('every command prints one envelope, with the exit code it ends with', () => {
    for (const {command, code, document} of documents) {
      expect(faults(fileOf('envelope'), document), command).to.deep.equal([]);
      const error = document['error'] as {readonly exit: number} | undefined;
      if (error !== undefined) expect(error.exit, command).to.equal(code);
    }
  });

  it('every result is what its schema says', () => {
    for (const {command, kind, document} of documents) {
      if (kind === null || document['result'] === undefined) continue;
      expect(faults(fileOf(kind), document['result']), command).to.deep.equal([]);
    }
  });

  it('schemas name nothing that does not occur', () => {
    const met = new Set<string>();
    for (const {kind, document} of documents) {
      meet(fileOf('envelope'), document, met);
      if (kind !== null && document['result'] !== undefined) meet(fileOf(kind), document['result'], met);
    }
    const results = [...SCHEMAS.keys()].filter((file) => file.startsWith('results/') || file === 'report.schema.json');
    const unmet = results.flatMap(propertiesOf).filter((place) => !met.has(place));
    expect(unmet).to.have.members(RESERVED);
  });
});
