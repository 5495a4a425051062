import path from 'node:path';
import {KnownError, type Message, message} from '../../../domain/errors.js';
import {FACT_KINDS, type FactName} from '../../../formats/facts/kinds.js';
import type {CheckFinding, CheckResult} from '../../../ports/platform.js';
import {type CheckSetup, checkFacts, unreadable} from '../check.js';
import {writable} from '../files.js';
import {newestExport} from './inbox.js';
import {OUTBOX} from './outbox.js';
import type {Stand} from './stand.js';

/** Looks which export counts and what it holds, how the outbox stands, and through the files of facts. */
export async function checkBoxes(setup: CheckSetup, dialect: string, open: () => Promise<Stand>): Promise<CheckResult> {
  const {directory} = setup;
  try {
    const stand = await open();
    const {read, catalogue} = stand;
    const offers = catalogue.listings.reduce((sum, listing) => sum + listing.offers.length, 0);
    const findings: CheckFinding[] = [
      {ok: true, message: message('folder.inbox', {file: read.file, dialect, offers})},
      ...(await laterFinding(directory, dialect)),
      ...unreadable(setup, path.relative(directory, read.file), read.refused, read.refused.length),
      ...outboxFindings(directory, stand),
    ];
    for (const name of Object.keys(FACT_KINDS) as FactName[]) findings.push(...(await checkFacts(setup, name)));
    const may = await writable(directory);
    findings.push({
      ok: may,
      message: may ? message('folder.writable', {directory}) : message('FOLDER_READ_ONLY', {directory}),
    });
    return {ok: findings.every(({ok}) => ok), findings};
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    return {ok: false, findings: [{ok: false, message: {code: error.code, params: error.params} as Message}]};
  }
}

async function laterFinding(directory: string, dialect: string): Promise<CheckFinding[]> {
  const {file, later} = await newestExport(directory, dialect);
  return later === null ? [] : [{ok: true, warning: true, message: message('INBOX_LATER', {file, later})}];
}

/** What still waits to be uploaded, and what no longer counts though nobody said so. */
function outboxFindings(directory: string, {batches}: Stand): CheckFinding[] {
  const names = (standing: string) =>
    batches.filter((batch) => batch.standing === standing).flatMap(({sent}) => sent.files.map(({name}) => name));
  const box = path.join(directory, OUTBOX);
  const waiting = names('counts');
  const broken = [...names('gone'), ...names('altered')];
  const found: CheckFinding[] = [];
  if (waiting.length > 0)
    found.push({ok: true, message: message('folder.outbox', {directory: box, files: waiting.length})});
  if (broken.length > 0)
    found.push({
      ok: true,
      warning: true,
      message: message('OUTBOX_ALTERED', {directory: box, files: broken.join(', ')}),
    });
  return found;
}
