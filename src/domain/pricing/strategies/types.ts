import type {Message} from '../../errors.js';
import type {Minor} from '../../money.js';

/** What a strategy proposes from the facts, with the inputs it used; or why it can not say. Never a price from a missing fact. */
export type Proposal =
  | {
      readonly kind: 'proposal';
      readonly price: Minor;
      readonly reasons: readonly Message[];
      readonly evidence: readonly Message[];
    }
  | {readonly kind: 'skip'; readonly reason: Message; readonly evidence: readonly Message[]};

export function propose(price: Minor, reason: Message, evidence: readonly Message[] = []): Proposal {
  return {kind: 'proposal', price, reasons: [reason], evidence};
}

export function skip(reason: Message, evidence: readonly Message[] = []): Proposal {
  return {kind: 'skip', reason, evidence};
}
