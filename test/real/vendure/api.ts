/** GraphQL with a Vendure server, with no code of souk in it. */
export interface Api {
  /** The desk: `vars` are the query's variables. Throws what is no data. */
  admin<T>(query: string, vars?: object): Promise<T>;
  /** A shopper with a session of their own. */
  shopper(): Promise<<T>(query: string, vars?: object) => Promise<T>>;
}

interface Answer<T> {
  readonly data?: T | null;
  readonly errors?: readonly {readonly message: string}[];
}

/** Signs in at `address` as the first administrator, for one channel (null: the default one). */
export async function openApi(address: string, channel: string | null): Promise<Api> {
  // A connection that is kept may be closed by the server in the moment it is used again.
  const common = {
    'content-type': 'application/json',
    connection: 'close',
    ...(channel === null ? {} : {'vendure-token': channel}),
  };
  const post = (door: string, headers: Readonly<Record<string, string>>, query: string, variables: object) =>
    fetch(`${address}/${door}`, {
      method: 'POST',
      headers: {...common, ...headers},
      body: JSON.stringify({query, variables}),
    });
  const signIn = 'mutation { login(username: "superadmin", password: "superadmin") { __typename } }';
  const session = (await post('admin-api', {}, signIn, {})).headers.get('vendure-auth-token') ?? '';
  return {
    admin: async <T>(query: string, vars = {}) =>
      dataOf<T>(query, await post('admin-api', {authorization: `Bearer ${session}`}, query, vars)),
    shopper: async () => {
      let token = '';
      return async <T>(query: string, vars = {}) => {
        const headers: Readonly<Record<string, string>> = token === '' ? {} : {authorization: `Bearer ${token}`};
        const response = await post('shop-api', headers, query, vars);
        token = response.headers.get('vendure-auth-token') ?? token;
        return await dataOf<T>(query, response);
      };
    },
  };
}

async function dataOf<T>(query: string, response: Response): Promise<T> {
  const {data, errors} = (await response.json()) as Answer<T>;
  if (errors !== undefined || data === undefined || data === null)
    throw new Error(`${query.slice(0, 100)}: ${errors?.map(({message}) => message).join('; ') ?? response.status}`);
  return data;
}
