import path from 'node:path';
import type {Context} from '../app/context.js';
import {CONNECTOR_HOOK, type Link, link, readLinks, unlink} from '../data/links.js';
import {openData} from '../data/open.js';
import {shownUrl} from '../data/postgres.js';
import {isDead, thisProcess} from '../data/process.js';
import {openSecrets} from '../data/secrets.js';
import {readSettings, runBudgetMs, SETTING_KEYS, writeSetting} from '../data/settings.js';
import type {Shop} from '../domain/catalog/types.js';
import {KnownError} from '../domain/errors.js';
import {PLATFORMS} from '../platforms/registry.js';
import type {Limiter} from '../ports/limiter.js';
import type {Platform, PlatformKind} from '../ports/platform.js';
import {steadyClock} from '../runs/limiter/clock.js';
import {noticed} from '../runs/limiter/noticed.js';
import {openLimiter} from '../runs/limiter/open.js';
import {clockAt} from './clock.js';
import type {Io} from './io.js';
import {progressOn} from './progress.js';

/** What a context is made from. */
export interface ContextSetup {
  readonly home: string;
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly now: string | undefined;
  readonly by: string;
  /** Connectors that souk does not bring itself. */
  readonly connectors?: () => Promise<readonly PlatformKind[]>;
  /** What is said beside a bar while requests wait for the shop's limit. */
  readonly atLimit?: string;
}

/** Wires the store, the connectors, the clocks and the secrets: the one place that knows them all. */
export async function openContext(setup: ContextSetup): Promise<Context & {close(): Promise<void>}> {
  const {home, io, signal, by} = setup;
  const clock = clockAt(setup.now);
  const settings = await readSettings(home);
  const secrets = openSecrets(home, process.env);
  const named = [process.env['SOUK_DATABASE_URL'], settings.database].map((text) => text?.trim() ?? '');
  const data = await openData(named.find((text) => text !== '') ?? path.join(home, 'souk.db'));
  const opened = new Map<number, Promise<Platform>>();
  const owner = thisProcess();
  const limiterClock = steadyClock(owner.bootId);
  const limiters: Limiter[] = [];
  const progress = progressOn(io);
  const platforms = await allPlatforms(setup.connectors);

  const platform = (shop: Shop): Promise<Platform> => {
    const known = opened.get(shop.id);
    if (known !== undefined) return known;
    const kind = platforms.find(({name}) => name === shop.platform);
    if (kind === undefined)
      throw new KnownError('usage', 'PLATFORM_UNKNOWN', {
        platform: shop.platform,
        known: platforms.map(({name}) => name).join(', '),
      });
    const shared = openLimiter({
      store: data.limiters,
      shop,
      clock: limiterClock,
      peers: {self: owner, ended: isDead},
    });
    const limiter = noticed(shared, (waiting) => progress.aside(waiting ? (setup.atLimit ?? '') : ''));
    limiters.push(limiter);
    const opening = kind.open({
      shop: {name: shop.name, terms: shop.terms, settings: shop.settings},
      clock,
      secrets,
      limiter,
      directory: shopDirectory(home, shop.name),
    });
    opened.set(shop.id, opening);
    return opening;
  };

  return {
    data,
    clock,
    secrets,
    progress,
    signal,
    home,
    by,
    defaultShop: settings.shop ?? null,
    owner,
    ownerDead: isDead,
    runBudgetMs: runBudgetMs(settings),
    platforms,
    platform,
    close: async () => {
      for (const opening of opened.values()) await (await opening.catch(() => null))?.close();
      for (const limiter of limiters) await limiter.close();
      await data.close();
    },
  };
}

/** The settings of a home as they may be shown, for the `config` commands. An empty value takes a setting away. */
export function settingsAt(home: string) {
  const read = async () => {
    const {database, ...rest} = await readSettings(home);
    return {...rest, ...(database === undefined ? {} : {database: shownUrl(database)})};
  };
  return {
    read,
    get: async (key: string): Promise<string | null> => {
      const known = SETTING_KEYS.find((each) => each === key);
      if (known === undefined)
        throw new KnownError('usage', 'CONFIG_KEY_UNKNOWN', {key, known: SETTING_KEYS.join(', ')});
      const settings: Readonly<Partial<Record<string, string>>> = await read();
      return settings[known] ?? null;
    },
    set: (key: string, value: string) => writeSetting(home, key, value === '' ? null : value),
  };
}

/** Folder of one shop's own files under the home. Names are checked when a shop is added, so this cannot leave the home. */
function shopDirectory(home: string, name: string): string {
  return path.join(home, 'shops', name);
}

/** souk's own connectors and the linked ones; of two with one name souk's own counts. */
async function allPlatforms(connectors: ContextSetup['connectors']): Promise<readonly PlatformKind[]> {
  const linked = (await connectors?.()) ?? [];
  return [...PLATFORMS, ...linked.filter(({name}) => !OWN_PLATFORMS.has(name))];
}

/** What souk's own connectors are called. */
export const OWN_PLATFORMS: ReadonlySet<string> = new Set(PLATFORMS.map(({name}) => name));

export {CONNECTOR_HOOK, type Link as LinkedFolder};

/** The plug-ins that are linked in oclif's data folder, for the `connector` commands. */
export function linksAt(directory: string) {
  return {
    read: () => readLinks(directory),
    add: (folder: string) => link(directory, folder),
    remove: (name: string) => unlink(directory, name),
  };
}
