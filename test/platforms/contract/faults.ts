import {expect} from 'chai';
import {liveFields, sameValue} from '../../../src/domain/change/fields.js';
import type {Change} from '../../../src/domain/change/types.js';
import type {LiveState, Outcome, Platform} from '../../../src/ports/platform.js';
import {type FaultKind, type MakeShop, USD, withShop} from './shop.js';
import {
  calm,
  change,
  createsOf,
  offerTarget as exactTarget,
  expectHolds,
  pullAll,
  push,
  pushAll,
  seed,
  type Wish,
  wordsFor,
} from './steps.js';

const WRITE_FAULTS: readonly FaultKind[] = [
  'limited',
  'server-error',
  'timeout',
  'reset-before',
  'reset-after',
  'half',
  'duplicate',
  'lie',
  'wrong-body',
];
const READ_FAULTS: readonly FaultKind[] = ['limited', 'server-error', 'timeout', 'reset-before', 'wrong-body'];

/** What a platform makes, and how it is asked. */
interface Way {
  readonly creates: boolean;
  /** False: a push is several requests, of which the fault befalls one; what the others did is told as it is. */
  readonly oneRequest: boolean;
}

/** A hostile network: after reading back, every change is accounted for exactly once. */
export function faultContract(make: MakeShop, {creates, oneRequest}: Way): void {
  const {wish, offer, offerTarget} = wordsFor(make);
  describe('when the network is hostile', () => {
    for (const kind of READ_FAULTS) {
      it(`pulls and reads through ${kind}`, () =>
        withShop(make, USD, async (shop) => {
          const {platform, fault} = shop;
          await seed(shop, [wish('A1'), wish('A2'), wish('A3')]);
          await fault?.(kind, 'read', 2);
          expect((await pullAll(platform, 'listings')).records).to.have.length(3);
          await fault?.(kind, 'read', 1);
          const read = await platform.read([offerTarget('a2', offer('A2'))], calm);
          expectHolds(platform.capabilities, read[0]?.listing, wish('A2'));
        }));
    }

    for (const kind of WRITE_FAULTS) {
      it(`accounts for every change once after ${kind}`, () =>
        withShop(make, USD, async (shop) => {
          const {platform, fault} = shop;
          const old = [wish('A1'), wish('A2'), wish('A3')];
          await seed(shop, old);
          const fresh = creates ? [wish('N1'), wish('N2')] : [];
          const changes = work(platform, old, fresh);
          await fault?.(kind, 'write', 1);
          const outcomes = await push(platform, changes);
          expectFits(kind, outcomes, oneRequest);
          await settle(platform, changes, outcomes, kind === 'lie');
          await expectEnd(platform, kind === 'lie', {
            old: ['A1', 'A2', 'A3'].map((code, i) => wish(code, 'USD', {price: 2050 + i * 100})),
            fresh,
          });
        }));
    }

    it('gives up on a shop that does not answer, as unreachable', () =>
      withShop(make, USD, async ({platform, fault}) => {
        await fault?.('server-error', 'read', 50);
        let thrown: unknown;
        try {
          await pullAll(platform, 'listings');
        } catch (error) {
          thrown = error;
        }
        expect(thrown).to.have.property('category', 'unreachable');
      }));
  });
}

/** Three updates, and new products where the platform makes any. */
function work(platform: Platform, old: readonly Wish[], fresh: readonly Wish[]): Change[] {
  const updates = old.map(({listing, offers}, i) =>
    change(
      i + 1,
      exactTarget(listing.product, offers[0] ?? {sku: null, options: []}),
      'update',
      {price: `2${i}.50`},
      {price: '12.50'},
    ),
  );
  const made = createsOf(platform.capabilities, fresh);
  return [...updates, ...made.map((each) => ({...each, n: each.n + updates.length}))];
}

/** What a connector may say of each fault: never "applied" for what it can not know, never "planned" for what was sent. */
function expectFits(kind: FaultKind, outcomes: ReadonlyMap<number, Outcome>, oneRequest: boolean): void {
  const allowed: Readonly<Record<FaultKind, readonly Outcome['state'][]>> = {
    limited: ['planned', 'applied'],
    'server-error': ['unknown', 'planned'],
    timeout: ['unknown'],
    'reset-before': ['unknown'],
    'reset-after': ['unknown'],
    half: ['unknown', 'applied', 'planned'],
    duplicate: ['applied'],
    lie: ['applied'],
    'wrong-body': ['unknown'],
  };
  const said = [...outcomes.values()];
  expect(
    said.some(({state}) => allowed[kind].includes(state)),
    JSON.stringify(said),
  ).to.equal(true);
  // Of several requests the others were done, or not sent any more.
  const fine = oneRequest ? allowed[kind] : [...allowed[kind], 'applied', 'planned'];
  for (const outcome of said) expect(fine, JSON.stringify(outcome)).to.include(outcome.state);
}

/** What the run engine does with outcomes: read back unknowns, send again only what is surely not there. */
async function settle(
  platform: Platform,
  changes: readonly Change[],
  outcomes: ReadonlyMap<number, Outcome>,
  lies: boolean,
): Promise<void> {
  const live = await platform.read(
    changes.map(({target}) => target),
    calm,
  );
  const again: Change[] = [];
  let mismatched = 0;
  changes.forEach((each, i) => {
    const outcome = outcomes.get(each.n);
    const state = live[i];
    const holds = state !== undefined && holdsAll(each, state);
    if (outcome?.state === 'applied') {
      if (!holds) mismatched++;
      return;
    }
    expect(outcome?.state, JSON.stringify(outcome)).to.be.oneOf(['unknown', 'planned']);
    if (holds) expect(outcome?.state, 'done, though said to be surely not done').to.equal('unknown');
    else again.push(each);
  });
  expect(mismatched > 0, 'only a lie leaves an applied change that is not there').to.equal(lies);
  if (again.length > 0) await pushAll(platform, again);
}

function holdsAll({target, fields}: Change, {listing, offer: each}: LiveState): boolean {
  const live = listing === null ? null : liveFields(target, {listing, ...(each === null ? {} : {offer: each})});
  if (live === null) return false;
  return Object.entries(fields).every(([name, {after}]) => name === 'stock' || sameValue(live[name] ?? null, after));
}

/** What the shop must hold when all is done: nothing lost, nothing twice, and unless the shop lied all as wished. */
async function expectEnd(
  platform: Platform,
  lies: boolean,
  {old, fresh}: {readonly old: readonly Wish[]; readonly fresh: readonly Wish[]},
): Promise<void> {
  const {records} = await pullAll(platform, 'listings');
  const wished = [...old, ...fresh];
  expect(records.map(({product}) => product).sort()).to.deep.equal(wished.map(({listing}) => listing.product).sort());
  const skus = (all: readonly {readonly offers: readonly {readonly sku: string | null}[]}[]) =>
    all.flatMap(({offers}) => offers.map(({sku}) => sku)).sort();
  expect(skus(records)).to.deep.equal(skus(wished));
  if (lies) return;
  const held = new Map(records.map((each) => [each.product, each]));
  for (const each of wished) expectHolds(platform.capabilities, held.get(each.listing.product), each);
}
