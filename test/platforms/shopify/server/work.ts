import {type DocumentNode, execute} from 'graphql';
import type {Tally} from './api.js';
import {type BulkOperation, isUnderWay} from './bulk-state.js';
import {rootOf} from './root.js';
import type {Contract} from './schema.js';
import type {ShopState} from './state.js';
import {deniedOf, selectionOf} from './toll.js';

/** What bulk operations need beside the shop: the schema, the server's own address, and the count of what fits. */
export interface BulkDesk {
  readonly contract: Contract;
  readonly origin: string;
  readonly tally: Tally;
}

/** How often the lines that are due are worked off, in ms. */
const TICK_MS = 20;

/** Works a line at a time, at the shop's pace, whoever waits for it. */
export async function work(
  desk: BulkDesk,
  shop: ShopState,
  operation: BulkOperation,
  document: DocumentNode,
): Promise<void> {
  const {bulk} = shop;
  const began = Date.now() + bulk.speed.beginMs;
  const {fault, lines} = operation;
  const last = fault === 'failed' || fault === 'canceled' ? Math.floor(lines.length / 2) : lines.length;
  for (let at = 0; at < last; ) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const due = Math.min(last, Math.floor(((Date.now() - began) * bulk.speed.linesPerSecond) / 1000));
    for (; at < due && isUnderWay(operation) && operation.status !== 'CANCELING'; at++) {
      operation.status = 'RUNNING';
      await runLine(desk, shop, operation, document, at);
    }
    if (operation.status === 'CANCELING' || operation.status === 'FAILED') break;
  }
  finish(operation);
}

async function runLine(
  {contract, tally}: BulkDesk,
  shop: ShopState,
  operation: BulkOperation,
  document: DocumentNode,
  at: number,
): Promise<void> {
  const variables = operation.lines[at] as Readonly<Record<string, unknown>>;
  if (deniedOf(contract, shop, selectionOf(contract.schema, document, variables)) !== null) {
    operation.status = 'FAILED';
    operation.errorCode = 'ACCESS_DENIED';
    return;
  }
  const result = await execute({
    schema: contract.schema,
    document,
    rootValue: rootOf(shop),
    variableValues: variables,
  });
  const [definition] = document.definitions;
  const name = definition !== undefined && 'name' in definition ? (definition.name?.value ?? '?') : '?';
  const row = tally.get(name) ?? {fits: 0, fitsNot: 0};
  row.fits += 1;
  tally.set(name, row);
  shop.log.push({name, variables, errors: result.errors?.length ?? 0, bulk: operation.id});
  // The order of the results is nobody's promise: each says its line.
  operation.results.unshift(`${JSON.stringify({...result, __lineNumber: at})}\n`);
}

function finish(operation: BulkOperation): void {
  const {fault, results} = operation;
  const [first = '', second = ''] = results;
  if (fault === 'silent') results.shift();
  if (fault === 'twice') results.push(JSON.stringify({...JSON.parse(second), __lineNumber: lineOf(first)}));
  // A file that was cut off ends in the middle of a line.
  if (fault === 'failed') results.splice(0, 1, ...[first.slice(0, 20)]);
  if (fault === 'failed') results.reverse();
  if (operation.status === 'FAILED') return;
  if (operation.status === 'CANCELING' || fault === 'canceled') operation.status = 'CANCELED';
  else if (fault === 'failed') {
    operation.status = 'FAILED';
    operation.errorCode = 'INTERNAL_SERVER_ERROR';
  } else operation.status = fault === 'expired' ? 'EXPIRED' : 'COMPLETED';
}

function lineOf(line: string): number {
  return (JSON.parse(line) as {__lineNumber: number}).__lineNumber;
}
