import {type Database, readMeta, writeMeta} from './file.js';

/** How long a sighting of a rival is kept, in simulated time. */
const KEPT_MS = 60 * 86_400_000;

/** The furthest place from which the feed of sightings was asked to go on: all before it has arrived. */
const ASKED = 'sightings_asked';

/** Remembers from where the feed was asked. A cursor is the number of the last row that its reader has. */
export function noteAsked(db: Database, after: number): void {
  if (after > asked(db)) writeMeta(db, ASKED, after);
}

/**
 * Forgets sightings that are old and that no reader waits for. The latest of each rival stays, however old: it is what
 * a new reader, and one that was away for longer than anything is kept, begins with.
 */
export function pruneSightings(db: Database, now: number): void {
  db.prepare(
    `DELETE FROM sighting WHERE seq <= ? AND seen_at < ?
     AND seq NOT IN (SELECT max(seq) FROM sighting GROUP BY sku, rival)`,
  ).run(asked(db), now - KEPT_MS);
}

function asked(db: Database): number {
  return Number(readMeta(db, ASKED) ?? 0);
}
