import type {Patch} from '../patches.js';

/** How a feed stands (Feeds API 2021-06-30). */
export type FeedStatus = 'CANCELLED' | 'DONE' | 'FATAL' | 'IN_PROGRESS' | 'IN_QUEUE';

export interface WireFeed {
  readonly feedId: string;
  readonly processingStatus: FeedStatus;
  readonly resultFeedDocumentId?: string;
}

/** Where a document is put or found; the address is good for five minutes. */
export interface WireDocument {
  readonly feedDocumentId: string;
  readonly url: string;
}

/** One listing of a feed (JSON_LISTINGS_FEED, listings-feed-message-schema-v2). */
export interface FeedMessage {
  readonly messageId: number;
  readonly sku: string;
  readonly operationType: 'PATCH';
  readonly productType: string;
  readonly patches: readonly Patch[];
}

/** What Amazon says of a feed when it is through (listings-feed-processing-report-schema-v2), as far as it is read. */
export interface WireReport {
  readonly issues: readonly WireIssue[];
  readonly summary: {
    readonly messagesProcessed: number;
    readonly messagesAccepted: number;
    readonly messagesInvalid: number;
  };
}

/** `messageId` is absent where the fault is not one message's. */
export interface WireIssue {
  readonly messageId?: number;
  readonly code?: string;
  readonly severity: string;
  readonly message: string;
  readonly attributeName?: string;
}

/** Most messages of a feed, and most bytes that are advised (change of 6 May 2025; "Feeds API Best Practices"). */
export const FEED_ROWS = 25_000;
export const FEED_BYTES = 10_485_760;
