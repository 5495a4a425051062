import {randomUUID} from 'node:crypto';
import {type DocumentNode, execute, Kind, parse, validate, visit} from 'graphql';
import {type BulkOperation, isUnderWay} from './bulk-state.js';
import {rootOf} from './root.js';
import {gid, type ShopState} from './state.js';
import {deniedOf, selectionOf} from './toll.js';
import type {BulkDesk} from './work.js';

/** Connections of one bulk query, and how deep they stand in each other (shopify.dev, bulkOperationRunQuery). */
const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

type Refused = {readonly code: string; readonly message: string};

/** Begins a bulk query, where Shopify would. */
export function beginQuery(desk: BulkDesk, shop: ShopState, query: string, grouped: boolean): BulkOperation | Refused {
  const {bulk} = shop;
  if (bulk.faults[0] === 'busy') {
    bulk.faults.shift();
    return {code: 'OPERATION_IN_PROGRESS', message: 'A bulk query operation for this app and shop is in progress'};
  }
  if (bulk.operations.filter((each) => each.type === 'QUERY' && isUnderWay(each)).length >= bulk.speed.atOnce)
    return {code: 'LIMIT_REACHED', message: 'Bulk operations limit reached. Please try again later.'};
  const document = parse(query);
  const connections = connectionsOf(document);
  const fits = validate(desk.contract.schema, document).length === 0;
  const row = desk.tally.get('SoukWholeShop') ?? {fits: 0, fitsNot: 0};
  row[fits ? 'fits' : 'fitsNot'] += 1;
  desk.tally.set('SoukWholeShop', row);
  if (!fits || connections.length === 0 || connections.length > MOST_CONNECTIONS || Math.max(...connections) > DEEPEST)
    return {code: 'INVALID', message: 'Bulk query is not valid'};
  const operation: BulkOperation = {
    id: gid(shop, 'BulkOperation'),
    type: 'QUERY',
    file: `${randomUUID()}.jsonl`,
    createdAt: new Date().toISOString(),
    fault: bulk.faults.shift() ?? null,
    lines: [],
    results: [],
    status: 'CREATED',
    errorCode: null,
    found: {objects: 0, roots: 0},
  };
  bulk.operations.push(operation);
  void find(desk, shop, operation, document, grouped);
  return operation;
}

/** How deep each connection of the query stands: 1 where it is in no other. */
function connectionsOf(document: DocumentNode): readonly number[] {
  const depths: number[] = [];
  let depth = 0;
  visit(document, {
    Field: {
      enter: (node) => {
        if (node.selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'edges'))
          depths.push(++depth);
      },
      leave: (node) => {
        if (node.selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'edges'))
          depth -= 1;
      },
    },
  });
  return depths;
}

interface Found {
  readonly line: Readonly<Record<string, unknown>>;
  readonly root: boolean;
}

async function find(
  desk: BulkDesk,
  shop: ShopState,
  operation: BulkOperation,
  document: DocumentNode,
  grouped: boolean,
): Promise<void> {
  const {speed} = shop.bulk;
  await new Promise((resolve) => setTimeout(resolve, speed.beginMs));
  if (deniedOf(desk.contract, shop, selectionOf(desk.contract.schema, document, {})) !== null) {
    Object.assign(operation, {status: 'FAILED', errorCode: 'ACCESS_DENIED'});
    return;
  }
  if (operation.status === 'CREATED') operation.status = 'RUNNING';
  // What is asked for of a connection in bulk is all of it.
  const whole = visit(document, {
    Field: (node) =>
      node.selectionSet?.selections.some((each) => each.kind === Kind.FIELD && each.name.value === 'edges')
        ? {...node, arguments: [...(node.arguments ?? []), EVERYTHING]}
        : undefined,
  });
  const {data, errors} = await execute({schema: desk.contract.schema, document: whole, rootValue: rootOf(shop)});
  if (errors !== undefined) throw errors[0];
  const found = [...linesOf(data as Tree, null)];
  const due = Date.now() + (1000 * found.length) / speed.objectsPerSecond;
  while (Date.now() < due && isUnderWay(operation) && operation.status !== 'CANCELING')
    await new Promise((resolve) => setTimeout(resolve, Math.min(20, due - Date.now())));
  finish(
    shop,
    operation,
    grouped ? found : [...found.filter(({root}) => root), ...found.filter(({root}) => !root).reverse()],
  );
}

const EVERYTHING = {
  kind: Kind.ARGUMENT,
  name: {kind: Kind.NAME, value: 'first'},
  value: {kind: Kind.INT, value: '1000000000'},
} as const;

type Tree = Readonly<Record<string, unknown>>;

/** Each node of a connection is a line of its own, without the connections in it, and says in whom it was. */
function* linesOf(tree: Tree, parent: string | null): Iterable<Found> {
  for (const value of Object.values(tree)) {
    if (!isConnection(value)) continue;
    for (const {node} of value.edges) {
      const own = Object.entries(node).filter(([, each]) => !isConnection(each));
      yield {
        line: {...Object.fromEntries(own), ...(parent === null ? {} : {__parentId: parent})},
        root: parent === null,
      };
      yield* linesOf(node, String(node['id']));
    }
  }
}

function isConnection(value: unknown): value is {readonly edges: readonly {readonly node: Tree}[]} {
  return typeof value === 'object' && value !== null && 'edges' in value;
}

function finish(shop: ShopState, operation: BulkOperation, all: readonly Found[]): void {
  const {fault} = operation;
  const found = fault === 'short' ? all.slice(0, -1) : all;
  operation.found = {objects: found.length, roots: found.filter(({root}) => root).length};
  const written = fault === 'silent' ? found.slice(0, -1) : found;
  operation.results.push(...written.map(({line}) => `${JSON.stringify(line)}\n`));
  shop.log.push({name: 'SoukWholeShop', variables: {}, errors: 0, bulk: operation.id});
  if (operation.status === 'CANCELING' || fault === 'canceled') operation.status = 'CANCELED';
  else if (fault === 'failed') Object.assign(operation, {status: 'FAILED', errorCode: 'TIMEOUT'});
  else operation.status = fault === 'expired' ? 'EXPIRED' : 'COMPLETED';
}
