import type {ColumnWords, Migration} from './types.js';

/** The first schema. Remote ids live in `remote_id` only, one a shop; customers are a keyed hash from the start. */
export const first: Migration = {version: 1, name: 'first', statements};

function statements(words: ColumnWords): readonly string[] {
  return [
    ...shops(words),
    ...catalogue(words),
    ...facts(words),
    ...sales(words),
    ...promotions(words),
    ...writes(words),
    ...shared(words),
  ];
}

function shops({text, int, table}: ColumnWords): readonly string[] {
  return [
    table('sequence', `name ${text} primary key, last ${int} not null`),
    table(
      'shop',
      `id ${int} primary key, name ${text} not null unique, platform ${text} not null, mode ${text} not null,
       currency ${text} not null, zone ${text} not null, prices_include_tax ${int} not null, tax_rate ${text},
       settings ${text} not null, own ${text} not null, paused_at ${int}, created_at ${int} not null`,
    ),
    table(
      'cursor',
      `shop_id ${int} not null references shop(id) on delete cascade, kind ${text} not null, cursor ${text} not null,
       at ${int} not null, primary key (shop_id, kind)`,
    ),
  ];
}

function catalogue({text, int, table}: ColumnWords): readonly string[] {
  return [
    table(
      'listing',
      `id ${int} primary key, shop_id ${int} not null references shop(id) on delete cascade, remote_id ${text} not null,
       product ${text} not null, title ${text} not null, description ${text} not null, vendor ${text} not null, category ${text} not null,
       tags ${text} not null, status ${text} not null, images ${text} not null, extra ${text} not null,
       hash ${text} not null, changed_at ${int} not null`,
    ),
    'create unique index listing_remote on listing (shop_id, remote_id)',
    'create index listing_product on listing (shop_id, product, id)',
    table(
      'offer',
      `id ${int} primary key, shop_id ${int} not null references shop(id) on delete cascade,
       listing_id ${int} not null references listing(id) on delete cascade, remote_id ${text} not null,
       position ${int} not null, sku ${text}, options ${text} not null, price ${int}, compare_at ${int}, base_price ${int}, base_compare_at ${int}, cost ${int},
       currency ${text} not null, tax_rate ${text}, stock ${int}, gtin ${text}, weight_grams ${int}, image ${text},
       extra ${text} not null, changed_at ${int} not null`,
    ),
    'create unique index offer_remote on offer (shop_id, remote_id)',
    'create index offer_listing on offer (listing_id, position, id)',
    'create index offer_sku on offer (shop_id, sku)',
    table(
      'pin',
      `shop_id ${int} not null references shop(id) on delete cascade, sku ${text} not null, until_at ${int},
       reason ${text} not null, primary key (shop_id, sku)`,
    ),
  ];
}

function facts({text, int, table}: ColumnWords): readonly string[] {
  const bySku = `shop_id ${int} not null references shop(id) on delete cascade, sku ${text} not null`;
  return [
    table('item', `code ${text} primary key, created_at ${int} not null`),
    table(
      'item_link',
      `${bySku}, item ${text} not null references item(code), pack ${int} not null, supplier ${text},
       minimum_order ${int}, pack_size ${int}, weight_grams ${int}, learnt_at ${int} not null, primary key (shop_id, sku)`,
    ),
    'create index item_link_item on item_link (item)',
    table(
      'cost',
      `${bySku}, effective_from ${int} not null, cost ${int} not null, fee_rate ${text}, fee_fixed ${int},
       return_cost ${int}, learnt_at ${int} not null, primary key (shop_id, sku, effective_from)`,
    ),
    table(
      'bound',
      `${bySku}, list_price ${int}, min_price ${int}, max_price ${int}, map_price ${int}, msrp ${int},
       learnt_at ${int} not null, primary key (shop_id, sku)`,
    ),
    table(
      'supply',
      `${bySku}, on_order ${int}, lead_time_days ${int}, replenishable ${int}, season_end ${text}, salvage_value ${int},
       holding_cost_day ${int}, received_on ${text}, learnt_at ${int} not null, primary key (shop_id, sku)`,
    ),
    table(
      'rival_offer',
      `${bySku}, rival ${text} not null, seen_at ${int} not null, price ${int}, shipping ${int}, in_stock ${int} not null,
       condition ${text}, learnt_at ${int} not null, primary key (shop_id, sku, rival, seen_at)`,
    ),
    'create index rival_offer_seen on rival_offer (shop_id, seen_at, sku, rival)',
    table(
      'fee_schedule',
      `${bySku}, category ${text} not null, effective_from ${int} not null, up_to ${int} not null, source ${text} not null,
       rate ${text} not null, fixed ${int}, minimum ${int}, marginal ${int} not null, learnt_at ${int} not null,
       primary key (shop_id, sku, category, effective_from, source, up_to)`,
    ),
  ];
}

