/** A bar on standard error for steps over a second; silent without a terminal. */
export interface Progress {
  start(label: string, total: number | null): ProgressStep;
}

export interface ProgressStep {
  advance(by: number, note?: string): void;
  end(): void;
}
