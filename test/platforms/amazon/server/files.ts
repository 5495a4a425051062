import type {IncomingHttpHeaders, ServerResponse} from 'node:http';
import {gzipSync} from 'node:zlib';
import type {Desk} from './desk.js';
import type {KeptDocument} from './state.js';

/** A request for a document. */
export interface FileAsked {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The store of documents: whoever has the address is let in, and nobody's token belongs there. */
export function fileAnswer(
  {state, log}: Desk,
  {method, url, headers, text}: FileAsked,
  response: ServerResponse,
): void {
  const document = state.documents.get(decodeURIComponent(url.pathname.slice('/files/'.length)));
  const problems = headers['x-amz-access-token'] === undefined ? [] : ['the token was sent to the store of documents'];
  const {status, body, packed} = answered(document, method, headers['content-type'], text);
  log.push({at: Date.now(), operation: 'file', url: url.pathname, status, checked: true, problems, answerProblems: []});
  response.writeHead(status, packed ? {'content-encoding': 'gzip'} : {}).end(packed ? gzipSync(body) : body);
}

interface Told {
  readonly status: number;
  readonly body: string;
  readonly packed?: boolean;
}

function answered(document: KeptDocument | undefined, method: string, type: string | undefined, text: string): Told {
  const missing = {status: 404, body: '<Error><Code>NoSuchKey</Code></Error>'};
  if (document === undefined) return missing;
  if (method !== 'PUT') {
    return document.text === null ? missing : {status: 200, body: document.text, packed: document.packed};
  }
  // The content type is part of what was signed.
  if (type !== document.contentType) return {status: 403, body: '<Error><Code>SignatureDoesNotMatch</Code></Error>'};
  document.text = text;
  return {status: 200, body: ''};
}
