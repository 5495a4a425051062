import type {SetupWords} from '../../../domain/words/setup.js';
import {zonedText} from '../../format.js';
import type {Catalogue} from '../catalogue.js';
import {counted, haveOrHas} from './count.js';
import {quoted} from './quoted.js';

/** What a folder lacks to be a connector. */
const NOT_PLUGIN = {
  'no-package': 'there is no package.json',
  'no-name': 'its package.json has no name',
  'no-hook': 'its package.json names no hook oclif.hooks.connectors',
} as const;

export const setup: Catalogue<SetupWords> = {
  SHOP_NONE: {text: () => 'No shop is connected yet.', hint: () => 'souk init --practice'},
  SHOP_AMBIGUOUS: {
    text: ({names}) => `Which shop? There are several: ${names}.`,
    hint: () => 'Add --shop NAME, or set one for good: souk config set shop NAME',
  },
  SHOP_UNKNOWN: {
    text: ({name, names}) => `There is no shop "${name}". Connected: ${names}.`,
    hint: () => 'souk shop list',
  },
  SHOP_NAME_INVALID: {
    text: ({name}) => `"${name}" can not name a shop: use letters, digits, dots, dashes and underscores, 40 at most.`,
    hint: () => 'souk shop add main --platform …',
  },
  SHOP_EXISTS: {
    text: ({name}) => `There is a shop "${name}" already.`,
    hint: ({name}) => `Choose another name, or forget that one: souk shop remove ${name}`,
  },
  SHOP_HAS_OPEN_RUN: {
    text: ({name, run}) => `${name} can not be removed: run ${run} is not finished.`,
    hint: ({run}) => `souk run resume ${run}, or souk run abandon ${run}`,
  },
  PLATFORM_UNKNOWN: {
    text: ({platform, known}) => `souk has no connector for "${platform}". It has: ${known}.`,
    hint: () =>
      'For a platform without one, connect a folder of CSV files: souk shop add NAME --platform folder --dir DIR',
  },
  CURRENCY_UNKNOWN: {
    text: ({currency}) => `"${currency}" is no ISO 4217 currency code.`,
    hint: () => 'Write it as --currency EUR',
  },
  ZONE_UNKNOWN: {
    text: ({zone}) => `"${zone}" is no time zone.`,
    hint: () => 'Write it as --time-zone Europe/Berlin',
  },
  TAX_RATE_INVALID: {
    text: ({rate}) => `"${rate}" is no tax rate: it is a fraction, 0.19 for 19 %.`,
    hint: () => 'Write it as --tax-rate 0.19',
  },
  PLATFORM_SETTING_UNKNOWN: {
    text: ({setting, platform, known}) => `${platform} has no setting "${setting}". It has: ${known}.`,
    hint: () => 'souk shop add --help',
  },
  PLATFORM_SETTING_MALFORMED: {
    text: ({text}) => `"${text}" is not NAME=VALUE.`,
    hint: () => 'Write it as --set seed=7',
  },
  SECRET_EMPTY: {
    text: () => 'Standard input holds no password, key or token.',
    hint: () => 'souk shop add NAME --platform PLATFORM --token-stdin < password.txt',
  },
  'shop.ask-secret': {text: ({word, shop}) => `The ${word} for ${shop}?`},
  'shop.none': {text: () => 'No shop is connected yet. Begin with: souk init'},
  'shop.head': {text: ({name, platform, mode}) => `${name} (${platform}), mode ${mode}`},
  'shop.terms': {text: () => 'terms'},
  'shop.tax-in': {text: ({rate}) => `prices include tax at ${rate}`},
  'shop.tax-out': {text: () => 'prices without tax'},
  'shop.catalogue': {text: () => 'catalogue'},
  'shop.counts': {
    text: ({listings, offers, withoutSku}) =>
      `${listings} listings, ${offers} offers${withoutSku === 0 ? '' : `, ${withoutSku} without SKU`}`,
  },
  'shop.pulled': {text: ({kind}) => `${kind} as of`},
  'shop.paused': {text: () => 'paused'},
  'shop.open-run': {text: ({run}) => `run ${run} is open: souk run resume ${run}`},
  'shop.rows-more': {text: ({count}) => `… ${count} more`},
  'shop.check-ok': {text: ({name}) => `${name} answers.`},
  'shop.check-failed': {text: ({name}) => `${name} is not ready.`},
  'shop.mode-set': {text: ({name, before, mode}) => `${name}: ${before} → ${mode}`},
  'shop.remove-question': {
    text: ({name}) => `Forget ${name}, with its plans and runs? The shop itself is not touched.`,
  },
  'shop.removed': {text: ({name}) => `${name} is forgotten.`},
  'shop.kept': {text: ({name}) => `${name} is kept.`},
  TIME_INVALID: {text: ({text}) => `"${text}" is no time of day.`, hint: () => 'Write it as --at 02:00'},
  'config.head': {text: ({home, count}) => (count === 0 ? `No settings in ${home}` : `Settings in ${home}`)},
  'config.set': {text: ({key, before, value}) => `${key}: ${before} → ${value}`},
  'doctor.node': {text: ({version}) => `Node ${version}`},
  'doctor.store': {
    text: ({engine, location, version, rows}) => `store: ${engine} ${version} at ${location}, ${rows} rows`,
  },
  'doctor.customer-key': {
    text: ({fingerprint}) =>
      `customers are hashed with key ${fingerprint} (the same on every machine that shares a store)`,
  },
  'doctor.summary': {text: ({ok, warnings, errors}) => `${ok} in order, ${warnings} to look at, ${errors} to mend.`},
  DOCTOR_HOME_OPEN: {
    text: ({home, mode}) => `Others on this machine can look into ${home} (mode ${mode}).`,
    hint: ({home}) => `chmod 700 ${home}`,
  },
  DOCTOR_RUN_OPEN: {text: ({run}) => `Run ${run} is not finished.`, hint: ({run}) => `souk run resume ${run}`},
  DOCTOR_PAUSED: {
    text: ({shop}) => `${shop} is paused: scheduled writes are stopped.`,
    hint: ({shop}) => `souk pause --off --shop ${shop}`,
  },
  DOCTOR_NEVER_PULLED: {
    text: () => 'Its listings were never pulled.',
    hint: ({shop}) => `souk shop pull --shop ${shop}`,
  },
  DOCTOR_STALE: {
    text: ({days}) => `Its listings were last pulled ${days} days ago.`,
    hint: ({shop}) => `souk shop pull --shop ${shop}`,
  },
  LOOK_WITHOUT_SKU: {
    text: ({count}) =>
      `${counted(count, 'offer')} ${haveOrHas(count)} no SKU: without one nothing can be matched with costs, bounds and rivals.`,
    hint: ({shop}) => `souk listing list --shop ${shop} --fields product,options,sku`,
  },
  LOOK_DUPLICATE_SKUS: {
    text: ({count}) =>
      `${counted(count, 'offer')} ${count === 1 ? 'shares' : 'share'} a SKU with another: souk will not match by it.`,
    hint: ({shop}) => `souk listing list --shop ${shop} --fields sku,product,options`,
  },
  LOOK_TWIN_SKUS: {
    text: ({count}) =>
      `${counted(count, 'SKU')} ${count === 1 ? 'differs' : 'differ'} from another by case or white space only.`,
    hint: ({shop}) => `souk listing list --shop ${shop} --fields sku,product`,
  },
  LOOK_WITHOUT_PRICE: {
    text: ({count}) => `${counted(count, 'offer')} ${haveOrHas(count)} no price.`,
    hint: ({shop}) => `souk listing list --shop ${shop} --fields sku,price`,
  },
  LOOK_WITHOUT_COST: {
    text: ({count}) => `${counted(count, 'offer')} ${haveOrHas(count)} no cost: no price can be computed without.`,
    hint: ({shop}) => `souk cost import costs.csv --shop ${shop}`,
  },
  LOOK_BELOW_BREAK_EVEN: {
    text: ({count}) =>
      `${counted(count, 'offer')} ${count === 1 ? 'is' : 'are'} priced below break-even: every sale loses money.`,
    hint: ({shop}) => `souk reprice --shop ${shop} --dry-run`,
  },
  LOOK_BOUNDS_CROSSED: {
    text: ({count, sku}) =>
      count === 1
        ? `The floor of ${sku} is above its ceiling: no price fits, and it is held.`
        : `${count} SKUs (${sku} …) have a floor above their ceiling: no price fits, and they are held.`,
    hint: ({shop, sku}) => `souk bound list --shop ${shop} --sku ${sku}`,
  },
  LOOK_BAD_GTINS: {
    text: ({count}) => `${counted(count, 'GTIN')} ${haveOrHas(count)} a wrong check digit.`,
    hint: ({shop}) => `souk listing list --shop ${shop} --fields sku,gtin`,
  },
  LOOK_UNLINKED: {
    text: ({count}) => `${counted(count, 'SKU')} ${count === 1 ? 'is' : 'are'} not linked to an item of yours.`,
    hint: ({shop}) => `souk item link SKU ITEM --shop ${shop}`,
  },
  'init.ask-platform': {text: () => 'Which shop do you want to connect?'},
  'init.platform-practice': {text: () => 'the practice shop: a simulated marketplace to learn on'},
  'init.platform-folder': {text: () => 'a folder of CSV files'},
  'init.ask-name': {text: () => 'What shall souk call it?'},
  'init.ask-dir': {text: () => 'In which folder are its files?'},
  'init.ask-currency': {text: () => 'In which currency does it sell?'},
  'init.ask-zone': {text: () => 'In which time zone are its days?'},
  'init.ask-tax': {text: () => 'Do its prices include tax?'},
  'init.tax-no': {text: () => 'no, tax comes on top'},
  'init.tax-yes': {text: () => 'yes'},
  'init.ask-rate': {text: () => 'Which tax rate, as a fraction?'},
  'init.connected': {text: ({name, platform, mode}) => `${name} (${platform}) is connected, mode ${mode}.`},
  'init.look': {
    text: ({listings, offers}) => `It holds ${counted(listings, 'listing')} with ${counted(offers, 'offer')}.`,
  },
  'init.next': {text: ({name}) => `Next: souk listing list --shop ${name}, or souk reprice --shop ${name} --dry-run`},
  'init.next-observe': {
    text: ({name}) =>
      `souk only looks for now. Next: souk reprice --shop ${name} --dry-run; let it write with: souk shop mode ${name} apply`,
  },
  'pull.head': {text: ({shop}) => `${shop} is up to date.`},
  'pull.products': {text: () => 'products'},
  'pull.read': {text: () => 'READ'},
  'pull.added': {text: () => 'NEW'},
  'pull.changed': {text: () => 'CHANGED'},
  'pull.same': {text: () => 'SAME'},
  'pull.refused': {text: () => 'REFUSED'},
  'pull.repeated': {text: ({kind, count}) => `${kind} repeated further down: ${count} (the later row counts).`},
  'pull.forgotten': {text: ({listings, offers}) => `No longer in the shop: ${listings} listings, ${offers} offers.`},
  'pull.more': {text: ({count}) => `  … ${count} more`},
  NIGHT_RUNNING: {
    text: ({pid, host, free}) =>
      `Another night is under way${pid === 0 ? '' : `: process ${pid} on ${host}`}.${free === '' ? '' : ` Should it have died there, the nights are free from ${zonedText(free, 'UTC')}.`}`,
    hint: () => 'Wait for it to end, then try again.',
  },
  NIGHT_FACTS_OLD: {
    text: ({shop, kind, days}) => `${shop}: ${kind} were last renewed ${days} days ago.`,
    hint: ({shop}) => `souk shop pull --shop ${shop}`,
  },
  'night.passed': {
    text: ({nights, written}) => `${nights} nights: ${written} prices written and verified. Look: souk run list`,
  },
  'night.question': {text: ({shops}) => `Run the night for ${shops}?`},
  'night.declined': {text: () => 'Nothing was done.'},
  'night.pulled': {
    text: ({listings, orders, refused}) =>
      `pulled ${listings} listings, ${orders} new order lines${refused === 0 ? '' : `, ${refused} rows refused`}`,
    hint: ({shop, refused}) => (refused === 0 ? '' : `souk shop check ${shop}`),
  },
  'night.planned': {
    text: ({starts, ends, changes, held, skipped}) =>
      [
        ...(starts + ends === 0 ? [] : [`${starts} promotions start, ${ends} end`]),
        `${changes} prices to change`,
        `${held} held`,
        `${skipped} skipped`,
      ].join(', '),
  },
  'night.applied': {
    text: ({run, verified, drifted, failed}) =>
      `${run}: ${verified} verified${drifted === 0 ? '' : `, ${drifted} drifted`}${failed === 0 ? '' : `, ${failed} failed`}`,
  },
  'night.run-waits': {text: ({run}) => `${run} is not finished and waits (souk run resume ${run})`},
  'night.paused': {text: ({shop, since}) => `paused since ${since}: nothing written (souk pause --off --shop ${shop})`},
  'night.suggested': {text: ({plan}) => `mode suggest: the plan waits for you (souk plan show ${plan})`},
  'night.observed': {text: ({shop}) => `mode observe: nothing written (souk shop mode ${shop} apply)`},
  'demo.head': {
    text: ({home}) => `The main job on the practice shop. All of it lives in ${home}; nothing leaves this machine.`,
  },
  'demo.step': {text: ({number, text}) => `${number}. ${text}`},
  'demo.shop': {text: () => 'Connect the practice shop: a simulated marketplace with buyers and rivals.'},
  'demo.import': {text: () => 'Upload a catalogue, a Shopify export with a row for each variant.'},
  'demo.cost': {text: () => 'Tell souk what the goods cost. One item is missing on purpose: souk will not price it.'},
  'demo.look': {text: () => 'What would keep souk from pricing well?'},
  'demo.wait': {text: () => 'Two days pass, so that there are rivals’ prices and first orders.'},
  'demo.reprice': {
    text: () => 'Reprice by the shop’s rules (shops/demo/pricing.yaml in the home); the guards say what they did.',
  },
  'demo.why': {text: () => 'Why is that the price?'},
  'demo.promo': {text: () => 'Schedule a promotion on all mugs, checked against break-even before it is taken.'},
  'demo.days': {text: () => 'Let 30 simulated days pass, with the nightly job in each.'},
  'demo.adjust': {text: () => 'A hasty change: all candles up by a tenth.'},
  'demo.runs': {text: () => 'Every write ever made is in the journal.'},
  'demo.undo': {text: () => 'Take the last one back, row by row, where the shop still holds what was written.'},
  'demo.report': {text: () => 'What came of it?'},
  'demo.html': {text: () => 'The same as a page with charts, for the bank or the partner.'},
  'demo.end': {
    text: ({file, home}) => `The report is at ${file}\nLook around in this shop with: export SOUK_HOME=${home}`,
  },
  CONNECTOR_NOT_PLUGIN: {
    text: ({folder, why}) => `${folder} is no connector: ${NOT_PLUGIN[why]}.`,
    hint: () => 'souk connector link --help',
  },
  CONNECTORS_DAMAGED: {
    text: ({file}) => `${file} is not a list of linked connectors.`,
    hint: ({file}) => `Mend it, or begin anew: mv ${quoted(file)} ${quoted(`${file}.old`)}`,
  },
  CONNECTOR_FAILED: {
    text: ({why}) => `It can not be loaded: ${why}`,
    hint: ({name}) => `souk connector unlink ${name}`,
  },
  CONNECTOR_GONE: {
    text: () => 'It is not there any more.',
    hint: ({name}) => `souk connector unlink ${name}`,
  },
  CONNECTOR_EMPTY: {
    text: () => 'It brings no connector.',
    hint: ({name}) => `souk connector unlink ${name}`,
  },
  CONNECTOR_NAME_TAKEN: {
    text: ({platform}) => `Its connector "${platform}" is not used: souk has one of that name.`,
    hint: ({name}) => `souk connector unlink ${name}`,
  },
  CONNECTOR_UNKNOWN: {
    text: ({name, known}) => `No connector "${name}" is linked.${known === '' ? '' : ` There is: ${known}.`}`,
    hint: () => 'souk connector list',
  },
  'connector.linked': {
    text: ({name, folder}) => `${name} is linked from ${folder}. See what it brings: souk connector list`,
  },
  'connector.unlinked': {text: ({name}) => `${name} is linked no more.`},
  'connector.none': {text: () => 'No connector is linked. Link one with: souk connector link FOLDER'},
  DEMO_STEP_FAILED: {
    text: ({command, exit}) => `The demo stopped: "${command}" ended with exit ${exit}.`,
    hint: () => 'Please report it with what stands above.',
  },
};