function sales({text, int, table}: ColumnWords): readonly string[] {
  const ofShop = `shop_id ${int} not null references shop(id) on delete cascade`;
  return [
    table(
      'sales_order',
      `${ofShop}, order_id ${text} not null, ordered_at ${int} not null, customer ${text},
       primary key (shop_id, order_id)`,
    ),
    'create index sales_order_customer on sales_order (shop_id, customer, ordered_at)',
    table(
      'order_line',
      `${ofShop}, order_id ${text} not null, line_id ${text} not null, ordered_at ${int} not null, sku ${text} not null,
       quantity ${int} not null, unit_price ${int} not null, discount ${int}, tax ${int}, shipping ${int}, fee ${int},
       currency ${text} not null, country ${text}, status ${text}, primary key (shop_id, order_id, line_id)`,
    ),
    'create index order_line_time on order_line (shop_id, ordered_at, order_id, line_id)',
    'create index order_line_sku on order_line (shop_id, sku)',
    table(
      'daily',
      `${ofShop}, date ${text} not null, sku ${text} not null, price ${int}, units ${int}, start_stock ${int},
       primary key (shop_id, date, sku)`,
    ),
    table(
      'price_ledger',
      `seq ${int} primary key, ${ofShop}, sku ${text} not null, at ${int} not null, price ${int} not null,
       compare_at ${int}, currency ${text} not null, source ${text} not null, run ${text}, promotion ${text}`,
    ),
    // What was learnt of the demand: made from the facts, and made again from them where it is lost.
    table('learner', `shop_id ${int} primary key references shop(id) on delete cascade, body ${text} not null`),
    table(
      'learner_sku',
      `${ofShop}, sku ${text} not null, figures ${text} not null, belief ${text}, cells ${text} not null,
       primary key (shop_id, sku)`,
    ),
    'create index price_ledger_sku on price_ledger (shop_id, sku, at, seq)',
  ];
}

function promotions({text, int, table}: ColumnWords): readonly string[] {
  return [
    table(
      'promotion',
      `id ${text} primary key, shop_id ${int} not null references shop(id) on delete cascade, name ${text} not null,
       terms ${text} not null, scope ${text} not null, starts_at ${int} not null, ends_at ${int} not null,
       zone ${text} not null, strike ${int} not null, announced_at ${int}, status ${text} not null, status_at ${int} not null,
       created_at ${int} not null`,
    ),
    'create index promotion_shop on promotion (shop_id, starts_at, id)',
    table(
      'promotion_offer',
      `promotion ${text} not null references promotion(id) on delete cascade,
       shop_id ${int} not null references shop(id) on delete cascade,
       offer_id ${int} not null references offer(id) on delete cascade, price ${int} not null, compare_at ${int},
       set_at ${int} not null, primary key (promotion, offer_id)`,
    ),
    'create index promotion_offer_shop on promotion_offer (shop_id, promotion, offer_id)',
    'create index promotion_offer_offer on promotion_offer (offer_id)',
    // What was drawn and planned when it began, and what it came to.
    table(
      'experiment',
      `id ${text} primary key, shop_id ${int} not null references shop(id) on delete cascade, number ${int} not null,
       kind ${text} not null, state ${text} not null, started_at ${int} not null, ended_at ${int}, body ${text} not null`,
    ),
    'create index experiment_shop on experiment (shop_id, number)',
  ];
}

