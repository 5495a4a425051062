import type {MedusaWords} from '../../../domain/words/medusa.js';
import type {Catalogue} from '../catalogue.js';

export const medusa: Catalogue<MedusaWords> = {
  MEDUSA_CURRENCY: {
    text: ({currency, known}) =>
      known.split(', ').includes(currency)
        ? `currency: the store sells in ${currency}`
        : `currency: the store does not sell in ${currency}, but in ${known}`,
    hint: ({currency}) => `Medusa Admin > Settings > Store > Currencies: add ${currency}`,
  },
  MEDUSA_REGION: {
    text: ({currency, ok}) =>
      ok ? `region: one sells in ${currency}` : `region: none sells in ${currency}, so that nobody can buy`,
    hint: ({currency}) => `Medusa Admin > Settings > Regions: create one with ${currency}`,
  },
  MEDUSA_CHANNEL: {
    text: ({ok, wanted}) => {
      if (ok) return 'sales channel: new products have one to be shown in';
      return wanted === ''
        ? 'sales channel: none, or several and none is the default'
        : `sales channel: none is called ${wanted}`;
    },
    hint: () => 'Give its name: souk shop add NAME --platform medusa --set channel=NAME …',
  },
  MEDUSA_PROFILE: {
    text: ({ok}) =>
      ok ? 'shipping profile: there is one' : 'shipping profile: none, so that new products can not be sent',
    hint: () => 'Medusa Admin > Settings > Locations & Shipping > Shipping Profiles: create one',
  },
  MEDUSA_LOCATION: {
    text: ({ok, names, wanted}) => {
      if (ok) return 'stock location: there is one to count stock in';
      if (wanted !== '') return `stock location: none is called ${wanted}`;
      return names === '' ? 'stock location: none' : `stock location: several (${names}) and none is the default`;
    },
    hint: ({names}) =>
      names === ''
        ? 'Medusa Admin > Settings > Locations & Shipping: create one'
        : 'Give its name: souk shop add NAME --platform medusa --set location=NAME …',
  },
  MEDUSA_TAX: {
    text: ({here, there, currency}) =>
      here === there
        ? `prices-include-tax: ${here}, as Medusa has it for ${currency}`
        : `prices-include-tax: ${here} here, ${there} in Medusa for ${currency}`,
    hint: ({there}) => `souk shop add NAME --platform medusa --prices-include-tax ${there} …`,
  },
  MEDUSA_PRICE_LISTS: {
    text: ({count, title}) =>
      `price lists: ${count === 1 ? `"${title}" is` : `"${title}" and ${count - 1} more are`} active: buyers may pay other prices than the ones souk reads and writes`,
    hint: () => 'Medusa Admin > Price Lists: end those that souk shall take the place of',
  },
  MEDUSA_ORDER_UNREADABLE: {
    text: ({order, why}) => `Order ${order} of Medusa can not be read: ${why}.`,
    hint: () => 'souk shop pull',
  },
};
