/** A server of a platform that can be started here, one of their own or one that stands in for it. */
export interface Lab {
  readonly name: string;
  /** The platform refuses a second variant of the same GTIN. */
  readonly gtinsUnique?: true;
}

/** A true server of a platform that can be installed and booted here. */
export interface TrueLab extends Lab {
  /** Installs what is missing, boots and seeds; `precision` and the like are the lab's own business. */
  boot(): Promise<TrueServer>;
}

/** What goes by on the line to a server. */
export interface Passing {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** A booted server. */
export interface Server {
  /** Where it answers, such as `http://127.0.0.1:4300`: a line of the test's own stands in front of it. */
  readonly address: string;
  /** True for a request that changes the shop's goods: sign-in and carts are none. */
  isWrite(request: Passing): boolean;
  /** A shop that holds nothing: a channel of its own, or the server wiped. Shops opened before may be gone. */
  empty(): Promise<LabShop>;
  stop(): Promise<void>;
}

/** A booted server of the platform's own. */
export interface TrueServer extends Server {
  empty(): Promise<TrueShop>;
  /** The contract suite: the compiled mocha file, from the project's root, and what it finds in the environment. */
  readonly contract: {readonly file: string; readonly env: Readonly<Record<string, string>>};
  /** True while the server's process is there. */
  alive(): boolean;
}

/** A price as somebody wants it, in minor units of the shop's currency. */
export interface PriceRow {
  readonly sku: string;
  readonly price: number;
}

/** An order as the server itself counts it: minor units, in the shop's price convention. */
export interface PlacedOrder {
  readonly id: string;
  readonly units: number;
  /** What the buyer pays for the goods, after discounts. */
  readonly goods: number;
  readonly shipping: number;
}

/** One shop of a server, as a person and a shopper see it: no code of souk in it. */
export interface LabShop {
  readonly currency: string;
  /** What follows `souk shop add NAME` for the shop when its server is reached at `address`. */
  addArgs(address: string): readonly string[];
  /** Secrets, as souk's processes find them in the environment, for the shop named `main`. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The SKU of every variant that is there; one that is there twice stands here twice. */
  skus(): Promise<readonly string[]>;
  /** Every price in the shop's currency, by SKU; null: none. */
  prices(): Promise<ReadonlyMap<string, number | null>>;
  /** A person changes a price in the shop's own desk. */
  editPrice(sku: string, price: number): Promise<void>;
  /** What so many of a SKU come to in a new cart, without shipping. Absent: the platform has no cart to look into. */
  cartTotal?(sku: string, quantity: number): Promise<number>;
  /** A shopper buys, by the shop's own API, to the end. */
  placeOrder(lines: readonly {readonly sku: string; readonly quantity: number}[]): Promise<PlacedOrder>;
  /** Gives part of an order's money back. Absent: souk hears of no refund of the platform's. */
  refund?(order: string, amount: number): Promise<void>;
}

/** A shop of a true server. */
export interface TrueShop extends LabShop {
  /** Writes prices in a bare loop through `address`, in the best batches the server takes, and nothing else in between. */
  bareWrite(address: string, rows: readonly PriceRow[]): Promise<void>;
}
