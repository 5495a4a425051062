import type {StoreWords} from '../../../domain/words/store.js';
import type {Catalogue} from '../catalogue.js';
import {quoted} from './quoted.js';

export const store: Catalogue<StoreWords> = {
  STORE_BUSY: {
    text: ({location}) => `Another program is writing to ${location}, and has been for a while.`,
    hint: () => 'Wait until the other souk has finished, then type the command again; see: souk run list',
  },
  STORE_FULL: {
    text: ({location}) => `There is no room left to write to ${location}.`,
    hint: ({location}) =>
      isUrl(location) ? 'Make room on its server: souk doctor' : `Make room on its disk: df -h ${quoted(location)}`,
  },
  STORE_READONLY: {
    text: ({location}) => `souk may not write to ${location}.`,
    hint: ({location}) =>
      isUrl(location)
        ? 'Let its user create and write tables: psql -c "GRANT ALL ON SCHEMA public TO souk"'
        : `Mend its owner and rights (ls -ld ${quoted(location)}), or choose another place with --home DIR.`,
  },
  STORE_DAMAGED: {
    text: ({location, why}) => `${location} is not a store that souk can read: ${why}`,
    hint: ({location}) => {
      const folder = folderOf(location);
      return `Set it aside: mkdir ${quoted(`${folder}damaged`)} && mv ${quoted(location)}* ${quoted(`${folder}damaged`)}    Then put your last good copy in its place, or begin anew: souk init`;
    },
  },
  STORE_IO: {
    text: ({location, why}) => `The disk does not let souk read or write ${location}: ${why}`,
    hint: ({location}) => `See whether there is room, and no quota is used up: df -h ${quoted(location)}`,
  },
  STORE_NEWER: {
    text: ({location, found, known}) =>
      `${location} was written by a newer souk (schema ${found}; this one knows ${known}). It was left as it is.`,
    hint: () => 'npm install -g souk@latest',
  },
  STORE_RUN_OPEN: {
    text: ({run, shop}) =>
      `The store needs a new schema, and ${run} of shop ${shop} is not finished. The store was left as it is.`,
    hint: ({run}) => `Finish it with the souk that began it, then update: souk run resume ${run}`,
  },
  STORE_ON_NETWORK: {
    text: ({location, type}) =>
      `${location} is on a network file system (${type}), where locks do not hold and a store can be damaged.`,
    hint: () => 'Choose a local folder with --home DIR, or share a PostgreSQL: souk config set database postgres://…',
  },
  STORE_NATIVE_MISSING: {
    text: ({why}) => `The native part of better-sqlite3 can not be loaded: ${why}`,
    hint: () => 'npm rebuild better-sqlite3',
  },
  STORE_UNREACHABLE: {
    text: ({location, why}) => `The database ${location} does not answer: ${why}`,
    hint: () => 'Check the address and the server, then: souk doctor',
  },
  STORE_URL_INVALID: {
    text: ({location}) =>
      `The database's address ${location} can not be read: a special character in a password is written as %40 for @, %2F for /.`,
    hint: () => 'souk config set database postgres://USER:PASSWORD@HOST:5432/NAME',
  },
  STORE_SIGN_IN: {
    text: ({location, why}) => `The database ${location} refuses to let souk in: ${why}`,
    hint: () => 'Correct user, password or database: souk config set database postgres://…',
  },
  STORE_ENCODING: {
    text: ({location, encoding}) => `The database ${location} keeps text as ${encoding}; souk needs UTF8.`,
    hint: () => 'createdb --encoding=UTF8 --template=template0 souk',
  },
  RUN_OPEN: {
    text: ({run, shop}) => `${run} of shop ${shop} is not finished; a shop has one open run at most.`,
    hint: ({run}) => `souk run resume ${run}`,
  },
  SECRETS_EXPOSED: {
    text: ({file, mode}) => `${file} can be read by others (mode ${mode}), so souk does not read it.`,
    hint: ({file}) => `chmod 600 ${quoted(file)}`,
  },
  SECRETS_DAMAGED: {
    text: ({file, why}) => `${file} is not a list of secrets: ${why}`,
    hint: ({file}) => `Mend it, or begin anew: mv ${quoted(file)} ${quoted(`${file}.old`)}`,
  },
  SETTINGS_DAMAGED: {
    text: ({file, why}) => `${file} is not a list of settings: ${why}`,
    hint: ({file}) => `Mend it, or begin anew: mv ${quoted(file)} ${quoted(`${file}.old`)}`,
  },
  STORE_SETTING_INVALID: {
    text: ({key, value, wanted}) => `The setting ${key} is "${value}"; it must be ${wanted}.`,
    hint: ({key}) => `souk config set ${key} "", for what it is without a word`,
  },
  STORE_SETTING_UNKNOWN: {
    text: ({key, known}) => `There is no setting "${key}". There are: ${known}.`,
    hint: () => 'souk config list',
  },
};

function isUrl(location: string): boolean {
  return location.includes('://');
}

/** The folder of a file, with the slash at its end. */
function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
