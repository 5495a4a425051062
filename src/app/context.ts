import type {Shop} from '../domain/catalog/types.js';
import type {Clock} from '../ports/clock.js';
import type {Data, LockOwner} from '../ports/data.js';
import type {Platform, PlatformKind} from '../ports/platform.js';
import type {Progress} from '../ports/progress.js';
import type {Secrets} from '../ports/secrets.js';

/** All that a use case may touch. Made in `src/ui/context.ts`, the one place that wires. */
export interface Context {
  readonly data: Data;
  readonly clock: Clock;
  readonly secrets: Secrets;
  readonly progress: Progress;
  /** Aborted by SIGINT, SIGTERM and SIGHUP: finish what is in flight, close the journal, stop. */
  readonly signal: AbortSignal;
  /** Folder of all state. */
  readonly home: string;
  /** The command line, for plans and the journal; holds no secret, since secrets are never flags. */
  readonly by: string;
  /** The shop meant when none is named (`souk config set shop`), or null. */
  readonly defaultShop: string | null;
  /** Who this process is, for locks. */
  readonly owner: LockOwner;
  /** True when that owner can be shown to be gone. */
  readonly ownerDead: (owner: LockOwner) => boolean;
  /** ms after which a run stops in good order and waits to be resumed (`souk config set run-minutes`). */
  readonly runBudgetMs: number;
  /** The connectors there are. */
  readonly platforms: readonly PlatformKind[];
  /** The shop's connector, opened once and closed with the context. */
  platform(shop: Shop): Promise<Platform>;
}
