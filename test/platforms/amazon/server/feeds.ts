import type {Desk} from './desk.js';
import {type Answer, type Asked, listOf, refusedWith} from './operations.js';
import {changed, type Submission} from './patch.js';
import {type KeptFeed, STORE, type State} from './state.js';

interface Message extends Submission {
  readonly messageId: number;
  readonly sku: string;
  readonly operationType: string;
}

interface ReportIssue {
  readonly messageId?: number;
  readonly sku?: string;
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly attributeName?: string;
}

/** Where a document lies: an address that is good by itself. */
function addressOf({origin}: State, id: string): string {
  return `${origin}/files/${id}`;
}

export function createDocument(state: State, {body}: Asked): Answer {
  const feedDocumentId = `amzn1.tortuga.4.na.${state.documents.size + 1}`;
  const {contentType} = body as {contentType: string};
  state.documents.set(feedDocumentId, {text: null, contentType, packed: false});
  return {status: 201, body: {feedDocumentId, url: addressOf(state, feedDocumentId)}};
}

export function createFeed(state: State, {body}: Asked): Answer {
  const {feedType, marketplaceIds, inputFeedDocumentId} = body as Record<string, unknown>;
  const document = state.documents.get(String(inputFeedDocumentId));
  if (feedType !== 'JSON_LISTINGS_FEED' || String(marketplaceIds) !== STORE)
    return refusedWith(400, 'InvalidInput', 'This feed type is not supported here');
  if (document === undefined || document.text === null)
    return refusedWith(400, 'InvalidInput', 'The document has no contents');
  const feed = {
    feedId: String(50_000 + state.feeds.length),
    document: String(inputFeedDocumentId),
    createdTime: new Date().toISOString(),
    dueAt: Date.now() + state.feedMs,
    processingStatus: 'IN_QUEUE',
    result: null,
  };
  state.feeds.push(feed);
  return {status: 202, body: {feedId: feed.feedId}};
}

export function getFeed(desk: Desk, {path}: Asked): Answer {
  advance(desk);
  const feed = desk.state.feeds.find(({feedId}) => feedId === path['feedId']);
  return feed === undefined ? refusedWith(404, 'NotFound', 'No such feed') : {status: 200, body: wireOf(feed)};
}

export function getFeeds(desk: Desk, {query}: Asked): Answer {
  advance(desk);
  const wanted = new Set(listOf(query['processingStatuses']));
  const since = query['createdSince'] ?? '';
  const feeds = desk.state.feeds.filter(
    (feed) =>
      wanted.has(feed.processingStatus) && feed.createdTime >= since && query['feedTypes'] === 'JSON_LISTINGS_FEED',
  );
  return {status: 200, body: {feeds: feeds.slice(0, Number(query['pageSize'] ?? 10)).map(wireOf)}};
}

export function getDocument(state: State, {path}: Asked): Answer {
  const feedDocumentId = path['feedDocumentId'] ?? '';
  const document = state.documents.get(feedDocumentId);
  if (document === undefined) return refusedWith(404, 'NotFound', 'No such document');
  const compressed = document.packed ? {compressionAlgorithm: 'GZIP'} : {};
  return {status: 200, body: {feedDocumentId, url: addressOf(state, feedDocumentId), ...compressed}};
}

function wireOf({feedId, createdTime, processingStatus, result}: KeptFeed): object {
  return {
    ...{feedId, feedType: 'JSON_LISTINGS_FEED', marketplaceIds: [STORE], createdTime, processingStatus},
    ...(result === null ? {} : {resultFeedDocumentId: result}),
  };
}

/** Feeds are worked through one after the other, when they are due. */
export function advance(desk: Desk): void {
  const {state} = desk;
  for (const feed of state.feeds) {
    if (feed.processingStatus !== 'IN_QUEUE' && feed.processingStatus !== 'IN_PROGRESS') continue;
    if (state.feedFate === 'stuck' || feed.dueAt > Date.now()) {
      feed.processingStatus = 'IN_PROGRESS';
      return;
    }
    work(desk, feed);
  }
}

function work({state, models, log}: Desk, feed: KeptFeed): void {
  const fate = state.feedFate;
  state.feedFate = '';
  const given = JSON.parse(state.documents.get(feed.document)?.text ?? 'null') as {
    readonly header: {readonly sellerId: string};
    readonly messages: readonly Message[];
  };
  const problems = models?.feedProblems('feed', given) ?? [];
  if (fate === 'cancelled') feed.processingStatus = 'CANCELLED';
  if (problems.length > 0) feed.processingStatus = 'FATAL';
  const upTo = fate === 'fatal' ? Math.ceil(given.messages.length / 2) : given.messages.length;
  const issues =
    fate === 'cancelled' || problems.length > 0
      ? []
      : given.messages.slice(0, upTo).flatMap((message) => issuesOf(state, message));
  if (fate === 'fatal') feed.processingStatus = 'FATAL';
  const invalid = new Set(issues.map(({messageId}) => messageId)).size;
  const sums = {
    errors: issues.length,
    warnings: 0,
    messagesProcessed: given.messages.length - (fate === 'wrong-sums' ? 1 : 0),
    messagesAccepted: given.messages.length - invalid,
    messagesInvalid: invalid,
  };
  const report = {
    header: {sellerId: given.header.sellerId, version: '2.0', feedId: feed.feedId},
    // Not in the order in which they were sent.
    issues: issues.toReversed(),
    summary: sums,
  };
  const answerProblems = models?.feedProblems('report', report) ?? [];
  log.push({
    at: Date.now(),
    operation: 'file',
    url: feed.document,
    status: 0,
    checked: models !== null,
    problems,
    answerProblems,
  });
  if (feed.processingStatus === 'CANCELLED' || feed.processingStatus === 'FATAL') return;
  feed.processingStatus = 'DONE';
  feed.result = `${feed.document}.report`;
  const contentType = 'application/json; charset=UTF-8';
  state.documents.set(feed.result, {text: JSON.stringify(report), contentType, packed: fate === 'packed'});
}

function issuesOf(state: State, message: Message): readonly ReportIssue[] {
  const {messageId, sku} = message;
  const kept = state.listings.get(sku);
  const error = (code: string, text: string, attributeName?: string): ReportIssue => ({
    ...{messageId, sku, code, severity: 'ERROR', message: text},
    ...(attributeName === undefined ? {} : {attributeName}),
  });
  if (kept === undefined) return [error('13013', 'This SKU does not exist.')];
  const issues = changed(state, kept, message, true);
  if (issues === null) return [error('4000003', 'Only top-level attributes can be patched')];
  return issues.map(({code, message: text, attributeNames}) => error(code, text, attributeNames[0]));
}
