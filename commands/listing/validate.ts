import {message} from '../../src/domain/errors.js';
import {type Answer, Args, type Parsed, type Session, SoukCommand} from '../../src/ui/command.js';
import {VALIDATE_FLAGS} from '../../src/ui/listing-flags.js';
import {showValidation, validationJson} from '../../src/ui/screens/listing.js';

export default class ListingValidate extends SoukCommand<typeof ListingValidate> {
  static override summary = 'Check a catalogue file without a shop.';
  static override description =
    'Writes nothing, but the refused rows to --errors FILE when asked to, and what is only worth a look to --warnings FILE. ' +
    'Ends in 6 when a row would be refused.';
  static override examples = [
    '<%= config.bin %> listing validate spring.csv',
    "<%= config.bin %> listing validate products_export.csv --currency EUR --make-sku '{handle}-{options}' --errors bad.csv",
  ];
  static override args = {file: Args.string({required: true, description: 'The catalogue file.'})};
  static override flags = VALIDATE_FLAGS;

  protected override async answer(session: Session, {args, flags}: Parsed<typeof ListingValidate>): Promise<Answer> {
    const {validateFile} = await import('../../src/app/listing/validate.js');
    const {validateInput} = await import('../../src/ui/listing-import.js');
    const input = validateInput(session, args.file, flags);
    const result = await validateFile(() => session.context(), input);
    const failed = result.fates.refused > 0;
    const said = message('FILE_INVALID', {
      rows: result.fates.refused,
      withoutSku: result.withoutSku,
      file: args.file,
    });
    return {
      result: validationJson(result, input.words),
      warnings: result.warnings,
      show: (screen) => showValidation(screen, result),
      ...(failed ? {failure: {category: 'input', message: said}} : {}),
    };
  }
}
