import type {LinkedConnector} from '../connectors.js';
import type {Language} from '../messages/catalogue.js';
import {render} from '../messages/catalogue.js';

/** A linked connector for `--json`. */
export function connectorJson({fault, ...connector}: LinkedConnector, language: Language) {
  if (fault === null) return {...connector, fault: null};
  const {text, hint} = render(language, fault);
  return {...connector, fault: {code: fault.code, message: text, hint}};
}
