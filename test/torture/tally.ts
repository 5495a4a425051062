/** What a whole torture comes to. */
export interface Tally {
  readonly kills: Map<string, number>;
  runs: number;
  hands: number;
  listed: number;
  repeats: number;
}

export function newTally(): Tally {
  return {kills: new Map(), runs: 0, hands: 0, listed: 0, repeats: 0};
}

/** Counts a kill; `where` is the moment in a word. */
export function countKill({kills}: Tally, where: string): void {
  kills.set(where, (kills.get(where) ?? 0) + 1);
}

export function killsIn({kills}: Tally): number {
  return [...kills.values()].reduce((sum, count) => sum + count, 0);
}

/** The whole in a line. */
export function told(tally: Tally): string {
  const {runs, hands, listed, repeats} = tally;
  return `${killsIn(tally)} kills in ${runs} runs; ${hands} edits by hand; ${listed} rows left by undos, each listed; ${repeats} rows came to the shop again and changed nothing`;
}

/** Where it was killed, the most frequent first. */
export function whereKilled({kills}: Tally): readonly string[] {
  return [...kills].sort(([, a], [, b]) => b - a).map(([where, count]) => `${String(count).padStart(5)}  ${where}`);
}
