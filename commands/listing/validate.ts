import {DIALECT_NAMES, MATCH_KEYS} from '../../src/domain/catalog/choices.js';
import {message} from '../../src/domain/errors.js';
import {type Answer, Args, Flags, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {showValidation, validationJson, wordingOf} from '../../src/ui/screens/listing.js';

export default class ListingValidate extends SoukCommand<typeof ListingValidate> {
  static override summary = 'Check a catalogue file without a shop.';
  static override description =
    'Writes nothing, but the refused rows to --errors FILE when asked to. Ends in 6 when a row would be refused.';
  static override examples = [
    '<%= config.bin %> listing validate spring.csv',
    "<%= config.bin %> listing validate products_export.csv --currency EUR --make-sku '{handle}-{options}' --errors bad.csv",
  ];
  static override args = {file: Args.string({required: true, description: 'The catalogue file.'})};
  static override flags = {
    dialect: Flags.option({
      options: ['auto', ...DIALECT_NAMES] as const,
      default: 'auto',
      summary: "The file's format.",
    })(),
    encoding: Flags.string({summary: 'The encoding, when it can not be guessed.', helpValue: 'NAME'}),
    currency: Flags.string({default: 'USD', summary: 'The currency of the prices.', helpValue: 'CODE'}),
    key: Flags.option({options: MATCH_KEYS, default: 'sku', summary: 'What is to tell which offer a row means.'})(),
    'make-sku': Flags.string({summary: 'As for import: codes for rows without a SKU.', helpValue: 'PATTERN'}),
    errors: Flags.string({summary: 'Where refused rows are written.', helpValue: 'FILE'}),
  };

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingValidate>): Promise<Answer> {
    const {validateFile} = await import('../../src/app/listing/validate.js');
    const words = wordingOf(session);
    const result = await validateFile(() => session.context(), {
      file: args.file,
      dialect: flags.dialect,
      currency: flags.currency,
      key: flags.key,
      words,
      ...(flags.encoding === undefined ? {} : {encoding: flags.encoding}),
      ...(flags['make-sku'] === undefined ? {} : {makeSku: flags['make-sku']}),
      ...(flags.errors === undefined ? {} : {errors: flags.errors}),
    });
    const failed = result.fates.refused > 0;
    const said = message('FILE_INVALID', {
      rows: result.fates.refused,
      withoutSku: result.withoutSku,
      file: args.file,
    });
    return {
      result: validationJson(result, words),
      warnings: result.warnings,
      show: (screen) => showValidation(screen, result),
      ...(failed ? {failure: {category: 'input', message: said}} : {}),
    };
  }
}
