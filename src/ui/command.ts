import {Args, Command, Flags, type Interfaces} from '@oclif/core';
import {KnownError} from '../domain/errors.js';
import type {Answer} from './answer.js';
import {printAnswer} from './envelope.js';
import {openSession, type Session} from './session.js';

export type {Answer, Session};
export {Args, Flags};

/** Flags that every command takes. */
const GLOBAL_FLAGS = {
  json: Flags.boolean({default: false, summary: 'Print one JSON document on standard output.', helpGroup: 'GLOBAL'}),
  yes: Flags.boolean({
    default: false,
    char: 'y',
    summary: 'Answer yes to the question before writing.',
    helpGroup: 'GLOBAL',
  }),
  quiet: Flags.boolean({default: false, summary: 'No progress and no advice.', helpGroup: 'GLOBAL'}),
  home: Flags.string({summary: 'Folder of all state.', env: 'SOUK_HOME', helpValue: 'DIR', helpGroup: 'GLOBAL'}),
  lang: Flags.string({summary: 'Language of the words.', options: ['en'], helpGroup: 'GLOBAL'}),
  now: Flags.string({hidden: true, env: 'SOUK_NOW', summary: 'Business time, for practice and folder shops.'}),
};

/** The flag of commands that work on one shop. */
export const SHOP_FLAG = {
  shop: Flags.string({
    char: 's',
    summary: 'The shop; default: the only one, or `souk config set shop`.',
    helpValue: 'NAME',
  }),
};

/** The flag of commands that work on several shops: default all of them, or the one set. */
export const SHOPS_FLAG = {
  shop: Flags.string({char: 's', multiple: true, summary: 'A shop; may be given several times.', helpValue: 'NAME'}),
};

/** Flags of every command that writes to a shop. */
export const WRITE_FLAGS = {
  'dry-run': Flags.boolean({
    default: false,
    summary: 'Show the plan and write nothing.',
    helpGroup: 'WRITING',
    exclusive: ['plan-file'],
  }),
  'plan-file': Flags.string({
    summary: 'Save the plan to a file instead of applying it.',
    helpValue: 'FILE',
    helpGroup: 'WRITING',
  }),
  force: Flags.boolean({
    summary: 'Replace the file of --plan-file if it is there.',
    helpGroup: 'WRITING',
  }),
  'accept-breaker': Flags.boolean({
    default: false,
    summary: 'Apply although the breaker says no.',
    helpGroup: 'WRITING',
  }),
  only: Flags.string({
    summary: 'Only this SKU; may be given several times.',
    multiple: true,
    helpValue: 'SKU',
    helpGroup: 'WRITING',
  }),
  limit: Flags.integer({summary: 'At most so many changes; the rest stays planned.', min: 1, helpGroup: 'WRITING'}),
  canary: Flags.string({summary: 'Only a share of the changes, such as 5%.', helpValue: 'SHARE', helpGroup: 'WRITING'}),
  'skip-drifted': Flags.boolean({
    default: false,
    summary: 'Leave out what changed in the shop since, and write the rest.',
    helpGroup: 'WRITING',
  }),
};

export type Parsed<T extends typeof Command> = {
  readonly flags: Interfaces.InferredFlags<(typeof SoukCommand)['baseFlags'] & T['flags']>;
  readonly args: Interfaces.InferredArgs<T['args']>;
};

/**
 * A command of souk: parses, calls one use case, shows the answer. What it prints, how it fails and which exit code it
 * ends with are decided here and in `main.ts`, once for all commands.
 */
export abstract class SoukCommand<T extends typeof Command> extends Command {
  static override baseFlags = GLOBAL_FLAGS;
  static override enableJsonFlag = false;

  /** Does the work. Throw a KnownError to fail; return an Answer otherwise. */
  protected abstract answer(session: Session, parsed: Parsed<T>): Promise<Answer>;

  /** Returns the exit code; errors are thrown to `main.ts`. */
  override async run(): Promise<number> {
    const type = this.ctor as T;
    const {flags, args} = await this.parse(
      {flags: type.flags, baseFlags: SoukCommand.baseFlags, args: type.args, strict: type.strict},
      this.argv,
    );
    const parsed: Parsed<T> = {flags: flags as Parsed<T>['flags'], args: args as Parsed<T>['args']};
    const session = await openSession(flags, [this.id ?? '', ...this.argv], this.config);
    try {
      const answer = await this.answer(session, parsed);
      return await printAnswer(session, answer);
    } finally {
      await session.close();
    }
  }

  /** Errors belong to `main.ts`; oclif's own handling would lose their exit codes (oclif/core#1423). */
  protected override async catch(error: Error): Promise<never> {
    throw error;
  }
}

/** Fails with every flag that is missing, at once. */
export function requireFlags(missing: readonly string[]): void {
  if (missing.length > 0)
    throw new KnownError('usage', 'FLAGS_MISSING', {flags: missing.map((flag) => `--${flag}`).join(', ')});
}
