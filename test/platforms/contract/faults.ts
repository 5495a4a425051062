import {expect} from 'chai';
import {liveFields, sameValue} from '../../../src/domain/change/fields.js';
import type {Change} from '../../../src/domain/change/types.js';
import type {LiveState, Outcome, Platform} from '../../../src/ports/platform.js';
import {type FaultKind, type MakeShop, USD, withShop} from './shop.js';
import {calm, change, createsOf, expectHolds, pullAll, push, pushAll, type Wish, wordsFor} from './steps.js';

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

/**
 * A hostile network: after reading back, every change is accounted for exactly once. `oneRequest` false: a push is several
 * requests there, of which the fault befalls one, so that what the others did is told as it is.
 */
export function faultContract(make: MakeShop, {oneRequest = true}: {readonly oneRequest?: boolean} = {}): void {
  const {wish, offer, offerTarget} = wordsFor(make);
  describe('when the network is hostile', () => {
    for (const kind of READ_FAULTS) {
      it(`pulls and reads through ${kind}`, () =>
        withShop(make, USD, async ({platform, fault}) => {
          const wishes = [wish('A1'), wish('A2'), wish('A3')];
          await pushAll(platform, createsOf(platform.capabilities, wishes));
          await fault?.(kind, 'read', 2);
          expect((await pullAll(platform, 'listings')).records).to.have.length(3);
          await fault?.(kind, 'read', 1);
          const read = await platform.read([offerTarget('a2', offer('A2'))], calm);
          expectHolds(platform.capabilities, read[0]?.listing, wish('A2'));
        }));
    }

    for (const kind of WRITE_FAULTS) {
      it(`accounts for every change once after ${kind}`, () =>
        withShop(make, USD, async ({platform, fault}) => {
          const old = [wish('A1'), wish('A2'), wish('A3')];
          await pushAll(platform, createsOf(platform.capabilities, old));
          const changes = work(make, platform, old);
          await fault?.(kind, 'write', 1);
          const outcomes = await push(platform, changes);
          if (oneRequest) expectFits(kind, outcomes);
          await settle(platform, changes, outcomes, kind === 'lie');
          await expectEnd(make, platform, kind === 'lie');
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

/** Three updates and two new products. */
function work(make: MakeShop, platform: Platform, old: readonly Wish[]): Change[] {
  const {wish, offer, offerTarget} = wordsFor(make);
  const updates = old.map(({listing, offers}, i) =>
    change(
      i + 1,
      offerTarget(listing.product, offers[0] ?? offer('A1')),
      'update',
      {price: `2${i}.50`},
      {price: '12.50'},
    ),
  );
  const fresh = createsOf(platform.capabilities, [wish('N1'), wish('N2')]);
  return [...updates, ...fresh.map((each) => ({...each, n: each.n + updates.length}))];
}

/** What a connector may say of each fault: never "applied" for what it can not know, never "planned" for what was sent. */
function expectFits(kind: FaultKind, outcomes: ReadonlyMap<number, Outcome>): void {
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
  for (const outcome of outcomes.values()) expect(allowed[kind], JSON.stringify(outcome)).to.include(outcome.state);
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

async function expectEnd(make: MakeShop, platform: Platform, lies: boolean): Promise<void> {
  const {wish} = wordsFor(make);
  const {records} = await pullAll(platform, 'listings');
  expect(records.map(({product}) => product).sort()).to.deep.equal(['a1', 'a2', 'a3', 'n1', 'n2']);
  expect(records.flatMap(({offers}) => offers.map(({sku}) => sku)).sort()).to.deep.equal([
    'A1',
    'A2',
    'A3',
    'N1',
    'N2',
  ]);
  if (lies) return;
  const held = new Map(records.map((each) => [each.product, each]));
  for (const [i, code] of ['A1', 'A2', 'A3'].entries()) {
    expectHolds(platform.capabilities, held.get(code.toLowerCase()), wish(code, 'USD', {price: 2050 + i * 100}));
  }
  for (const code of ['N1', 'N2']) expectHolds(platform.capabilities, held.get(code.toLowerCase()), wish(code));
}
