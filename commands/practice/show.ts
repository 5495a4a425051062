import {type Answer, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class PracticeShow extends SoukCommand<typeof PracticeShow> {
  static override summary = 'The state of a practice shop: its date, its goods, its faults.';
  static override description = 'Writes nothing.';
  static override examples = ['<%= config.bin %> practice show', '<%= config.bin %> practice show --shop main --json'];
  static override flags = {...SHOP_FLAG};

  protected override async answer(session: Session, {flags}: Parsed<typeof PracticeShow>): Promise<Answer> {
    const {showPractice} = await import('../../src/app/practice/show.js');
    const {shop, now, startedAt, seed, products, variants, orders, faults} = await showPractice(
      await session.context(),
      flags.shop,
    );
    const [date, began] = [new Date(now).toISOString(), new Date(startedAt).toISOString()];
    return {
      result: {shop: shop.name, now: date, startedAt: began, seed, products, variants, orders, faults},
      show: (screen) => {
        screen.say('practice.state', {shop: shop.name, now: date, zone: shop.terms.zone, startedAt: began, seed});
        screen.say('practice.holds', {products, variants, orders});
        screen.say('practice.faults', {faults: faults.join(', ')});
        screen.say('practice.go-on', {shop: shop.name});
      },
    };
  }
}
