import type {FieldValue} from '../../domain/change/types.js';
import {formatAmount, parseAmount} from '../../domain/money.js';
import type {WireChange} from './wire.js';

/** What a lying shop really stores: the first row that can be told from the truth gets another value than was asked. */
export function lie(changes: readonly WireChange[], currency: string): readonly WireChange[] {
  const at = changes.findIndex(({fields}) => bent(fields, currency) !== null);
  return changes.map((change, i) =>
    i === at ? {...change, fields: bent(change.fields, currency) ?? change.fields} : change,
  );
}

function bent(fields: WireChange['fields'], currency: string): Record<string, FieldValue> | null {
  const {price, title, stock} = fields;
  if (typeof price === 'string') {
    const minor = parseAmount(price, currency);
    if (minor !== null) return {...fields, price: formatAmount(minor + 1, currency)};
  }
  if (typeof title === 'string' && title !== '') return {...fields, title: `${title.slice(0, 40)} `};
  return typeof stock === 'number' ? {...fields, stock: stock + 1} : null;
}
