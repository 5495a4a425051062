import {mkdir, open, readdir, readFile, rename, rm} from 'node:fs/promises';
import path from 'node:path';

/** A feed that may be under way. `feedId` null: nobody knows whether it was taken. `since`: real instant before it was sent. */
export interface Note {
  readonly name: string;
  readonly since: number;
  readonly feedId: string | null;
}

/**
 * Which feeds may be under way, on disk: whoever goes on after a process that was killed must not take a listing that is
 * still to be changed for one that was not changed.
 */
export interface Notes {
  /** Writes down that a feed is about to be sent, before it is. */
  begin(name: string, since: number): Promise<Note>;
  /** Adds under which id it was taken. */
  taken(note: Note, feedId: string): Promise<Note>;
  /** It is through, or was surely never taken. */
  end(note: Note): Promise<void>;
  all(): Promise<readonly Note[]>;
}

/** Notes in a folder, which is made with the first. */
export function notesIn(folder: string): Notes {
  const fileOf = (name: string) => path.join(folder, `${encodeURIComponent(name)}.json`);
  const write = async (note: Note): Promise<Note> => {
    await mkdir(folder, {recursive: true, mode: 0o700});
    const fresh = `${fileOf(note.name)}.new`;
    const file = await open(fresh, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(note));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, fileOf(note.name));
    return note;
  };
  return {
    begin: (name, since) => write({name, since, feedId: null}),
    taken: (note, feedId) => write({...note, feedId}),
    end: ({name}) => rm(fileOf(name), {force: true}),
    all: async () => {
      const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return [];
        throw error;
      });
      const notes = files.filter((file) => file.endsWith('.json')).sort();
      return await Promise.all(
        notes.map(async (file) => JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Note),
      );
    },
  };
}
