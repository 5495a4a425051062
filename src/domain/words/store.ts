/** Words of the area "store": what can go wrong with the place where souk keeps its data, secrets and settings. */
export interface StoreWords {
  STORE_BUSY: {location: string};
  STORE_FULL: {location: string};
  STORE_READONLY: {location: string};
  STORE_DAMAGED: {location: string; why: string};
  STORE_IO: {location: string; why: string};
  STORE_NEWER: {location: string; found: number; known: number};
  STORE_RUN_OPEN: {run: string; shop: string};
  STORE_ON_NETWORK: {location: string; type: string};
  STORE_NATIVE_MISSING: {why: string};
  STORE_UNREACHABLE: {location: string; why: string};
  STORE_URL_INVALID: {location: string};
  STORE_SIGN_IN: {location: string; why: string};
  STORE_ENCODING: {location: string; encoding: string};
  RUN_OPEN: {run: string; shop: string};
  SECRETS_EXPOSED: {file: string; mode: string};
  SECRETS_DAMAGED: {file: string; why: string};
  SETTINGS_DAMAGED: {file: string; why: string};
  STORE_SETTING_INVALID: {key: string; value: string; wanted: string};
  STORE_SETTING_UNKNOWN: {key: string; known: string};
}
