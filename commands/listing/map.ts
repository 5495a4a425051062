import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {READING_FLAGS} from '../../src/ui/listing-flags.js';

const {map: _map, decimal: _decimal, ...FLAGS} = READING_FLAGS;

export default class ListingMap extends SoukCommand<typeof ListingMap> {
  static override summary = 'Say which column of a file is what, for files of no known format.';
  static override description =
    'Asks field by field, shows sample values, and writes a mapping file for --map; nothing to a shop. Needs a terminal.';
  static override examples = [
    '<%= config.bin %> listing map stock-list.csv',
    '<%= config.bin %> listing map stock-list.xlsx --sheet Prices --output map.yaml --force',
  ];
  static override args = {file: Args.string({required: true, description: 'The catalogue file.'})};
  static override flags = {
    ...FLAGS,
    output: Flags.string({char: 'o', summary: 'The mapping file to write. Default: NAME.map.yaml.', helpValue: 'FILE'}),
    force: Flags.boolean({default: false, summary: 'Replace the file if it is there.'}),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingMap>): Promise<Answer> {
    const {askMap} = await import('../../src/ui/listing-map.js');
    const result = await askMap(session, {...flags, file: args.file});
    return {
      result,
      show: (screen) =>
        screen.say('listing.mapped', {file: result.file, map: result.map, count: Object.keys(result.columns).length}),
    };
  }
}
