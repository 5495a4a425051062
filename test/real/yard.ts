/** Where the steps of several servers are run: side by side, and one that measures alone. */
export interface Yard {
  run<T>(alone: boolean, work: () => Promise<T>): Promise<T>;
}

/** Opens a yard. Whoever comes first goes first, so that one that wants to be alone is not passed by for ever. */
export function openYard(): Yard {
  const line: {readonly alone: boolean; readonly go: () => void}[] = [];
  let inside = 0;
  let taken = false;
  const letIn = () => {
    for (let first = line[0]; first !== undefined && !taken && (!first.alone || inside === 0); first = line[0]) {
      line.shift();
      inside += 1;
      taken = first.alone;
      first.go();
    }
  };
  return {
    run: async (alone, work) => {
      await new Promise<void>((go) => {
        line.push({alone, go});
        letIn();
      });
      try {
        return await work();
      } finally {
        inside -= 1;
        taken = false;
        letIn();
      }
    },
  };
}
