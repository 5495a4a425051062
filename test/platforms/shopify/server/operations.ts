import {randomUUID} from 'node:crypto';
import {parse, validate} from 'graphql';
import {beginQuery} from './bulk-query.js';
import {type BulkOperation, isUnderWay} from './bulk-state.js';
import {FILES} from './files.js';
import {connection} from './shapes.js';
import {gid, type ShopState} from './state.js';
import {type BulkDesk, work} from './work.js';

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
    bulkOperationRunQuery: ({query, groupObjects}: {query: string; groupObjects: boolean}) => {
      const begun = beginQuery(desk, shop, query, groupObjects);
      if ('id' in begun) return {bulkOperation: shape(begun), userErrors: []};
      return {bulkOperation: null, userErrors: [{...begun, field: null}]};
    },
    bulkOperations: ({query, ...args}: {query?: string | null}) => {
      const wanted = /operation_type:(\w+)/u.exec(query ?? '')?.[1]?.toUpperCase();
      const those = bulk.operations.filter(({type}) => wanted === undefined || type === wanted);
      return connection(those.reverse().map(shape), args);
    },
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

function shapeOf({origin}: BulkDesk, operation: BulkOperation): object {
  const {id, file, type, status, errorCode, createdAt, results, found} = operation;
  const some = results.length > 0 ? `${origin}${FILES}${file}` : null;
  const url = status === 'COMPLETED' ? some : null;
  const partialDataUrl = status === 'FAILED' || status === 'CANCELED' ? some : null;
  const {objects, roots} = type === 'QUERY' ? found : {objects: results.length, roots: results.length};
  const counted = {objectCount: String(objects), rootObjectCount: String(roots)};
  return {id, status, errorCode, createdAt, url, partialDataUrl, type, ...counted};
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
  if (bulk.operations.filter((each) => each.type === 'MUTATION' && isUnderWay(each)).length >= bulk.speed.atOnce)
    return no('LIMIT_REACHED', 'Bulk operations limit reached. Please try again later.');
  const document = parse(mutation);
  if (validate(desk.contract.schema, document).length > 0) return no('INVALID_MUTATION', 'The mutation is invalid');
  const lines = file
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as object);
  const operation: BulkOperation = {
    id: gid(shop, 'BulkOperation'),
    type: 'MUTATION',
    file: `${randomUUID()}.jsonl`,
    createdAt: new Date().toISOString(),
    fault: bulk.faults.shift() ?? null,
    lines,
    results: [],
    status: 'CREATED',
    errorCode: null,
    found: {objects: 0, roots: 0},
  };
  bulk.operations.push(operation);
  void work(desk, shop, operation, document);
  return {bulkOperation: shapeOf(desk, operation), userErrors: []};
}
