import {type HoldoutResult, holdoutResult} from '../../app/experiment/holdout.js';
import {findExperiment} from '../../app/experiment/manage.js';
import {findShop} from '../../app/shop/find.js';
import {shopNow} from '../../app/shop/now.js';
import type {Shop} from '../../domain/catalog/types.js';
import {dayAt} from '../../domain/sales/calendar.js';
import {priceTable} from '../../reports/price.js';
import type {Answer} from '../answer.js';
import type {OutputFlags} from '../report-flags.js';
import type {Session} from '../session.js';
import {completed} from '../typed.js';
import {answerIn, type Forms} from './report-output.js';
import {comparisonOf, priceJson, showPriceReport} from './report-price.js';
import {priceWords} from './report-price-words.js';

/** Answers `souk report price`: the latest holdout, in the form that was asked for. */
export async function answerPriceReport(
  session: Session,
  flags: OutputFlags & {readonly shop?: string | undefined},
): Promise<Answer> {
  const context = await session.context();
  const shop = await findShop(context, flags.shop);
  const found = await findExperiment(context, shop, undefined, 'holdout');
  const result = found?.kind === 'holdout' ? await holdoutResult(context, shop, found) : null;
  const forms = await formsOf(session, shop, result);
  const page = completed(session.typed, ['--format', 'html', '--open'], ['--format', '--output', '-o']);
  const withHint: Forms = {
    ...forms,
    show: (screen) => {
      forms.show(screen);
      if (result !== null) screen.say('report.html-hint', {command: page});
    },
  };
  return await answerIn(session, withHint, flags);
}

/** One holdout by its id, as `souk price test show` has it. */
export async function answerHoldout(session: Session, shop: Shop, result: HoldoutResult): Promise<Answer> {
  const {document, warnings, show} = await formsOf(session, shop, result);
  return {result: document, warnings, show};
}

async function formsOf(session: Session, shop: Shop, result: HoldoutResult | null): Promise<Forms> {
  const today = dayAt(await shopNow(await session.context(), shop), shop.terms.zone);
  const comparison = comparisonOf(shop, result, today);
  const words = priceWords(session.language, shop, result, session.config.version);
  return {
    name: 'price',
    period: comparison.period,
    document: priceJson(shop, result, comparison, words),
    table: priceTable(comparison),
    warnings: [],
    page: async () => {
      const {pricePage} = await import('../../reports/price-page.js');
      return await pricePage(comparison, words);
    },
    show: (screen) => showPriceReport(screen, comparison, words),
  };
}
