import {type ErrorCategory, EXIT_CODES} from '../../src/domain/errors.js';
import {type Answer, type Session, SoukCommand} from '../../src/ui/command.js';

type Category = ErrorCategory | 'done' | 'bug';

export default class HelpExitCodes extends SoukCommand<typeof HelpExitCodes> {
  static override summary = 'What each exit code means.';
  static override description = 'The codes are the same with and without --json. Writes nothing.';
  static override examples = ['<%= config.bin %> help exit-codes', '<%= config.bin %> help exit-codes --json'];

  protected override async answer(_session: Session): Promise<Answer> {
    const codes = (Object.entries(EXIT_CODES) as [Category, number][]).map(([category, exit]) => ({exit, category}));
    return {
      result: {codes},
      show: (screen) => {
        screen.table(
          [{label: 'code', align: 'right'}, {label: 'category'}, {label: '', shrink: true}],
          codes.map(({exit, category}) => [String(exit), category, screen.text(`exit.${category}`, {})]),
        );
      },
    };
  }
}
