import {parseArgs} from 'node:util';
import {playStories} from './stories.js';
import {killsIn, told, whereKilled} from './tally.js';

/** The long torture: `npm run torture -- --kills 1000 --lanes 2 --seed N`. With `--kills 1 --lanes 1` one story alone. */
const {values} = parseArgs({
  options: {
    kills: {type: 'string', default: '1000'},
    lanes: {type: 'string', default: '2'},
    seed: {type: 'string', default: process.env['SOUK_TEST_SEED'] ?? String(Date.now() % 1_000_000)},
  },
});
const [kills, lanes, seed] = [values.kills, values.lanes, values.seed].map(Number) as [number, number, number];
const begun = performance.now();
const minutes = () => ((performance.now() - begun) / 60_000).toFixed(1);
const say = (line: string) => process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
try {
  const tally = await playStories({
    seed,
    kills,
    lanes,
    onStory: (own, so) => say(`  story ${own}: well; ${killsIn(so)} kills so far, ${minutes()} min`),
  });
  say(told(tally));
  for (const line of whereKilled(tally)) say(line);
  say(`${minutes()} min`);
} catch (error) {
  say(error instanceof Error ? (error.stack ?? error.message) : String(error));
  say('Play that story again: npm run torture -- --kills 1 --lanes 1 --seed (its seed)');
  process.exitCode = 1;
}
