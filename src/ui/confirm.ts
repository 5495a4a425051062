import {KnownError} from '../domain/errors.js';
import type {Session} from './session.js';

/**
 * True when the person said yes, or `--yes` did. Without a terminal souk never asks.
 *
 * @param look whether the command has `--dry-run`
 * @throws KnownError usage CONFIRMATION_NEEDED when it may not ask and was not told.
 */
export async function confirmed(session: Session, question: string, {look = false} = {}): Promise<boolean> {
  if (session.yes) return true;
  if (!session.io.interactive) throw new KnownError('usage', 'CONFIRMATION_NEEDED', {look});
  const {confirm} = await import('./prompt.js');
  return await confirm(session, question);
}
