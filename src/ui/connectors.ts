import type {Interfaces} from '@oclif/core';
import type {Message} from '../domain/errors.js';
import {message} from '../domain/errors.js';
import type {PlatformKind} from '../ports/platform.js';
import {CONNECTOR_HOOK, type LinkedFolder, linksAt, OWN_PLATFORMS} from './context.js';

/** A link, the connectors it brings, and what is wrong with it. */
export interface LinkedConnector extends LinkedFolder {
  readonly platforms: readonly string[];
  readonly fault: Message | null;
}

/** Connectors of linked plug-ins. One that can not be loaded is left out: souk goes on with the other shops. */
export async function connectorsOf(config: Interfaces.Config): Promise<readonly PlatformKind[]> {
  if (config.plugins.size < 2) return [];
  const {successes} = await config.runHook(CONNECTOR_HOOK, {}, undefined, true);
  return successes.flatMap(({result}) => kindsIn(result));
}

/** What is linked, and what each brings. */
export async function linkedConnectors(config: Interfaces.Config): Promise<readonly LinkedConnector[]> {
  const links = await linksAt(config.dataDir).read();
  if (links.length === 0) return [];
  const {successes, failures} = await config.runHook(CONNECTOR_HOOK, {}, undefined, true);
  return links.map(({name, root}) => {
    const brought = successes
      .filter(({plugin}) => plugin.name === name)
      .flatMap(({result}) => kindsIn(result).map((kind) => kind.name));
    const failure = failures.find(({plugin}) => plugin.name === name)?.error.message;
    const platforms = brought.filter((each) => !OWN_PLATFORMS.has(each));
    const faultOf = () => {
      if (failure !== undefined) return message('CONNECTOR_FAILED', {name, why: failure});
      if (!config.plugins.has(name)) return message('CONNECTOR_GONE', {name, folder: root});
      const taken = brought.find((each) => OWN_PLATFORMS.has(each));
      if (taken !== undefined) return message('CONNECTOR_NAME_TAKEN', {name, platform: taken});
      return brought.length === 0 ? message('CONNECTOR_EMPTY', {name}) : null;
    };
    return {name, root, platforms, fault: faultOf()};
  });
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
