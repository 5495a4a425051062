import type {LimiterRepository} from '../../ports/data.js';

/** What is kept of limits, in this process alone and no longer than it lives. */
export function ownStore(): LimiterRepository {
  const kept = new Map<string, string>();
  return {
    update: async (shopId, name, here, step) => {
      const key = `${shopId} ${name}`;
      const {state, result} = step(kept.get(key) ?? null, here());
      kept.set(key, state);
      return result;
    },
  };
}
