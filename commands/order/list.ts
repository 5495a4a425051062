import {type Answer, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_LIST_FLAGS} from '../../src/ui/fact-flags.js';

export default class OrderList extends SoukCommand<typeof OrderList> {
  static override summary = 'What was sold and returned, as souk knows it.';
  static override description = 'Reads the store only. Of customers nothing is shown. Writes nothing.';
  static override examples = [
    '<%= config.bin %> order list',
    '<%= config.bin %> order list --shop main --from 2026-10-01 --to 2026-11-01 --json',
  ];
  static override flags = {
    ...FACT_LIST_FLAGS,
    from: Flags.string({summary: 'From this date or time on.', helpValue: 'DATE'}),
    to: Flags.string({summary: 'Up to this date or time, exclusive.', helpValue: 'DATE'}),
  };

  protected override async answer(session: Session, {flags}: Parsed<typeof OrderList>): Promise<Answer> {
    const {answerList} = await import('../../src/ui/screens/fact-list.js');
    return await answerList(session, 'orders', flags);
  }
}
