import {randomUUID} from 'node:crypto';
import {type FileHandle, mkdir, open, rm} from 'node:fs/promises';
import path from 'node:path';
import {writable} from '../formats/write.js';

/** Bytes that are put away in their order, and read when the last of them is there, however often. */
export interface Spool {
  /** @throws KnownError input FILE_NOT_WRITABLE. */
  write(bytes: Uint8Array): Promise<void>;
  /** Blocks that are there until the next one is asked for. */
  read(): AsyncGenerator<Uint8Array>;
  /** Leaves nothing behind, read or not. */
  close(): Promise<void>;
}

/** So many bytes stay in memory; what is more goes to a file. */
const HELD = 4 * 1024 * 1024;
const BLOCK = 1024 * 1024;

/** Opens a spool; its file, if it comes to one, stands in `directory`, for its owner only, and has no name where a system permits that. */
export function openSpool(directory: string): Spool {
  const file = path.join(directory, `.spool-${randomUUID()}`);
  let held: Uint8Array[] = [];
  let size = 0;
  let handle: FileHandle | null = null;
  const put = async (): Promise<void> => {
    handle ??= await nameless(file);
    await handle.writeFile(Buffer.concat(held));
    held = [];
    size = 0;
  };
  return {
    write: async (bytes) => {
      held.push(bytes);
      size += bytes.length;
      if (size <= HELD) return;
      await put().catch((error: unknown) => {
        throw writable(file, error);
      });
    },
    read: async function* () {
      if (handle !== null) yield* blocksOf(handle);
      yield* held;
    },
    close: async () => {
      held = [];
      await handle?.close();
      if (handle !== null) await rm(file, {force: true});
    },
  };
}

/** Windows keeps the name of a file that is open: there it goes when the spool is closed. A shared store needs no home: it may not be there yet. */
async function nameless(file: string): Promise<FileHandle> {
  await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
  const handle = await open(file, 'wx+', 0o600);
  await rm(file, {force: true}).catch(() => undefined);
  return handle;
}

async function* blocksOf(handle: FileHandle): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafe(BLOCK);
  let at = 0;
  for (;;) {
    const {bytesRead} = await handle.read(block, 0, BLOCK, at);
    if (bytesRead === 0) return;
    yield block.subarray(0, bytesRead);
    at += bytesRead;
  }
}
