import {type Answer, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_LIST_FLAGS} from '../../src/ui/fact-flags.js';

export default class FeeList extends SoukCommand<typeof FeeList> {
  static override summary = 'What selling costs: the fee schedules that souk knows.';
  static override description = 'Reads the store only. Writes nothing.';
  static override examples = [
    '<%= config.bin %> fee list',
    '<%= config.bin %> fee list --shop main --sku MUG-01 --json',
  ];
  static override flags = {...FACT_LIST_FLAGS};

  protected override async answer(session: Session, {flags}: Parsed<typeof FeeList>): Promise<Answer> {
    const {answerList} = await import('../../src/ui/screens/fact-list.js');
    return await answerList(session, 'fees', flags);
  }
}
