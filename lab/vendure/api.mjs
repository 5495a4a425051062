/** Speaks GraphQL to a Vendure server as its first administrator; throws what it answers that is no data. */
export async function signIn(address) {
  const mutation = 'mutation { login(username: "superadmin", password: "superadmin") { __typename } }';
  const answer = await fetch(`${address}/admin-api`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({query: mutation}),
  });
  const token = answer.headers.get('vendure-auth-token') ?? '';
  const ask = async (query, variables = {}) => {
    const response = await fetch(`${address}/admin-api`, {
      method: 'POST',
      headers: {'content-type': 'application/json', authorization: `Bearer ${token}`},
      body: JSON.stringify({query, variables}),
    });
    const {data, errors} = await response.json();
    if (errors !== undefined) throw new Error(`${query.slice(0, 80)}: ${JSON.stringify(errors)}`);
    return data;
  };
  return {token, ask};
}
