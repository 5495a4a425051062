import {existsSync} from 'node:fs';
import {expect} from 'chai';
import type {Logged} from './amazon/server/desk.js';
import {MODELS, sellers} from './amazon/shops.js';
import {contractSuite} from './contract.js';

/** Everything that any server of the suite has seen. */
const seen: Logged[] = [];

contractSuite(
  'amazon, at a server in another process',
  sellers(MODELS, (log) => seen.push(...log)),
  {orders: true, faults: true, creates: false},
);

describe('amazon: what was sent in the connector contract', () => {
  it('is what Amazon’s models have, and was answered by them', function () {
    if (!existsSync(MODELS)) {
      process.stdout.write('      no ../shared/contracts/amazon here: requests were not checked against the models\n');
      this.skip();
    }
    const calls = seen.filter(({operation}) => operation !== 'token');
    const wrong = calls.flatMap(({url, problems, answerProblems}) =>
      [...problems, ...answerProblems].map((text) => `${url}: ${text}`),
    );
    const names = [...new Set(calls.map(({operation}) => operation))].sort();
    for (const name of names) {
      const own = calls.filter(({operation}) => operation === name);
      const limited = own.filter(({status}) => status === 429).length;
      const checked = own.filter((each) => each.checked).length;
      process.stdout.write(`      ${name.padEnd(20)} ${checked} validated, ${limited} over the pace\n`);
    }
    expect(wrong).to.deep.equal([]);
    const used = ['getListingsItem', 'getOrderItems', 'getOrders', 'patchListingsItem', 'searchListingsItems'];
    expect(names).to.deep.equal(used);
  });
});
