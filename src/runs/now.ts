import type {Clock} from '../ports/clock.js';
import type {Platform} from '../ports/platform.js';

/** Business time of a shop, ms UTC: its own present where its days are simulated, else the clock's. */
export async function businessNow({
  platform,
  clock,
}: {
  readonly platform: Platform;
  readonly clock: Clock;
}): Promise<number> {
  return platform.simulation === undefined ? clock.business() : await platform.simulation.now();
}