function writes({text, int, table, keyed}: ColumnWords): readonly string[] {
  const ofShop = `shop_id ${int} not null references shop(id) on delete cascade`;
  return [
    table(
      'plan',
      `id ${text} primary key, ${ofShop}, number ${int} not null unique, kind ${text} not null, state ${text} not null,
       created_at ${int} not null, expires_at ${int} not null, summary ${text} not null, header ${text} not null`,
    ),
    'create index plan_shop on plan (shop_id, number)',
    table(
      'plan_change',
      `plan ${text} not null references plan(id) on delete cascade, n ${int} not null, body ${text} not null,
       primary key (plan, n)`,
    ),
    table(
      'plan_skipped',
      `plan ${text} not null references plan(id) on delete cascade, n ${int} not null, body ${text} not null,
       primary key (plan, n)`,
    ),
    table(
      'run',
      `id ${text} primary key, ${ofShop}, number ${int} not null unique, plan ${text} not null, kind ${text} not null,
       state ${text} not null, started_at ${int} not null, ended_at ${int}, state_at ${int} not null, undoes ${text},
       held ${int} not null`,
    ),
    'create index run_shop on run (shop_id, number)',
    'create index run_undoes on run (undoes)',
    "create unique index run_open on run (shop_id) where state in ('open', 'interrupted')",
    table(
      'run_change',
      `run ${text} not null references run(id) on delete cascade, n ${int} not null, state ${text} not null,
       attempts ${int} not null, remote_id ${text}, code ${text}, message ${text}, observed ${text}, sent_at ${int},
       settled_at ${int}, primary key (run, n)`,
    ),
    table(
      'export_snapshot',
      `id ${text} primary key, ${ofShop}, number ${int} not null unique, dialect ${text} not null, at ${int} not null,
       file_hash ${text} not null`,
    ),
    'create index export_snapshot_hash on export_snapshot (shop_id, file_hash)',
    table(
      'export_cell',
      `snapshot ${text} not null references export_snapshot(id) on delete cascade, n ${int} not null,
       target ${text} not null, cells ${text} not null, primary key (snapshot, n)`,
    ),
    table(
      'file_layout',
      `number ${int} primary key, ${ofShop}, dialect ${text} not null, header ${text} not null,
       file_hash ${text} not null`,
    ),
    table(
      'file_product',
      `${ofShop}, dialect ${text} not null, product ${text} not null,
       layout ${int} not null references file_layout(number) on delete cascade, n ${int} not null, rows ${text} not null,
       primary key (shop_id, dialect, product)`,
    ),
    // Rows of files that the shop is as they say. What changes the listing takes its rows away.
    keyed(
      'file_row',
      `dialect ${text} not null, listing_id ${int} not null references listing(id) on delete cascade, ${ofShop},
       hash ${int} not null, unsaid ${text} not null, primary key (listing_id, dialect)`,
    ),
  ];
}

/** A lock carries its own lease; limiters are for several machines on one credential. */
function shared({text, int, table}: ColumnWords): readonly string[] {
  return [
    table(
      'lock',
      `name ${text} primary key, owner ${text} not null, taken_at ${int} not null, lease_until ${int} not null`,
    ),
    table(
      'limiter',
      `shop_id ${int} not null references shop(id) on delete cascade, name ${text} not null, state ${text} not null,
       at ${int} not null, primary key (shop_id, name)`,
    ),
  ];
}
