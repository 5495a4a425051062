import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {KnownError} from '../domain/errors.js';
import {explain} from './failures.js';
import {isMissing, writePrivate} from './private-file.js';

/** The oclif hook by which a plug-in gives its connectors. */
export const CONNECTOR_HOOK = 'connectors';

/** A plug-in that was linked: what its package is called and where it lies. */
export interface Link {
  readonly name: string;
  readonly root: string;
}

/** oclif's own list of plug-ins, which it reads at each start; what else stands in it stays. */
interface PluginList {
  readonly oclif?: {readonly plugins?: readonly (Link & {readonly type: string})[]};
}

/** What is linked. @throws KnownError input CONNECTORS_DAMAGED where the list can not be read. */
export async function readLinks(directory: string): Promise<readonly Link[]> {
  const {oclif} = await readList(directory);
  return (oclif?.plugins ?? []).filter(({type}) => type === 'link').map(({name, root}) => ({name, root}));
}

/** Links a plug-in's folder; the same name again replaces the folder. */
export async function link(directory: string, folder: string): Promise<Link> {
  const root = path.resolve(folder);
  const made = {name: await pluginName(root), root};
  const links = await readLinks(directory);
  await writeLinks(directory, [...links.filter(({name}) => name !== made.name), made]);
  return made;
}

/** Takes a link away; the folder stays as it is. @throws KnownError usage CONNECTOR_UNKNOWN. */
export async function unlink(directory: string, name: string): Promise<Link> {
  const links = await readLinks(directory);
  const found = links.find((each) => each.name === name);
  if (found === undefined)
    throw new KnownError('usage', 'CONNECTOR_UNKNOWN', {name, known: links.map((each) => each.name).join(', ')});
  await writeLinks(
    directory,
    links.filter((each) => each !== found),
  );
  return found;
}

/** The name of the package in a folder. @throws KnownError input CONNECTOR_NOT_PLUGIN. */
async function pluginName(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8').catch(() => null);
  if (text === null) throw new KnownError('input', 'CONNECTOR_NOT_PLUGIN', {folder, why: 'no-package'});
  const found = (objectIn(text) ?? {}) as {readonly name?: unknown; readonly oclif?: {readonly hooks?: object}};
  if (typeof found.name !== 'string' || found.name === '')
    throw new KnownError('input', 'CONNECTOR_NOT_PLUGIN', {folder, why: 'no-name'});
  if (!Object.hasOwn(found.oclif?.hooks ?? {}, CONNECTOR_HOOK))
    throw new KnownError('input', 'CONNECTOR_NOT_PLUGIN', {folder, why: 'no-hook'});
  return found.name;
}

async function writeLinks(directory: string, links: readonly Link[]): Promise<void> {
  const list = await readList(directory);
  const others = (list.oclif?.plugins ?? []).filter(({type}) => type !== 'link');
  const plugins = [...others, ...links.map((each) => ({type: 'link', ...each}))];
  const text = JSON.stringify({...list, private: true, oclif: {schema: 1, ...list.oclif, plugins}}, null, 2);
  const file = listIn(directory);
  try {
    await writePrivate(file, `${text}\n`);
  } catch (error) {
    throw explain(error, file);
  }
}

async function readList(directory: string): Promise<PluginList> {
  const file = listIn(directory);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw explain(error, file);
  }
  const list = objectIn(text) as PluginList | null;
  if (list === null || !Array.isArray(list.oclif?.plugins ?? []))
    throw new KnownError('input', 'CONNECTORS_DAMAGED', {file});
  return list;
}

function listIn(directory: string): string {
  return path.join(directory, 'package.json');
}

/** The JSON object in a text; null when it is none. */
function objectIn(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
