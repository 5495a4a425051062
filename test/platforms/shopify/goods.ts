import {offer, wish} from '../contract/steps.js';

/** A shop of the server as it stands, with the requests that came. */
export interface State {
  readonly products: readonly {
    readonly id: string;
    readonly handle: string;
    readonly tags: readonly string[];
    readonly status: string;
    readonly published: readonly string[];
    readonly variants: readonly {
      readonly id: string;
      readonly sku: string;
      readonly price: string;
      readonly stock: Readonly<Record<string, number>>;
    }[];
  }[];
  readonly log: readonly {
    readonly name: string;
    readonly errors: number;
    readonly variables: Readonly<Record<string, unknown>>;
  }[];
}

/** Five values of one option. */
const SIZES = ['S', 'M', 'L', 'XL', 'XXL'];
/** A product with five variants of one option. */
export const shirt = {
  ...wish('SHIRT'),
  offers: SIZES.map((value, i) => offer(`SHIRT-${value}`, 'USD', {options: [{name: 'Size', value}], price: 1000 + i})),
};
