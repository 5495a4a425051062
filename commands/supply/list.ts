import {type Answer, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_LIST_FLAGS} from '../../src/ui/fact-flags.js';

export default class SupplyList extends SoukCommand<typeof SupplyList> {
  static override summary = 'What is on order, lead times, season ends, as souk knows it.';
  static override description = 'Reads the store only. Writes nothing.';
  static override examples = [
    '<%= config.bin %> supply list',
    '<%= config.bin %> supply list --shop main --sku MUG-01 --json',
  ];
  static override flags = {...FACT_LIST_FLAGS};

  protected override async answer(session: Session, {flags}: Parsed<typeof SupplyList>): Promise<Answer> {
    const {answerList} = await import('../../src/ui/screens/fact-list.js');
    return await answerList(session, 'supply', flags);
  }
}
