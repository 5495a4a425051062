import type {CoreWords} from '../../../domain/words/core.js';
import type {Catalogue} from '../catalogue.js';

export const core: Catalogue<CoreWords> = {
  BUG: {
    text: ({message}) => `souk met a fault of its own: ${message}`,
    hint: ({log}) => `The details are in ${log}; please report it with them.`,
  },
  USAGE: {text: ({text}) => text, hint: ({command}) => `souk ${command} --help`.replace('  ', ' ')},
  COMMAND_UNKNOWN: {
    text: ({command}) => `There is no command "${command}".`,
    hint: ({nearest}) => (nearest === '' ? 'souk help' : `souk ${nearest} --help`),
  },
  FLAGS_MISSING: {
    text: ({flags}) => `These flags are needed when souk may not ask: ${flags}`,
    hint: () => 'Add them, or run the command in a terminal.',
  },
  CONFIRMATION_NEEDED: {
    text: () => 'This command writes, and there is no terminal to ask on.',
    hint: ({look}) => (look ? 'Add --yes to write, or --dry-run to look only.' : 'Add --yes to write.'),
  },
  INTERRUPTED: {
    text: ({run, done, total, unknown, notSent}) =>
      `Interrupted. ${run} is safe: ${done} of ${total} changes done, ${unknown} unknown, ${notSent} not sent.`,
    hint: ({run}) => `souk run resume ${run}`,
  },
  INTERRUPTED_AT_ONCE: {
    text: () =>
      'Interrupted at once. Should a run have been under way, its journal has what was sent; what nobody knows is read back first.',
    hint: () => 'souk run resume',
  },
  PARTS_FAILED: {text: () => 'Not everything went through: see above.', hint: () => 'souk help exit-codes'},
  CONFIG_KEY_UNKNOWN: {
    text: ({key, known}) => `There is no setting "${key}". There are: ${known}.`,
    hint: () => 'souk config list',
  },
  OUTPUT_FORMAT_UNKNOWN: {
    text: ({file, known}) => `souk does not write files like ${file}. It writes: ${known}.`,
    hint: () => 'Choose another ending, or say which with --format.',
  },
  INTERRUPTED_BEFORE: {text: () => 'Interrupted before anything was written.'},
  FILE_NOT_FOUND: {text: ({file}) => `There is no file ${file}.`, hint: () => 'Check the path and try again.'},
  FILE_NOT_WRITABLE: {
    text: ({file, why}) => `${file} can not be written: ${why}`,
    hint: () => 'Choose another place with --output.',
  },
  FILE_EXISTS: {
    text: ({file}) => `${file} is there already, and what is in it would be lost. Nothing was written.`,
    hint: () => 'Choose another name, or replace it with --force.',
  },
  OUTPUT_IS_SHOP_FILE: {
    text: ({file, shop}) => `${file} belongs to shop ${shop}, which lives on it. Nothing was written.`,
    hint: () => 'Choose another name, or another folder.',
  },
  DATE_INVALID: {
    text: ({text, flag}) => `"${text}" is not a date for ${flag}.`,
    hint: ({flag}) => `Write it as ${flag} 2026-11-30 or ${flag} 2026-11-30T18:00.`,
  },
  'exit.done': {text: () => 'done; rows that were skipped or held are counted'},
  'exit.bug': {text: () => 'a fault of souk: please report it'},
  'exit.usage': {text: () => 'a command, flag or argument is wrong or missing'},
  'exit.rows': {text: () => 'some rows were refused by the file or the shop'},
  'exit.auth': {text: () => 'the shop did not let souk in'},
  'exit.blocked': {text: () => 'stopped by the breaker or a check; plan kept'},
  'exit.input': {text: () => 'bad input; nothing was written'},
  'exit.drift': {text: () => 'plan too old, or the shop has moved since'},
  'exit.unreachable': {text: () => 'the platform does not answer'},
  'exit.locked': {text: () => 'another run holds the shop, or another night'},
  'exit.interrupted': {text: () => 'interrupted; the journal is closed'},
};
