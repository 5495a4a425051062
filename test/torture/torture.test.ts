import {expect} from 'chai';
import {playStories} from './stories.js';
import {killsIn, told} from './tally.js';

describe('torture', () => {
  it('kills souk wherever it hurts: every change exactly once, and all of it taken back', async () => {
    const seed = Number(process.env['SOUK_TEST_SEED'] ?? Date.now() % 1_000_000);
    process.stdout.write(`      SOUK_TEST_SEED=${seed}\n`);
    const tally = await playStories({seed, kills: 50, lanes: 2});
    process.stdout.write(`      ${told(tally)}\n`);
    expect(killsIn(tally)).to.be.at.least(50);
  }).timeout(900_000);
});
