import {type Answer, Flags, type Parsed, type Session, SHOPS_FLAG, SoukCommand} from '../../src/ui/command.js';

export default class SchedulePrint extends SoukCommand<typeof SchedulePrint> {
  static override summary = 'Print the lines that run the night: crontab or systemd units.';
  static override description =
    'With absolute paths, a log and a notice on failure. Writes nothing: you put the lines in place.';
  static override examples = [
    '<%= config.bin %> schedule print',
    '<%= config.bin %> schedule print --for systemd --at 03:30',
  ];
  static override flags = {
    ...SHOPS_FLAG,
    for: Flags.string({options: ['crontab', 'systemd'], default: 'crontab', summary: 'What runs it.'}),
    at: Flags.string({default: '02:00', summary: 'Time of day on this machine.', helpValue: 'HH:MM'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof SchedulePrint>): Promise<Answer> {
    const [{scheduleFiles}, {programOf}] = await Promise.all([
      import('../../src/app/schedule/print.js'),
      import('../../src/ui/program.js'),
    ]);
    const files = await scheduleFiles({
      scheduler: flags.for === 'systemd' ? 'systemd' : 'crontab',
      at: flags.at,
      ...programOf(session),
      home: session.home,
      shops: flags.shop ?? [],
    });
    return {
      result: {files},
      show: (screen) => {
        for (const {place, text} of files) {
          if (files.length > 1) screen.line(`# ${place}`);
          screen.line(text);
        }
      },
    };
  }
}
