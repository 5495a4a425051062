import {
  type DocumentNode,
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLOutputType,
  type GraphQLSchema,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type {Contract} from './schema.js';
import type {ShopState} from './state.js';

type Variables = Readonly<Record<string, unknown>>;

/** A field that a request selects, with the type it is of. */
interface Selected {
  readonly parent: string;
  readonly field: FieldNode;
  readonly type: GraphQLOutputType;
  readonly children: readonly Selected[];
}

/** What a request selects, fragments opened and left-out fields left out. */
export function selectionOf(schema: GraphQLSchema, document: DocumentNode, variables: Variables): readonly Selected[] {
  const operation = document.definitions.find(
    (each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION,
  );
  const root = operation === undefined ? null : schema.getRootType(operation.operation);
  if (operation === undefined || !root) return [];
  const open = (set: SelectionSetNode, type: GraphQLOutputType): Selected[] =>
    set.selections.flatMap((node): Selected[] => {
      if (getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] === false) return [];
      if (node.kind === Kind.FIELD) return fieldOf(node, type);
      const fragment =
        node.kind === Kind.INLINE_FRAGMENT
          ? node
          : document.definitions.find(
              (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
            );
      if (fragment === undefined || !('selectionSet' in fragment)) return [];
      const on = 'typeCondition' in fragment ? fragment.typeCondition?.name.value : undefined;
      return open(fragment.selectionSet, (on === undefined ? type : schema.getType(on)) as GraphQLOutputType);
    });
  const fieldOf = (field: FieldNode, type: GraphQLOutputType): Selected[] => {
    const parent = getNamedType(type);
    const defined = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    if (defined === undefined || !('type' in defined)) return [];
    const own = defined.type as GraphQLOutputType;
    return [{parent: parent.name, field, type: own, children: field.selectionSet ? open(field.selectionSet, own) : []}];
  };
  return open(operation.selectionSet, root);
}

/**
 * Points of a request by the published rule: nothing for a scalar, one for an object, as many times as a connection is
 * asked for, ten for a mutation; every field at its most. Shopify may count less for large pages, and never more.
 */
export function pointsOf(selected: readonly Selected[], variables: Variables, tariff: ShopState['tariff']): number {
  return selected.reduce((sum, {parent, field, type, children}) => {
    if (!isCompositeType(getNamedType(type))) return sum;
    const inner = pointsOf(children, variables, tariff);
    if (parent === 'Mutation') return sum + 10;
    const argument = field.arguments?.find(({name}) => name.value === 'first' || name.value === 'ids')?.value;
    const value =
      argument?.kind === Kind.VARIABLE
        ? variables[argument.name.value]
        : argument?.kind === Kind.INT
          ? Number(argument.value)
          : 1;
    const rows = Array.isArray(value) ? value.length : Number(value);
    const times = tariff === 'full' ? rows : Math.log2(rows + 1);
    // `nodes` and `edges` stand for the connection that is counted already.
    const own = field.name.value === 'nodes' && argument === undefined ? 0 : 1;
    return sum + times * (own + inner);
  }, 0);
}

/** Points that a request really took: what it answered with. */
export function pointsTaken(data: unknown, mutation: boolean): number {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + count(each), 0);
    if (typeof value !== 'object' || value === null) return 0;
    return 1 + Object.values(value).reduce((sum: number, each) => sum + count(each), 0);
  };
  return mutation ? 10 : Math.max(1, count(data) - 1);
}

interface Denied {
  readonly message: string;
  readonly path: readonly string[];
  readonly extensions: {readonly code: 'ACCESS_DENIED'; readonly requiredAccess: string};
}

/** The first field that the shop's scopes do not open, as Shopify says it. */
export function deniedOf({scopes}: Contract, shop: ShopState, selected: readonly Selected[]): Denied | null {
  const granted = (scope: string) =>
    shop.scopes.includes(scope) || shop.scopes.includes(scope.replace(/^read_/u, 'write_'));
  for (const {parent, field, type, children} of selected) {
    const name = field.name.value;
    if (shop.closed.includes(getNamedType(type).name)) {
      const message = `This app is not approved to access the ${getNamedType(type).name} object.`;
      return {message, path: [name], extensions: {code: 'ACCESS_DENIED', requiredAccess: ''}};
    }
    for (const rule of [scopes.get(`${parent}.${name}`), scopes.get(getNamedType(type).name)]) {
      if (rule === undefined || rule.any.some(granted)) continue;
      const message = `Access denied for ${name} field. Required access: ${rule.required}`;
      return {message, path: [name], extensions: {code: 'ACCESS_DENIED', requiredAccess: rule.required}};
    }
    const inner = deniedOf({scopes} as Contract, shop, children);
    if (inner !== null) return inner;
  }
  return null;
}
