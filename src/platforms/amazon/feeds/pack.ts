import type {Ready} from '../write.js';
import {FEED_BYTES, FEED_ROWS, type FeedMessage} from './wire.js';

/** One listing to change, with the rows that wish it. */
export interface Letter {
  readonly sku: string;
  readonly productType: string;
  readonly ready: readonly Ready[];
}

/** A feed as it is sent, and whose each message is. */
export interface Feed {
  readonly text: string;
  readonly letters: ReadonlyMap<number, Letter>;
}

/** Packs letters into as few feeds as Amazon's limits allow. A letter that alone is too large goes alone. */
export function packed(letters: readonly Letter[], seller: string, issueLocale: string): readonly Feed[] {
  const header = JSON.stringify({sellerId: seller, version: '2.0', issueLocale});
  const feeds: Feed[] = [];
  let texts: string[] = [];
  let inside = new Map<number, Letter>();
  let bytes = 0;
  const close = () => {
    if (inside.size > 0) feeds.push({text: `{"header":${header},"messages":[${texts.join(',')}]}`, letters: inside});
    [texts, inside, bytes] = [[], new Map(), header.length + 50];
  };
  close();
  for (const letter of letters) {
    const body = JSON.stringify(bodyOf(letter)).slice(1);
    const size = Buffer.byteLength(body) + 32;
    if (inside.size >= FEED_ROWS || bytes + size > FEED_BYTES) close();
    const messageId = inside.size + 1;
    texts.push(`{"messageId":${messageId},${body}`);
    inside.set(messageId, letter);
    bytes += size;
  }
  close();
  return feeds;
}

function bodyOf({sku, productType, ready}: Letter): Omit<FeedMessage, 'messageId'> {
  return {sku, operationType: 'PATCH', productType, patches: ready.flatMap(({patches}) => patches)};
}
