import type {Tag} from 'sax';
import {KnownError} from '../../domain/errors.js';

/** What is told of an XML document as it passes by; names come without their prefix, but for `qualified`. */
export interface Listener {
  open?(name: string, attribute: (name: string) => string | undefined, qualified: string): void;
  text?(text: string): void;
  close?(name: string): void;
}

/**
 * Reads XML piece by piece, bytes of UTF-8 or text, with flat memory. Entities of its own are not expanded.
 *
 * @throws KnownError input FILE_DAMAGED for what is not well formed.
 */
export async function* readXml(
  pieces: AsyncIterable<Buffer | string>,
  listener: Listener,
  file: string,
): AsyncIterable<void> {
  const {default: sax} = await import('sax');
  const parser = sax.parser(true, {xmlns: false, position: false});
  parser.onopentag = ({name, attributes}) => {
    const values = attributes as Tag['attributes'];
    listener.open?.(local(name), (wanted) => values[wanted] ?? prefixed(values, wanted), name);
  };
  parser.ontext = (text) => listener.text?.(text);
  parser.oncdata = (text) => listener.text?.(text);
  parser.onclosetag = (name) => listener.close?.(local(name));
  parser.onerror = (cause) => {
    throw new KnownError('input', 'FILE_DAMAGED', {file, why: cause.message.split('\n')[0] ?? ''}, {cause});
  };
  const decode = new TextDecoder('utf-8');
  for await (const piece of pieces) {
    parser.write(typeof piece === 'string' ? piece : decode.decode(piece, {stream: true}));
    yield;
  }
  parser.write(decode.decode()).close();
  yield;
}

/** {@link readXml} to its end. */
export async function scanXml(pieces: AsyncIterable<Buffer>, listener: Listener, file: string): Promise<void> {
  for await (const _ of readXml(pieces, listener, file));
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function prefixed(values: Tag['attributes'], wanted: string): string | undefined {
  return Object.entries(values).find(([name]) => name.endsWith(`:${wanted}`))?.[1];
}
