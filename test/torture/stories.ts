import {playStory} from './story.js';
import {killsIn, newTally, type Tally} from './tally.js';

/** How much there is to suffer. */
export interface Torture {
  /** Of the first story; the next one has the next seed, so that each can be played again alone. */
  readonly seed: number;
  /** Stories are begun until there were so many kills. */
  readonly kills: number;
  /** Stories that are played side by side. */
  readonly lanes: number;
  /** Told of each story that ended well. */
  readonly onStory?: (seed: number, tally: Tally) => void;
}

/** Most kills in one step of a story. */
const MOST = 8;

/** Plays stories side by side until there were kills enough; the first that fails ends it all. */
export async function playStories({seed, kills, lanes, onStory}: Torture): Promise<Tally> {
  const tally = newTally();
  let next = seed;
  let failed = false;
  const lane = async () => {
    while (!failed && killsIn(tally) < kills) {
      const own = next;
      next += 1;
      try {
        await playStory(own, MOST, tally);
      } catch (error) {
        failed = true;
        throw error;
      }
      onStory?.(own, tally);
    }
  };
  const ended = await Promise.allSettled(Array.from({length: lanes}, lane));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return tally;
}
