import {type Message, message} from '../errors.js';

/** Elements that have no end. */
const VOID = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
]);

/** Elements whose end may be left out (HTML, 13.1.2.4): what follows closes them. */
const OPEN = new Set(['p', 'li', 'dt', 'dd', 'tr', 'td', 'th', 'thead', 'tbody', 'tfoot', 'option', 'colgroup']);

/** What runs in a buyer's browser; platforms strike it out or refuse the listing. */
const RUNS = /<\s*(script|iframe|object|embed|applet)\b|\son\w+\s*=\s*["']|(?:href|src)\s*=\s*["']?\s*javascript:/iu;

const TAG = /<(\/?)([a-z][a-z0-9-]*)\b(?:[^<>"']|"[^"]*"|'[^']*')*(\/?)>|<!--[\s\S]*?-->/giu;

/** What is wrong with the HTML of a description: the first thing of each kind. Plain text has nothing wrong. */
export function htmlFaults(text: string): readonly Message[] {
  if (!text.includes('<')) return [];
  const runs = RUNS.exec(text)?.[0];
  const said: Message[] = runs === undefined ? [] : [message('HTML_RUNS', {what: runs.trim().replace(/^</u, '')})];
  const open: string[] = [];
  for (const [, end = '', name = '', alone = ''] of text.matchAll(TAG)) {
    const tag = name.toLowerCase();
    if (tag === '' || VOID.has(tag) || alone === '/') continue;
    if (end === '') open.push(tag);
    else if (!close(open, tag)) return [...said, message('HTML_STRAY', {tag})];
  }
  const left = open.find((tag) => !OPEN.has(tag));
  return left === undefined ? said : [...said, message('HTML_UNCLOSED', {tag: left})];
}

/** Takes an element off the open ones, with those inside it whose end may be left out. */
function close(open: string[], tag: string): boolean {
  const at = open.lastIndexOf(tag);
  if (at < 0) return OPEN.has(tag);
  if (open.slice(at + 1).some((inner) => !OPEN.has(inner))) return false;
  open.length = at;
  return true;
}
