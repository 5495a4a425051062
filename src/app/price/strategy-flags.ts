import {KnownError} from '../../domain/errors.js';
import type {Anchor, Strategy} from '../../domain/pricing/rules.js';
import {fraction} from './rules-values.js';

/** A strategy as flags of a command name it. Amounts are in the shop's currency and are read there. */
export interface StrategyFlags {
  readonly strategy?: 'hold' | 'cost' | 'competition' | undefined;
  readonly margin?: string | undefined;
  readonly markup?: string | undefined;
  readonly position?: 'match' | 'undercut' | 'premium' | undefined;
  readonly by?: string | undefined;
  readonly against?: string | undefined;
}

/** A strategy that waits for the currency of its amounts. */
export type StrategyChoice = (amount: (text: string) => number) => Strategy;

/** The strategy that the flags ask for; undefined when they leave it to the rules. */
export function strategyFrom(flags: StrategyFlags): StrategyChoice | undefined {
  const {strategy, margin, markup, position, by, against} = flags;
  if (strategy !== 'cost' && (margin ?? markup) !== undefined) throw beside('cost', '--margin, --markup');
  if (strategy !== 'competition' && (position ?? by ?? against) !== undefined)
    throw beside('competition', '--position, --by, --against');
  switch (strategy) {
    case undefined:
      return undefined;
    case 'hold':
      return () => ({kind: 'hold'});
    case 'cost': {
      if (margin !== undefined) {
        const rate = percentOf(margin, '--margin');
        if (Number(rate) >= 1) throw new KnownError('usage', 'PERCENT_INVALID', {text: margin, flag: '--margin'});
        return () => ({kind: 'cost', target: {margin: rate}});
      }
      if (markup === undefined)
        throw new KnownError('usage', 'STRATEGY_FLAGS', {strategy, flags: '--margin 20% or --markup 30%'});
      const rate = percentOf(markup, '--markup');
      return () => ({kind: 'cost', target: {markup: rate}});
    }
    case 'competition': {
      if (position === 'premium' && by === undefined)
        throw new KnownError('usage', 'STRATEGY_FLAGS', {strategy, flags: '--by beside --position premium'});
      const anchor = anchorOf(against ?? 'lowest');
      return (amount) => ({
        kind: 'competition',
        position: position ?? 'undercut',
        by:
          by === undefined
            ? {percent: '0.01'}
            : by.includes('%')
              ? {percent: percentOf(by, '--by')}
              : {amount: amount(by)},
        against: anchor,
        alone: 'list',
        condition: 'new',
      });
    }
  }
}

function beside(strategy: string, flags: string): KnownError {
  return new KnownError('usage', 'STRATEGY_MISSING', {strategy, flags});
}

function percentOf(text: string, flag: string): string {
  if (!/^\d*\.?\d+\s*%$/u.test(text.trim())) throw new KnownError('usage', 'PERCENT_INVALID', {text, flag});
  return fraction(text);
}

function anchorOf(text: string): Anchor {
  if (text === 'lowest' || text === 'median') return text;
  return /^[1-9]\d{0,3}$/u.test(text) ? {position: Number(text)} : {rival: text};
}
