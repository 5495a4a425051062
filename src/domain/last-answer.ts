/**
 * The same work, which remembers its last answer: the steps of one price ask for the same figures of one offer several times
 * over, and then for those of the next. Only for what depends on nothing but its arguments, which never change.
 *
 * @example export const breakEven = lastAnswer((facts: OfferFacts): BreakEven => …);
 */
export function lastAnswer<Asked extends readonly unknown[], Answer>(
  work: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: {readonly asked: Asked; readonly answer: Answer} | null = null;
  return (...asked) => {
    if (last !== null && asked.every((each, index) => each === last?.asked[index])) return last.answer;
    const answer = work(...asked);
    last = {asked, answer};
    return answer;
  };
}
