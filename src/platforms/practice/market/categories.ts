/** How a kind of goods sells. Rates are units a day of a middling good at a middling price. */
export interface CategoryTemper {
  readonly words: readonly string[];
  readonly dailyRate: number;
  readonly elasticity: number;
  /** Day of the year of the season's height. */
  readonly seasonPeak: number;
  readonly seasonSwing: number;
  readonly weekend: number;
  readonly returnRate: number;
  readonly leadTimeDays: number;
}

const TEMPERS: readonly CategoryTemper[] = [
  temper('apparel clothing shirt tee dress shoe fashion sock hat cap', 0.7, 2.2, 130, 0.25, 1.25, 0.16, 21),
  temper('kitchen mug cook coffee tea tableware home bath candle', 0.6, 2.3, 345, 0.35, 1.1, 0.04, 12),
  temper('electronic audio cable phone charger computer camera lamp', 0.5, 2.8, 340, 0.4, 0.95, 0.08, 18),
  temper('garden outdoor plant camping sport bike fitness', 0.45, 2.2, 150, 0.6, 1.3, 0.06, 25),
  temper('toy game puzzle book stationery office paper pen', 0.6, 2.4, 350, 0.55, 1.05, 0.03, 10),
  temper('beauty soap skin care cosmetic health', 0.9, 2.0, 125, 0.15, 1.0, 0.03, 9),
  temper('food snack spice chocolate honey grocery pet', 1.2, 2.6, 355, 0.25, 0.9, 0.01, 6),
];
const ANY: CategoryTemper = temper('', 0.5, 2.4, 340, 0.2, 1.05, 0.06, 14);

/** How goods of a category sell, by the words in its name; a category nobody has heard of sells like most things. */
export function temperOf(category: string): CategoryTemper {
  const name = category.toLowerCase();
  return TEMPERS.find(({words}) => words.some((word) => name.includes(word))) ?? ANY;
}

function temper(
  words: string,
  dailyRate: number,
  elasticity: number,
  seasonPeak: number,
  seasonSwing: number,
  weekend: number,
  returnRate: number,
  leadTimeDays: number,
): CategoryTemper {
  return {
    words: words.split(' ').filter((word) => word !== ''),
    dailyRate,
    elasticity,
    seasonPeak,
    seasonSwing,
    weekend,
    returnRate,
    leadTimeDays,
  };
}

/** Roughly what one US dollar buys, by currency: so that 1,500 yen and 10 dollars are the same sort of price. */
const SCALES: Readonly<Record<string, number>> = {
  JPY: 150,
  KRW: 1350,
  CNY: 7,
  TWD: 32,
  INR: 85,
  KWD: 0.3,
  BHD: 0.4,
  HUF: 360,
  IDR: 16_000,
  VND: 25_000,
  MXN: 18,
  SEK: 10,
  NOK: 10,
  DKK: 7,
  PLN: 4,
  CZK: 23,
  TRY: 35,
  THB: 34,
};

/** Major units of a currency that are worth about one US dollar. */
export function priceScale(currency: string): number {
  return SCALES[currency] ?? 1;
}
