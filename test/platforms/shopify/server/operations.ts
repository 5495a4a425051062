import {randomUUID} from 'node:crypto';
import {type DocumentNode, execute, parse, validate} from 'graphql';
import type {Tally} from './api.js';
import {type BulkOperation, isUnderWay} from './bulk-state.js';
import {FILES} from './files.js';
import {rootOf} from './root.js';
import type {Contract} from './schema.js';
import {connection} from './shapes.js';
import {gid, type ShopState} from './state.js';
import {deniedOf, selectionOf} from './toll.js';

/** What bulk operations need beside the shop: the schema, the server's own address, and the count of what fits. */
export interface BulkDesk {
  readonly contract: Contract;
  readonly origin: string;
  readonly tally: Tally;
}

/** Staged uploads and bulk mutations, as part of what requests are answered from. */
export function bulkRoot(desk: BulkDesk, shop: ShopState): Record<string, unknown> {
  const {bulk} = shop;
  const shape = (operation: BulkOperation) => shapeOf(desk, operation);
  const find = (id: string) => bulk.operations.find((each) => each.id === id);
  return {
    stagedUploadsCreate: ({input}: {input: readonly {resource: string; filename: string}[]}) => ({
      stagedTargets: input.map(({filename}) => {
        const key = `tmp/${randomUUID()}/${filename}`;
        bulk.uploads.set(key, null);
        const parameters = [
          {name: 'Content-Type', value: 'text/jsonl'},
          {name: 'success_action_status', value: '201'},
          {name: 'acl', value: 'private'},
          {name: 'key', value: key},
          {name: 'policy', value: `signed ${key}`},
        ];
        return {url: `${desk.origin}${FILES}`, resourceUrl: null, parameters};
      }),
      userErrors: [],
    }),
    bulkOperationRunMutation: (order: Order) => begin(desk, shop, order),
    bulkOperation: ({id}: {id: string}) => {
      const found = find(id);
      return found === undefined ? null : shape(found);
    },
    bulkOperations: (args: object) => connection([...bulk.operations].reverse().map(shape), args),
    bulkOperationCancel: ({id}: {id: string}) => {
      const found = find(id);
      if (found === undefined || !isUnderWay(found))
        return {bulkOperation: null, userErrors: [{field: ['id'], message: 'It is not under way'}]};
      found.status = 'CANCELING';
      return {bulkOperation: shape(found), userErrors: []};
    },
  };
}

interface Order {
  readonly mutation: string;
  readonly stagedUploadPath: string;
}

function shapeOf({origin}: BulkDesk, {id, file, status, errorCode, createdAt, results}: BulkOperation): object {
  const some = results.length > 0 ? `${origin}${FILES}${file}` : null;
  const url = status === 'COMPLETED' ? some : null;
  const partialDataUrl = status === 'FAILED' || status === 'CANCELED' ? some : null;
  const counted = {objectCount: String(results.length), rootObjectCount: String(results.length)};
  return {id, status, errorCode, createdAt, url, partialDataUrl, type: 'MUTATION', ...counted};
}

function begin(desk: BulkDesk, shop: ShopState, {mutation, stagedUploadPath}: Order): object {
  const {bulk} = shop;
  const no = (code: string, message: string) => ({bulkOperation: null, userErrors: [{code, field: null, message}]});
  const file = bulk.uploads.get(stagedUploadPath) ?? null;
  if (file === null) return no('NO_SUCH_FILE', 'The JSONL file could not be found');
  if (bulk.faults[0] === 'busy') {
    bulk.faults.shift();
    return no('OPERATION_IN_PROGRESS', 'A bulk mutation operation for this app and shop is already in progress');
  }
  if (bulk.operations.filter(isUnderWay).length >= bulk.speed.atOnce)
    return no('LIMIT_REACHED', 'Bulk operations limit reached. Please try again later.');
  const document = parse(mutation);
  if (validate(desk.contract.schema, document).length > 0) return no('INVALID_MUTATION', 'The mutation is invalid');
  const lines = file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as object);
  const operation: BulkOperation = {
    id: gid(shop, 'BulkOperation'),
    file: `${randomUUID()}.jsonl`,
    createdAt: new Date().toISOString(),
    fault: bulk.faults.shift() ?? null,
    lines,
    results: [],
    status: 'CREATED',
    errorCode: null,
  };
  bulk.operations.push(operation);
  void work(desk, shop, operation, document);
  return {bulkOperation: shapeOf(desk, operation), userErrors: []};
}

/** How often the lines that are due are worked off, in ms. */
const TICK_MS = 20;

/** Works a line at a time, at the shop's pace, whoever waits for it. */
async function work(desk: BulkDesk, shop: ShopState, operation: BulkOperation, document: DocumentNode): Promise<void> {
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
