import type {FeeChoice} from '../../app/fact/fee-remove.js';
import {message} from '../../domain/errors.js';
import type {Answer} from '../answer.js';
import {confirmed} from '../confirm.js';
import {screenOf} from '../screen.js';
import type {Session} from '../session.js';
import {rowsJson, showRows} from './fact-list.js';

/** Takes away a fee schedule that the merchant gave, after a question. */
export async function answerFeeRemove(session: Session, choice: FeeChoice, name: string | undefined): Promise<Answer> {
  const [{findShop}, {findFees, mayComeAgain, removeFees}, {feeList}] = await Promise.all([
    import('../../app/shop/find.js'),
    import('../../app/fact/fee-remove.js'),
    import('../../app/fact/list.js'),
  ]);
  const context = await session.context();
  const shop = await findShop(context, name);
  const found = await findFees(context, shop, choice);
  const {scope, from, steps} = found;
  const where = {shop: shop.name, scope, from, steps: steps.length};
  const list = feeList(steps);
  const {currency} = shop.terms;
  const screen = screenOf(session.io, session.language);
  // What goes is shown before the question, since that is what a person decides by.
  const asked = session.io.interactive && !session.yes;
  if (asked) showRows(screen, list, currency);
  const removed = await confirmed(session, screen.text('fee.remove-question', where));
  if (removed) await removeFees(context, shop, found);
  const again = removed && (await mayComeAgain(context, shop));
  return {
    result: {shop: shop.name, currency, removed, fees: rowsJson(list, currency)},
    show: () => {
      if (!removed) return screen.say('fee.kept', where);
      screen.say('fee.removed', where);
      if (!asked) showRows(screen, list, currency);
      screen.say('fee.removed-next', where);
    },
    warnings: again ? [message('FEES_MAY_COME_AGAIN', {shop: shop.name})] : [],
  };
}
