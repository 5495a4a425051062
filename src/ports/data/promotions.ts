import type {Experiment} from '../../domain/pricing/experiment/types.js';
import type {Promotion, PromotionOffer, PromotionStatus} from '../../domain/promotions/types.js';

export interface PromotionRepository {
  add(promotion: Promotion): Promise<void>;
  get(id: string): Promise<Promotion | null>;
  list(shopId: number): Promise<readonly Promotion[]>;
  setStatus(id: string, status: PromotionStatus, at: number): Promise<void>;
  /** Offers whose live price a promotion set and has not taken back. */
  overlays(shopId: number): Promise<readonly PromotionOffer[]>;
  setOverlay(overlay: PromotionOffer): Promise<void>;
  clearOverlay(promotion: string, offerId: number): Promise<void>;
  nextId(): Promise<string>;
}

/** Price tests and holdouts. */
export interface ExperimentRepository {
  /** "T-" and the next number. */
  nextId(): Promise<string>;
  /** Keeps it as it is now; one of the same id is replaced. */
  put(experiment: Experiment): Promise<void>;
  /** All of a shop, oldest first. */
  list(shopId: number): Promise<readonly Experiment[]>;
}
