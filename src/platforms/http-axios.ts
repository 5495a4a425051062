import type {AxiosInstance, AxiosRequestConfig, AxiosStatic} from 'axios';
import {type Http, type HttpAnswer, HttpFault, type HttpFaultKind, type HttpOptions, type HttpRequest} from './http.js';

const MOST_BYTES = 64 * 1024 * 1024;
/** Codes of Node for a peer that was never reached. */
const NOT_REACHED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TOO_LATE: ReadonlySet<string> = new Set(['ECONNABORTED', 'ETIMEDOUT']);
const CUT_OFF: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_PREMATURE_CLOSE',
  'UND_ERR_SOCKET',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** HTTP through axios, which is loaded here and not before. Connections are kept; every request has a time limit. */
export async function openHttp({baseUrl, timeoutMs, headers = {}, connections = 8}: HttpOptions): Promise<Http> {
  const {default: axios} = await import('axios');
  const way = proxied(process.env) ? await nodeWay(connections) : await quickWay(axios, connections);
  const client = axios.create({
    baseURL: baseUrl,
    headers: {...headers},
    ...way.options,
    maxRedirects: 0,
    maxContentLength: MOST_BYTES,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    // Every status is an answer and is judged by the connector. `undefined` here would do the same in silence: see `patient`.
    validateStatus: () => true,
  });
  return {
    send: (request, signal) => send(client, request, request.timeoutMs ?? timeoutMs, signal),
    close: () => way.close(),
  };
}

interface Way {
  readonly options: AxiosRequestConfig;
  close(): void;
}

/** A proxy that the environment names is axios' business, which knows their ways. */
function proxied(env: NodeJS.ProcessEnv): boolean {
  return Object.entries(env).some(([name, value]) => /^(https?|all)_proxy$/iu.test(name) && (value ?? '') !== '');
}

async function quickWay(axios: AxiosStatic, connections: number): Promise<Way> {
  const {undiciWay} = await import('./http-undici.js');
  const {adapter, close} = await undiciWay(axios, connections, MOST_BYTES);
  return {options: {adapter}, close};
}

async function nodeWay(connections: number): Promise<Way> {
  const [http, https] = await Promise.all([import('node:http'), import('node:https')]);
  const httpAgent = new http.Agent({keepAlive: true, maxSockets: connections});
  const httpsAgent = new https.Agent({keepAlive: true, maxSockets: connections});
  return {
    options: {httpAgent, httpsAgent},
    close: () => {
      httpAgent.destroy();
      httpsAgent.destroy();
    },
  };
}

async function send(
  client: AxiosInstance,
  request: HttpRequest,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  signal.throwIfAborted();
  const stop = new AbortController();
  const abort = () => stop.abort(signal.reason);
  // axios' own time-out ends with the first byte; this one covers the connection and the whole answer.
  const timer = setTimeout(() => stop.abort(new HttpFault('timeout', `no answer in ${timeoutMs} ms`)), timeoutMs);
  signal.addEventListener('abort', abort, {once: true});
  try {
    const {status, headers, data} = await client.request<string>({
      method: request.method,
      url: request.path,
      signal: stop.signal,
      ...(request.query === undefined ? {} : {params: request.query}),
      ...(request.body === undefined ? {} : {data: request.body}),
      ...(request.headers === undefined ? {} : {headers: {...request.headers}}),
    });
    return {status, headers: textHeaders(headers), body: request.text === true ? data : bodyOf(status, data)};
  } catch (error) {
    signal.throwIfAborted();
    throw faultOf(error, stop.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/** The JSON of an answer. A refusal may say what it likes; a success that is no JSON is no answer. */
function bodyOf(status: number, text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (status >= 200 && status < 300) throw new HttpFault('garbled', 'the answer is no JSON', error);
    return text;
  }
}

function textHeaders(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function faultOf(error: unknown, stopped: AbortSignal): HttpFault {
  if (error instanceof HttpFault) return error;
  if (stopped.aborted && stopped.reason instanceof HttpFault) return stopped.reason;
  const {code = '', message = ''} = (error ?? {}) as {code?: string; message?: string};
  return new HttpFault(kindOf(code, message), code === '' ? message : code, error);
}

function kindOf(code: string, message: string): HttpFaultKind {
  if (NOT_REACHED.has(code) || /CERT/u.test(code)) return 'refused';
  if (TOO_LATE.has(code)) return 'timeout';
  if (CUT_OFF.has(code) || /socket hang up|aborted/u.test(message)) return 'reset';
  return 'garbled';
}
