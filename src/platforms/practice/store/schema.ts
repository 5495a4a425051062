/** Version of the practice shop's own file; a file of another version is not touched. */
export const SCHEMA_VERSION = 1;

/** Tables of one practice shop. Money is minor units of the shop's currency, instants ms UTC of simulated time. */
export const SCHEMA = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE product (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    handle TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
  ) STRICT;
  CREATE TABLE variant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    product_id INTEGER NOT NULL REFERENCES product(id) ON DELETE CASCADE,
    sku TEXT UNIQUE,
    options TEXT NOT NULL,
    price INTEGER,
    compare_at INTEGER,
    cost INTEGER,
    tax_rate TEXT,
    stock INTEGER,
    gtin TEXT,
    weight_g REAL,
    image TEXT,
    extra TEXT NOT NULL,
    life TEXT,
    UNIQUE (product_id, options)
  ) STRICT;
  CREATE TABLE order_line (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    order_id TEXT NOT NULL,
    line_id TEXT NOT NULL,
    ordered_at INTEGER NOT NULL,
    sku TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price INTEGER NOT NULL,
    tax INTEGER,
    shipping INTEGER NOT NULL,
    fee INTEGER NOT NULL,
    country TEXT NOT NULL,
    customer_id TEXT NOT NULL,
    status TEXT NOT NULL
  ) STRICT;
  CREATE TABLE sighting (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL,
    rival TEXT NOT NULL,
    price INTEGER,
    in_stock INTEGER NOT NULL,
    seen_at INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE cost (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL,
    cost INTEGER NOT NULL,
    effective_from INTEGER
  ) STRICT;
  CREATE TABLE supply (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    sku TEXT NOT NULL UNIQUE,
    on_order INTEGER NOT NULL,
    lead_time_days INTEGER NOT NULL,
    replenishable INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE write_log (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    request TEXT NOT NULL,
    n INTEGER NOT NULL,
    kind TEXT NOT NULL,
    op TEXT NOT NULL,
    key TEXT NOT NULL,
    before TEXT,
    after TEXT,
    result TEXT NOT NULL
  ) STRICT;
  CREATE TABLE fault (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    side TEXT NOT NULL,
    probability REAL,
    remaining INTEGER
  ) STRICT;
`;
