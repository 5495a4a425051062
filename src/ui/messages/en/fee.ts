import type {FeeScope, FeeWords} from '../../../domain/words/fee.js';
import {plain} from '../../format.js';
import type {Catalogue} from '../catalogue.js';
import {counted} from './count.js';
import {quoted} from './quoted.js';

const of = ({kind, name}: FeeScope) =>
  kind === 'shop' ? 'the whole shop' : kind === 'sku' ? plain(name) : `the category "${plain(name)}"`;

const typed = ({kind, name}: FeeScope) =>
  kind === 'shop' ? '--whole-shop' : kind === 'sku' ? quoted(name) : `--category ${quoted(name)}`;

const day = (from: string) => (from === 'always' ? '' : `, from ${from} on`);

const days = (all: readonly string[]) =>
  all.map((from) => (from === 'always' ? 'one that always holds' : `one from ${from} on`)).join(', ');

export const fee: Catalogue<FeeWords> = {
  FEES_WHICH: {
    text: () => 'Say whose fees are meant: one SKU, one --category NAME, or --whole-shop.',
    hint: () => 'See them: souk fee list',
  },
  FEES_NONE: {
    text: ({shop, scope}) => `${shop} has no fees of yours for ${of(scope)}.`,
    hint: ({shop, near}) =>
      near === null ? `souk fee list --shop ${shop}` : `Did you mean: souk fee remove ${typed(near)} --shop ${shop}`,
  },
  FEES_OF_PLATFORM: {
    text: ({shop, scope}) => `The fees for ${of(scope)} are the platform's own: ${shop} would tell them again.`,
    hint: ({shop}) => `Fees that you give go before them: souk fee import FILE --shop ${shop}`,
  },
  FEES_SEVERAL: {
    text: ({shop, scope, days: all}) => `${shop} has ${all.length} fee schedules for ${of(scope)}: ${days(all)}.`,
    hint: ({shop, scope, days: all}) =>
      `souk fee remove ${typed(scope)} --effective-from ${all.at(-1) ?? 'always'} --shop ${shop}`,
  },
  FEES_DAY_NONE: {
    text: ({shop, scope, from, days: all}) =>
      `${shop} has no fees for ${of(scope)} from "${plain(from)}" on; there is ${days(all)}.`,
    hint: ({shop, scope, days: all}) =>
      `souk fee remove ${typed(scope)} --effective-from ${all.at(-1) ?? 'always'} --shop ${shop}`,
  },
  FEES_MAY_COME_AGAIN: {
    text: ({shop}) => `Where ${shop} itself tells these fees, in its fees.csv, the next pull brings them again.`,
    hint: () => 'Take their rows out of that file too.',
  },
  'fee.remove-question': {
    text: ({shop, scope, from, steps}) =>
      `Take away these fees for ${of(scope)} in ${shop} (${counted(steps, 'step')}${day(from)})?`,
  },
  'fee.kept': {text: ({shop, scope}) => `The fees for ${of(scope)} in ${shop} are kept.`},
  'fee.removed': {
    text: ({shop, scope, from, steps}) =>
      `The fees for ${of(scope)} in ${shop} are taken away: ${counted(steps, 'step')}${day(from)}.`,
  },
  'fee.removed-next': {
    text: ({shop, scope}) =>
      scope.kind === 'sku'
        ? `What holds now: souk price why ${quoted(scope.name)} --shop ${shop}`
        : `What is left: souk fee list --shop ${shop}`,
  },
};
