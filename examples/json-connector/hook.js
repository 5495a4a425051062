import {jsonShop} from './connector.js';

/** The oclif hook `connectors`: the platforms that this plug-in brings to souk. */
export default async function () {
  return [jsonShop];
}
