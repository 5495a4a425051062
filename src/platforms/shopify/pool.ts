/** Requests of one batch that are under way at once. What a shop permits is the limiter's to say. */
const AT_ONCE = 4;

/** Does the work for each, some at once. After a failure nothing more is begun; what is under way ends first. */
export async function eachOf<T>(all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const failures: unknown[] = [];
  const worker = async () => {
    for (let one = left.shift(); one !== undefined && failures.length === 0; one = left.shift()) {
      try {
        await work(one);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({length: AT_ONCE}, worker));
  if (failures.length > 0) throw failures[0];
}
