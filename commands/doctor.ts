import {type Answer, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../src/ui/command.js';

export default class Doctor extends SoukCommand<typeof Doctor> {
  static override summary = 'What is wrong with this installation, its shops and their catalogues, and how to mend it.';
  static override description =
    'Reads the store and asks each shop whether it answers. Writes nothing. Exit 5 when something must be mended.';
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --shop main --json'];
  static override flags = {...SHOPS_FLAG};

  protected override async answer(session: Session, {flags}: Parsed<typeof Doctor>): Promise<Answer> {
    const [{examine}, {everyShop}, {findingJson, showFindings}] = await Promise.all([
      import('../src/app/doctor/examine.js'),
      import('../src/app/shop/find.js'),
      import('../src/ui/screens/doctor.js'),
    ]);
    const context = await session.context();
    const none = (await context.data.shops.list()).length === 0;
    const findings = await examine(context, none ? [] : await everyShop(context, flags.shop));
    const worst = findings.find(({severity}) => severity === 'error');
    return {
      result: {findings: findings.map((finding) => findingJson(session.language, finding))},
      show: (screen) => showFindings(screen, findings),
      ...(worst === undefined ? {} : {failure: {category: 'blocked', message: worst.message}}),
    };
  }
}
