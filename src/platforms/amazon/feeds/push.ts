import type {Outcome} from '../../../ports/platform.js';
import {refuseShop, shopFailure, tell, whyOf} from '../../answers.js';
import {type HttpAnswer, HttpFault} from '../../http.js';
import {Unsent} from '../../limited.js';
import {ATTEMPTS} from '../submit.js';
import {ended, type FeedDesk, followed, reportOf} from './desk.js';
import type {Note} from './notes.js';
import type {Feed} from './pack.js';
import {outcomesOf} from './report.js';
import {documentRequest, feedRequest, uploadRequest} from './requests.js';
import type {WireDocument, WireFeed} from './wire.js';

/** What came of a feed. `ends`: why nothing else need be sent. */
export interface Carried {
  readonly outcomes: readonly Outcome[];
  readonly ends?: unknown;
}

type Word = Omit<Exclude<Outcome, {state: 'applied'}>, 'n' | 'existingId'>;

const UNSENT: Word = {state: 'planned', code: 'NOT_SENT', message: 'not sent'};

/** Sends one feed, once, and follows it to its end: what is not known for certain then is unknown, and is read back. */
export async function carry(desk: FeedDesk, feed: Feed, signal: AbortSignal): Promise<Carried> {
  const {seller, files, notes, clock} = desk;
  let place: WireDocument;
  try {
    place = await tell<WireDocument>(seller.door, documentRequest(), 'url', signal, 201);
    const put = await files.send(uploadRequest(place.url, feed.text), signal);
    // Amazon's store of documents does not take it: one by one it goes all the same.
    if (put.status >= 300) return setAside(desk, feed, `the document was not taken: ${whyOf(put)}`);
  } catch (ends) {
    return {outcomes: all(feed, UNSENT), ends: shopFailure(seller.door.shop, ends)};
  }
  const note = await notes.begin(place.feedDocumentId, clock.real());
  let answer: HttpAnswer;
  try {
    answer = await created(desk, place.feedDocumentId, signal);
  } catch (error) {
    const lost = error instanceof HttpFault ? error.kind !== 'refused' : signal.aborted && !(error instanceof Unsent);
    if (!lost) await notes.end(note);
    const ends = error instanceof HttpFault && lost ? {} : {ends: shopFailure(seller.door.shop, error)};
    return {outcomes: all(feed, lost ? unknown('NO_ANSWER', 'no answer to the feed') : UNSENT), ...ends};
  }
  const {feedId} = (answer.body ?? {}) as {feedId?: unknown};
  if (answer.status === 202 && typeof feedId === 'string')
    return await followedThrough(desk, feed, await notes.taken(note, feedId), signal);
  if (answer.status >= 500 || answer.status < 300)
    return {outcomes: all(feed, unknown('SERVER_ERROR', `the feed: ${whyOf(answer)}`))};
  await notes.end(note);
  return setAside(desk, feed, `the feed was not taken: ${whyOf(answer)}`);
}

/** A feed that Amazon had no room for was not looked at; its turn comes again by the limiter, a few times. */
async function created({seller}: FeedDesk, documentId: string, signal: AbortSignal): Promise<HttpAnswer> {
  const {http, shop} = seller.door;
  for (let attempt = 1; ; attempt++) {
    const answer = await http.send(feedRequest(documentId, seller.marketplace), signal);
    refuseShop(shop, answer);
    if (answer.status !== 429 || attempt >= ATTEMPTS) return answer;
  }
}

async function followedThrough(desk: FeedDesk, feed: Feed, note: Note, signal: AbortSignal): Promise<Carried> {
  const feedId = note.feedId ?? '';
  try {
    const through = await followed(desk, () => ended(desk, feedId, signal), signal);
    if (through === null)
      return {outcomes: all(feed, unknown('FEED_LATE', `Amazon is still at work on feed ${feedId}`))};
    // The report can be asked for later as well, but rows can be read: the note has done its work.
    await desk.notes.end(note);
    return await judged(desk, feed, through, signal);
  } catch (ends) {
    return {outcomes: all(feed, unknown('FEED_NOT_FOLLOWED', `feed ${feedId} was not seen to its end`)), ends};
  }
}

async function judged(desk: FeedDesk, feed: Feed, through: WireFeed, signal: AbortSignal): Promise<Carried> {
  const {feedId, processingStatus, resultFeedDocumentId} = through;
  if (processingStatus === 'CANCELLED') {
    // Before it began, so nothing was done; and whoever did it would not have it sent again.
    const message = `feed ${feedId} was cancelled at Amazon before it began`;
    return {outcomes: all(feed, {state: 'rejected', code: 'FEED_CANCELLED', message})};
  }
  if (processingStatus === 'FATAL') {
    desk.broken = true;
    return {outcomes: all(feed, unknown('FEED_FATAL', `Amazon broke feed ${feedId} off: some of it may be done`))};
  }
  if (resultFeedDocumentId === undefined)
    return {outcomes: all(feed, unknown('REPORT_MISSING', `feed ${feedId} has no report`))};
  return {outcomes: outcomesOf(feed.letters, await reportOf(desk, resultFeedDocumentId, signal))};
}

/** Nothing of it was done, and no other feed is tried: the rows go one by one. */
function setAside(desk: FeedDesk, feed: Feed, message: string): Carried {
  desk.broken = true;
  return {outcomes: all(feed, {state: 'planned', code: 'FEED_REFUSED', message})};
}

function unknown(code: string, message: string): Word {
  return {state: 'unknown', code, message};
}

/** The same word for every row of a feed. */
export function all({letters}: Feed, word: Word): readonly Outcome[] {
  return [...letters.values()].flatMap(({ready}) => ready.map(({task: {n}}): Outcome => ({n, ...word})));
}
