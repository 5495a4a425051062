import {type Answer, Flags, type Parsed, type Session, SHOP_FLAG, SoukCommand} from '../../src/ui/command.js';
import {screenOf} from '../../src/ui/screen.js';

export default class PracticeServe extends SoukCommand<typeof PracticeServe> {
  static override summary = 'Serve a practice shop over HTTP on this machine, until Ctrl-C.';
  static override description =
    'Another souk connects to it with `souk shop add NAME --platform practice --url URL`. There is no password; it listens on 127.0.0.1 only. What clients write goes into the practice shop’s own file.';
  static override examples = [
    '<%= config.bin %> practice serve --port 8099',
    '<%= config.bin %> practice serve --shop main --port 0',
  ];
  static override flags = {
    ...SHOP_FLAG,
    port: Flags.integer({summary: 'The port; 0 takes a free one.', default: 0, min: 0, max: 65_535}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof PracticeServe>): Promise<Answer> {
    const {servePractice} = await import('../../src/app/practice/serve.js');
    const {io, language} = session;
    const ready = (url: string) => {
      // Standard output belongs to the one document at the end; who waits for the URL reads it here.
      screenOf({...io, out: io.err}, language).say('practice.serving', {url});
    };
    const {shop, url} = await servePractice(await session.context(), flags.shop, flags.port, ready);
    return {
      result: {shop: shop.name, url},
      show: (screen) => {
        screen.say('practice.served', {shop: shop.name});
      },
    };
  }
}
