import {createHash, createHmac, randomBytes} from 'node:crypto';
import type {Secrets} from '../../ports/secrets.js';

const KEY_NAME = 'customer-hash-key';

/**
 * Turns a platform's customer id into the only form souk keeps: a keyed hash. The key is made on first use; on a shared
 * PostgreSQL every machine needs the same one, and `souk doctor` shows its fingerprint for comparison.
 */
export async function customerHasher(secrets: Secrets): Promise<(customerId: string) => string> {
  const key = (await secrets.get(KEY_NAME)) ?? (await makeKey(secrets));
  return (customerId) => createHmac('sha256', key).update(customerId).digest('hex');
}

/** A short mark of the key that tells two keys apart and nothing else; null when there is no key yet. */
export async function customerKeyFingerprint(secrets: Secrets): Promise<string | null> {
  const key = await secrets.get(KEY_NAME);
  return key === null ? null : createHash('sha256').update(`souk fingerprint ${key}`).digest('hex').slice(0, 8);
}

async function makeKey(secrets: Secrets): Promise<string> {
  const key = randomBytes(32).toString('hex');
  await secrets.set(KEY_NAME, key);
  return key;
}
