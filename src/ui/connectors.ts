import {mkdir, readFile, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import type {Interfaces} from '@oclif/core';
import {KnownError} from '../domain/errors.js';
import type {PlatformKind} from '../ports/platform.js';

/** The oclif hook by which a plug-in gives its connectors. */
const HOOK = 'connectors';

/** A plug-in that was linked: what its package is called and where it lies. */
export interface Link {
  readonly name: string;
  readonly root: string;
}

/** A link, the connectors it brings, and why it brings none. */
export interface LinkedConnector extends Link {
  readonly platforms: readonly string[];
  readonly why: string | null;
}

/** Connectors of linked plug-ins. One that can not be loaded is left out: souk goes on with the other shops. */
export async function connectorsOf(config: Interfaces.Config): Promise<readonly PlatformKind[]> {
  if (config.plugins.size < 2) return [];
  const {successes} = await config.runHook(HOOK, {}, undefined, true);
  return successes.flatMap(({result}) => kindsIn(result));
}

/** What is linked, and what each brings. */
export async function linkedConnectors(config: Interfaces.Config): Promise<readonly LinkedConnector[]> {
  const links = await readLinks(config.dataDir);
  if (links.length === 0) return [];
  const {successes, failures} = await config.runHook(HOOK, {}, undefined, true);
  return links.map(({name, root}) => {
    const platforms = successes
      .filter(({plugin}) => plugin.name === name)
      .flatMap(({result}) => kindsIn(result).map((kind) => kind.name));
    const failure = failures.find(({plugin}) => plugin.name === name)?.error.message;
    const missing = config.plugins.has(name) ? 'it brings no connector' : 'it is not there';
    return {name, root, platforms, why: failure ?? (platforms.length > 0 ? null : missing)};
  });
}

/** Links a plug-in's folder; the same name again replaces the folder. */
export async function linkConnector(dataDirectory: string, folder: string): Promise<Link> {
  const root = path.resolve(folder);
  const link = {name: await pluginName(root), root};
  const links = await readLinks(dataDirectory);
  await writeLinks(dataDirectory, [...links.filter(({name}) => name !== link.name), link]);
  return link;
}

/** Takes a link away; the folder stays as it is. */
export async function unlinkConnector(dataDirectory: string, name: string): Promise<Link> {
  const links = await readLinks(dataDirectory);
  const link = links.find((each) => each.name === name);
  if (link === undefined)
    throw new KnownError('usage', 'CONNECTOR_UNKNOWN', {name, known: links.map((each) => each.name).join(', ')});
  await writeLinks(
    dataDirectory,
    links.filter((each) => each !== link),
  );
  return link;
}

/** The name of the package in a folder. @throws KnownError when it is no plug-in with connectors. */
async function pluginName(root: string): Promise<string> {
  const refused = (why: string) => new KnownError('input', 'CONNECTOR_NOT_PLUGIN', {folder: root, why});
  let text: string;
  try {
    text = await readFile(path.join(root, 'package.json'), 'utf8');
  } catch {
    throw refused('there is no package.json');
  }
  const found = parsed(text) as {readonly name?: unknown; readonly oclif?: {readonly hooks?: Record<string, unknown>}};
  if (typeof found.name !== 'string' || found.name === '') throw refused('its package.json has no name');
  if (found.oclif?.hooks?.[HOOK] === undefined) throw refused('its package.json names no hook oclif.hooks.connectors');
  return found.name;
}

/** oclif's own list of linked plug-ins: it reads it at each start. */
async function readLinks(dataDirectory: string): Promise<readonly Link[]> {
  const {oclif} = await readList(dataDirectory);
  return (oclif?.plugins ?? []).filter(({type}) => type === 'link').map(({name, root}) => ({name, root}));
}

async function writeLinks(dataDirectory: string, links: readonly Link[]): Promise<void> {
  const list = await readList(dataDirectory);
  const others = (list.oclif?.plugins ?? []).filter(({type}) => type !== 'link');
  const plugins = [...others, ...links.map((link) => ({type: 'link', ...link}))];
  const text = JSON.stringify({...list, private: true, oclif: {schema: 1, ...list.oclif, plugins}}, null, 2);
  const file = path.join(dataDirectory, 'package.json');
  await mkdir(dataDirectory, {recursive: true, mode: 0o700});
  await writeFile(`${file}.tmp`, `${text}\n`, {mode: 0o600});
  await rename(`${file}.tmp`, file);
}

interface PluginList {
  readonly oclif?: {readonly plugins?: readonly (Link & {readonly type: string})[]};
}

async function readList(dataDirectory: string): Promise<PluginList> {
  try {
    return parsed(await readFile(path.join(dataDirectory, 'package.json'), 'utf8')) as PluginList;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

function parsed(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function kindsIn(result: unknown): readonly PlatformKind[] {
  return Array.isArray(result) ? result.filter(isKind) : [];
}

function isKind(value: unknown): value is PlatformKind {
  const {name, settings, open} = (value ?? {}) as Partial<PlatformKind>;
  return typeof name === 'string' && NAME.test(name) && Array.isArray(settings) && typeof open === 'function';
}

/** A platform's name as it is typed. */
const NAME = /^[a-z][a-z0-9-]{0,39}$/u;
