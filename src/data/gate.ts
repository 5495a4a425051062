import {AsyncLocalStorage} from 'node:async_hooks';

/** Lets one async piece of work through at a time, in the order of arrival. */
export interface Gate {
  pass<T>(work: () => Promise<T> | T): Promise<T>;
}

export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve();
  return {
    pass<T>(work: () => Promise<T> | T): Promise<T> {
      const next = last.then(work);
      last = next.catch(() => undefined);
      return next;
    },
  };
}

/**
 * Knows whether the code that runs now was called from inside a transaction. Using the outer store there would wait
 * for itself on SQLite and write outside the transaction on PostgreSQL, so it is refused on both.
 */
export interface Inside {
  run<T>(work: () => Promise<T>): Promise<T>;
  refuse(): void;
}

export function createInside(): Inside {
  const storage = new AsyncLocalStorage<{over: boolean}>();
  return {
    run: async (work) => {
      const transaction = {over: false};
      try {
        return await storage.run(transaction, work);
      } finally {
        // What was begun inside and lives on (a timer, a connection) is outside from now on.
        transaction.over = true;
      }
    },
    refuse: () => {
      if (storage.getStore()?.over === false)
        throw new Error('inside a transaction only the data it was given may be used');
    },
  };
}
