import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';
import {buildClientSchema, type GraphQLSchema, type IntrospectionQuery} from 'graphql';

/** Shopify's own schema of one version of the Admin API, and which scopes each type and field wants (any one of them). */
export interface Contract {
  readonly schema: GraphQLSchema;
  /** By type, or type and field with a dot. */
  readonly scopes: ReadonlyMap<string, {readonly required: string; readonly any: readonly string[]}>;
}

interface File {
  readonly data: IntrospectionQuery;
  readonly offline_scopes: {
    readonly items: readonly {
      readonly type: 'type' | 'field';
      readonly typeName: string;
      readonly fieldName?: string;
      readonly requiredAccess: string;
      readonly offlineScopes: readonly string[];
    }[];
  };
}

export function readContract(path: string): Contract {
  const {data, offline_scopes} = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as File;
  const scopes = offline_scopes.items
    .filter(({offlineScopes}) => offlineScopes.length > 0)
    .map(({type, typeName, fieldName, requiredAccess, offlineScopes}) => {
      const name = type === 'type' ? typeName : `${typeName}.${fieldName ?? ''}`;
      return [name, {required: requiredAccess, any: offlineScopes}] as const;
    });
  return {schema: buildClientSchema(data, {assumeValid: true}), scopes: new Map(scopes)};
}
