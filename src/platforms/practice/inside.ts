import {randomUUID} from 'node:crypto';
import {type Http, HttpFault, type HttpRequest} from '../http.js';
import type {Api} from './api.js';

/** The API in this process: the same requests and answers, byte for byte, without a network. */
export function insideHttp(api: Api): Http {
  return {
    close: () => undefined,
    send: async (request, signal) => {
      signal.throwIfAborted();
      const reply = await api({
        method: request.method,
        path: request.path,
        query: request.query ?? {},
        body: request.body === undefined ? '' : JSON.stringify(request.body),
        requestId: requestIdOf(request),
      });
      signal.throwIfAborted();
      if (reply.kind === 'silence') throw new HttpFault('timeout', 'no answer');
      if (reply.kind === 'dropped') throw new HttpFault('reset', 'ECONNRESET');
      return {status: reply.status, headers: reply.headers, body: parse(reply.body, reply.status)};
    },
  };
}

function requestIdOf({headers}: HttpRequest): string {
  return headers?.['x-request-id'] ?? randomUUID();
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (status >= 200 && status < 300) throw new HttpFault('garbled', 'the answer is no JSON', error);
    return text;
  }
}
