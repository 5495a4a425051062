/** How the lab is come into. */
export interface Keys {
  readonly email: string;
  readonly password: string;
  readonly secret: string;
  readonly publishable: string;
}

/** Medusa's two doors, with no code of souk in it. What is not answered with 200 is thrown. */
export interface Api {
  admin<T>(path: string, body?: object): Promise<T>;
  store<T>(path: string, body?: object): Promise<T>;
}

export function openApi(address: string, {secret, publishable}: Keys): Api {
  const ask = async <T>(path: string, headers: Readonly<Record<string, string>>, body?: object): Promise<T> => {
    const answer = await fetch(`${address}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {'content-type': 'application/json', ...headers},
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    admin: (path, body) => ask(`/admin${path}`, {authorization: `Basic ${secret}`}, body),
    store: (path, body) => ask(`/store${path}`, {'x-publishable-api-key': publishable}, body),
  };
}
