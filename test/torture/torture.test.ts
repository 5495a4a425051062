import {expect} from 'chai';
import {SEED} from '../support/seed.js';
import {playStories} from './stories.js';
import {killsIn, told} from './tally.js';

describe('torture', () => {
  it('kills souk wherever it hurts: every change exactly once, and all of it taken back', async () => {
    process.stdout.write(`      SOUK_TEST_SEED=${SEED}\n`);
    const tally = await playStories({seed: SEED, kills: 50, lanes: 2});
    process.stdout.write(`      ${told(tally)}\n`);
    expect(killsIn(tally)).to.be.at.least(50);
  });
});
