import type {HttpRequest} from '../../http.js';

const FEEDS = '/feeds/2021-06-30/feeds';
const DOCUMENTS = '/feeds/2021-06-30/documents';
const TYPE = 'JSON_LISTINGS_FEED';
const JSON_TEXT = 'application/json; charset=UTF-8';

/** A place for a feed. One that is left unused does nothing, so it may be asked for again. */
export function documentRequest(): HttpRequest {
  return {method: 'POST', path: DOCUMENTS, body: {contentType: JSON_TEXT}, repeatable: true};
}

/** Puts a feed into its place, with the very content type that the place was asked for with: it is part of the signature. */
export function uploadRequest(url: string, text: string): HttpRequest {
  return {method: 'PUT', path: url, body: text, headers: {'content-type': JSON_TEXT}, repeatable: true};
}

/** Sets Amazon to work. Never sent twice blindly. */
export function feedRequest(documentId: string, marketplace: string): HttpRequest {
  const body = {feedType: TYPE, marketplaceIds: [marketplace], inputFeedDocumentId: documentId};
  return {method: 'POST', path: FEEDS, body, repeatable: false};
}

export function statusRequest(feedId: string): HttpRequest {
  return {method: 'GET', path: `${FEEDS}/${encodeURIComponent(feedId)}`, repeatable: true};
}

/** Feeds that were made since an instant and are not through. */
export function underWayRequest(since: number): HttpRequest {
  const query = `feedTypes=${TYPE}&processingStatuses=IN_QUEUE,IN_PROGRESS&pageSize=1`;
  const from = encodeURIComponent(new Date(since).toISOString());
  return {method: 'GET', path: `${FEEDS}?${query}&createdSince=${from}`, repeatable: true};
}

/** Where a report is. With the flag a packed one says so in its header, and is unpacked on the way. */
export function reportRequest(documentId: string): HttpRequest {
  const path = `${DOCUMENTS}/${encodeURIComponent(documentId)}?enableContentEncodingUrlHeader=true`;
  return {method: 'GET', path, repeatable: true};
}

/** Fetches a document from its address: a place of its own, where nobody signs in. */
export function downloadRequest(url: string): HttpRequest {
  return {method: 'GET', path: url, repeatable: true};
}
