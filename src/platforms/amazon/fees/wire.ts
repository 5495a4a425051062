/** What Product Fees v0 answers for one SKU, as far as it is read. */
export interface WireEstimate {
  readonly Status?: string;
  readonly FeesEstimateIdentifier?: {readonly SellerInputIdentifier?: string};
  readonly FeesEstimate?: {
    readonly TotalFeesEstimate?: WireFee;
    readonly FeeDetailList?: readonly WireFeeDetail[];
  };
  readonly Error?: {readonly Code?: string; readonly Message?: string};
}

export interface WireFee {
  readonly CurrencyCode?: string;
  readonly Amount?: number;
}

/** `FinalFee` is what is charged: the fee without what Amazon gives up of it, with tax on it. */
export interface WireFeeDetail {
  readonly FeeType: string;
  readonly FinalFee: WireFee;
}

/** Most SKUs of one question (the operation's own limit). */
export const BATCH_FEES = 20;
