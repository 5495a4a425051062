import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {FACT_IMPORT_FLAGS} from '../../src/ui/fact-flags.js';

export default class RivalImport extends SoukCommand<typeof RivalImport> {
  static override summary = 'Read rivals’ offers from a CSV file, or from the platform’s own messages.';
  static override description =
    'Columns, in any order: sku, rival, price, in_stock, seen_at, shipping, condition. An empty cell leaves alone what is known; __CLEAR__ clears it. A file of JSON (.json, .jsonl) is read as messages that the shop’s platform sends: Amazon’s ANY_OFFER_CHANGED, as its queue holds them. Writes the store, and FILE.errors.csv when rows are refused; writes to no shop.';
  static override examples = [
    '<%= config.bin %> rival import rivals.csv',
    '<%= config.bin %> rival import queue.jsonl --shop amazon-de',
    '<%= config.bin %> rival import rivals.csv --shop main --on-error skip-rows --json',
  ];
  static override args = {file: Args.string({description: 'The file.', required: true})};
  static override flags = {...FACT_IMPORT_FLAGS};

  protected override async answer(session: Session, {args, flags}: Parsed<typeof RivalImport>): Promise<Answer> {
    const {answerImport} = await import('../../src/ui/screens/fact.js');
    return await answerImport(session, 'rivals', args.file, flags);
  }
}
