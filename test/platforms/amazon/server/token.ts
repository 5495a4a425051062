import {randomUUID} from 'node:crypto';
import type {Desk} from './desk.js';
import type {Answer} from './operations.js';

/** What the tests sign in with. */
export const KEYS = {client: 'amzn1.application-oa2-client.1', secret: 'amzn1.oa2-cs.v1.1', refresh: 'Atzr|IwEB1'};

/** Login with Amazon: exchanges a refresh token for an access token of an hour. */
export function tokenAnswer({tokens, log, alone}: Desk, text: string, type: string): Answer {
  const answer = judged(tokens, alone, new URLSearchParams(text), type);
  log.push({
    at: Date.now(),
    operation: 'token',
    url: '',
    status: answer.status,
    checked: false,
    problems: [],
    answerProblems: [],
  });
  return answer;
}

function judged(tokens: Set<string>, alone: boolean, form: URLSearchParams, type: string): Answer {
  if (!type.startsWith('application/x-www-form-urlencoded') || form.get('grant_type') !== 'refresh_token')
    return {status: 400, body: {error: 'unsupported_grant_type', error_description: 'not supported'}};
  if (form.get('client_id') !== KEYS.client || form.get('client_secret') !== KEYS.secret)
    return {status: 401, body: {error: 'invalid_client', error_description: 'Client authentication failed'}};
  if (form.get('refresh_token') !== KEYS.refresh)
    return {
      status: 400,
      body: {error: 'invalid_grant', error_description: 'The request has an invalid grant parameter'},
    };
  const token = `Atza|${randomUUID()}`;
  if (alone) tokens.clear();
  tokens.add(token);
  return {
    status: 200,
    body: {access_token: token, refresh_token: KEYS.refresh, token_type: 'bearer', expires_in: 3600},
  };
}
