// Writes the command reference of README.md, between its two marks, from the compiled commands.
// Usage: node scripts/readme.mjs [DIST]
import {readFile, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {Config, Plugin} from '@oclif/core';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const README = join(ROOT, 'README.md');
const MARKS = /(<!-- commands -->\n)[\s\S]*(<!-- commandsstop -->)/u;

/** oclif's view of the commands that `tsc` put into a folder. */
export async function loadCommands(dist) {
  const pjson = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  pjson.oclif.commands = `./${dist}/commands`;
  const plugin = new Plugin({root: ROOT, pjson, name: pjson.name, isRoot: true, type: 'core', ignoreManifest: true});
  await plugin.load();
  return await Config.load({root: ROOT, pjson, plugins: new Map([[plugin.name, plugin]])});
}

/** The README with a fresh reference in it. */
export async function freshReadme(dist) {
  const text = await readFile(README, 'utf8');
  if (!MARKS.test(text)) throw new Error('README.md has lost its marks: <!-- commands --> and <!-- commandsstop -->');
  const reference = referenceOf(await loadCommands(dist));
  return text.replace(MARKS, (_all, start, stop) => `${start}${reference}\n${stop}`);
}

function referenceOf(config) {
  const commands = [...config.commands].filter(({hidden}) => !hidden).sort((a, b) => (a.id < b.id ? -1 : 1));
  const topicOf = ({id}) => (id.includes(':') ? id.slice(0, id.indexOf(':')) : '');
  const topics = [...new Set(commands.map(topicOf))].sort();
  const told = new Set(sharedFlags(commands).map(({name}) => name));
  return [
    '`souk help COMMAND` and `souk COMMAND --help` show the same with examples.\n',
    ...shared(commands),
    ...topics.flatMap((topic) => [
      topic === '' ? '## Without a topic\n' : `## souk ${topic}\n\n${config.findTopic(topic)?.description ?? ''}\n`,
      ...commands.filter((command) => topicOf(command) === topic).map((command) => entryOf(command, told)),
    ]),
  ].join('\n');
}

/** Flags that are told once: those of a command that writes to shops, but its own. */
function sharedFlags(commands) {
  const {flags} = commands.find(({id}) => id === 'reprice');
  return Object.values(flags).filter(
    ({helpGroup, hidden}) => !hidden && (helpGroup === 'GLOBAL' || helpGroup === 'WRITING'),
  );
}

/** Flags of every command, and those of every command that writes to a shop. */
function shared(commands) {
  const flags = Object.values(commands.find(({id}) => id === 'reprice').flags);
  const list = (group) =>
    flags.filter((flag) => flag.helpGroup === group && !flag.hidden).map((flag) => `- ${flagText(flag)}`);
  return [
    '**Flags everywhere**\n',
    ...list('GLOBAL'),
    '- `-h`, `--help` The page of the command.',
    '\n**Writing flags**, of commands that write to a shop\n',
    ...list('WRITING'),
    '\nWhere a command takes `--shop NAME`, the default is the only shop, or the one of `souk config set shop`; where it takes',
    '`--shop NAME…`, the flag may be given several times, and the default is all shops.\n',
  ];
}

/** A command: how it is called, what it does and writes, and the flags that are its own. */
function entryOf({id, args, flags, summary, description}, told) {
  const words = ['souk', ...id.split(':'), ...Object.values(args).map(argText)];
  const own = Object.values(flags).filter(({name, hidden}) => !hidden && !told.has(name));
  const writing = Object.values(flags).filter(({helpGroup, name}) => helpGroup === 'WRITING' && told.has(name));
  const shop = own.find(({name}) => name === 'shop');
  if (shop) words.push(shop.multiple ? '[--shop NAME…]' : '[--shop NAME]');
  const lines = own.filter((flag) => flag !== shop).map((flag) => `- ${flagText(flag)}`);
  if (writing.length > 0) lines.push(`- Writing flags: ${writing.map(({name}) => `\`--${name}\``).join(', ')}`);
  return `### \`${words.join(' ')}\`\n\n${prose(summary)} ${prose(description)}\n${lines.map((line) => `${line}\n`).join('')}`.replace(
    /\n(- )/u,
    '\n\n$1',
  );
}

function argText({name, required, multiple}) {
  const text = `${name.toUpperCase()}${multiple ? '…' : ''}`;
  return required ? text : `[${text}]`;
}

function flagText({name, char, type, helpValue, options, required, multiple, allowNo, summary, default: preset}) {
  const value =
    type === 'boolean' ? '' : ` ${options ? options.join('|') : (helpValue ?? 'VALUE')}${multiple ? '…' : ''}`;
  const notes = [required ? 'needed' : '', type === 'option' && preset ? `default ${preset}` : ''].filter(
    (note) => note !== '',
  );
  const call = `${char ? `\`-${char}\`, ` : ''}\`--${allowNo ? '[no-]' : ''}${name}${value}\``;
  return `${call} ${prose(summary)}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

/** Text as markdown: what would be read as a mark is code. */
function prose(text = '') {
  return text.trim().replaceAll('__CLEAR__', '`__CLEAR__`').replaceAll('<', '&lt;');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(README, await freshReadme(process.argv[2] ?? 'dist'));
}
