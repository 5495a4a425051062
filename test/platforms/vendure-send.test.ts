import {expect} from 'chai';
import fc from 'fast-check';
import type {Told} from '../../src/platforms/results.js';
import {newResults} from '../../src/platforms/results.js';
import type {Door} from '../../src/platforms/vendure/door.js';
import {cutRows, type Row, sendRows} from '../../src/platforms/vendure/send.js';
import {calm} from './contract/steps.js';

const UPDATE = {query: 'mutation', field: 'updated'};

/** A server that does an array whole or not at all, and has no such rows as these. */
function serverWithout(bad: ReadonlySet<string>, lost: ReadonlySet<string> = new Set()) {
  const done: string[] = [];
  const door: Door = {
    aliases: 50,
    ask: () => Promise.reject(new Error('nothing is asked')),
    tell: async (_, variables): Promise<Told> => {
      const ids = (variables as {input: {id: string}[]}).input.map(({id}) => id);
      if (ids.some((id) => lost.has(id))) return {kind: 'lost', code: 'RESET', message: 'cut off'};
      if (ids.some((id) => bad.has(id)))
        return {kind: 'refused', code: 'ENTITY_NOT_FOUND', message: 'no such row', field: 'updated'};
      done.push(...ids);
      return {kind: 'done', data: {updated: ids.map((id) => ({id}))}};
    },
  };
  return {door, done};
}

function rowsOf(count: number): readonly Row[] {
  return Array.from({length: count}, (_, i) => ({n: i + 1, id: `${i}`, input: {id: `${i}`}}));
}

describe('vendure: sending', () => {
  it('cuts by bytes and rows, loses nothing and changes no order', () => {
    const texts = fc.array(fc.string({unit: 'grapheme', maxLength: 400}), {maxLength: 60});
    fc.assert(
      fc.property(texts, fc.integer({min: 1, max: 20}), (rows, most) => {
        const cut = cutRows(rows, (text) => text, {bytes: 1000, rows: most});
        expect(cut.flat()).to.deep.equal(rows);
        for (const part of cut) {
          expect(part.length).to.be.within(1, most);
          const bytes = part.reduce((sum, text) => sum + Buffer.byteLength(JSON.stringify(text)) + 1, 0);
          expect(part.length === 1 || bytes <= 1000).to.equal(true);
        }
      }),
    );
  });

  it('does every good row, refuses every bad one, and sends none twice', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({min: 1, max: 250}),
        fc.uniqueArray(fc.integer({min: 0, max: 249}), {maxLength: 5}),
        async (count, picked) => {
          const bad = new Set(picked.map(String));
          const {door, done} = serverWithout(bad);
          const results = newResults();
          await sendRows(door, UPDATE, rowsOf(count), results, calm);
          const good = rowsOf(count).filter(({id}) => !bad.has(id ?? ''));
          expect(done.sort()).to.deep.equal(good.map(({id}) => id).sort());
          const states = new Map([...results.all()].map((outcome) => [outcome.n, outcome.state]));
          for (const {n, id} of rowsOf(count))
            expect(states.get(n)).to.equal(bad.has(id ?? '') ? 'rejected' : 'applied');
        },
      ),
    ));

  it('sends nothing again of which nobody knows', async () => {
    const {door, done} = serverWithout(new Set(), new Set(['0']));
    const results = newResults();
    await sendRows(door, UPDATE, rowsOf(150), results, calm);
    const states = [...results.all()].map(({state}) => state);
    expect(states.filter((state) => state === 'unknown')).to.have.length(100);
    expect(done).to.have.length(50);
  });
});
