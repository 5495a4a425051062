import {tell, unreachable} from '../../answers.js';
import {ended, type FeedDesk, followed} from './desk.js';
import type {Note} from './notes.js';
import {underWayRequest} from './requests.js';
import type {WireFeed} from './wire.js';

/** The seller's clock may be so far before Amazon's. */
const SKEW_MS = 5 * 60_000;
/** A feed of so many ms ago is through, whatever became of it: Amazon's worst days take eight hours. */
const OLD_MS = 3 * 86_400_000;

/**
 * Waits for feeds that an earlier push, or a process that was killed, left under way: what a listing holds says nothing
 * before that. A feed of which it is not known whether it was taken is waited for with all that are under way since.
 *
 * @throws KnownError unreachable when Amazon is not through in an hour: nothing may be read or sent till then.
 */
export async function settleFeeds(desk: FeedDesk, signal: AbortSignal): Promise<void> {
  for (const note of await desk.notes.all()) {
    // One that has no name yet may need a moment to be told of.
    const through = await followed(
      desk,
      () => isThrough(desk, note, signal),
      signal,
      note.feedId === null ? undefined : 0,
    );
    if (through === null) {
      const feed = note.feedId === null ? 'a feed' : `feed ${note.feedId}`;
      throw unreachable(desk.seller.door.shop, `Amazon is still at work on ${feed}: try again later`);
    }
    await desk.notes.end(note);
  }
}

async function isThrough(desk: FeedDesk, {feedId, since}: Note, signal: AbortSignal): Promise<true | null> {
  // Amazon keeps feeds for a while, and another application is not told of them.
  if (desk.clock.real() - since > OLD_MS) return true;
  if (feedId !== null) return (await ended(desk, feedId, signal)) === null ? null : true;
  const request = underWayRequest(since - SKEW_MS);
  const {feeds} = await tell<{readonly feeds: readonly WireFeed[]}>(desk.seller.door, request, 'feeds', signal);
  return feeds.length === 0 ? true : null;
}
