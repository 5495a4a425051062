import {type Answer, Flags, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../src/ui/command.js';

export default class Pause extends SoukCommand<typeof Pause> {
  static override summary = 'Stop every scheduled write, until --off.';
  static override description =
    'The emergency brake: `nightly` reads and plans but writes nothing. What you type and confirm still goes through. Writes the setting only.';
  static override examples = ['<%= config.bin %> pause', '<%= config.bin %> pause --off --shop main'];
  static override flags = {...SHOPS_FLAG, off: Flags.boolean({default: false, summary: 'Let scheduled writes go on.'})};

  protected override async answer(session: Session, {flags}: Parsed<typeof Pause>): Promise<Answer> {
    const {everyShop} = await import('../src/app/shop/find.js');
    const {pauseShops} = await import('../src/app/shop/pause.js');
    const {instantOrNull} = await import('../src/ui/format.js');
    const context = await session.context();
    const shops = await pauseShops(context, await everyShop(context, flags.shop), flags.off);
    return {
      result: {shops: shops.map(({name, pausedAt}) => ({name, pausedAt: instantOrNull(pausedAt)}))},
      show: (screen) => {
        for (const {name} of shops) screen.say(flags.off ? 'pause.off' : 'pause.on', {shop: name});
      },
    };
  }
}
