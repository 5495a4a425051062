/** The two clocks of souk. Instants are integer milliseconds UTC. */
export interface Clock {
  /** Business time: promotions, reports, models. `--now` moves it, and then writes go to practice and folder shops only. */
  business(): number;
  /** The machine's time: plan age, leases, retries. Never moved. */
  real(): number;
  /** True when `--now` moved business time. */
  readonly moved: boolean;
  /** Waits `ms` of real time; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}
