import {writeAtomic} from '../formats/write.js';

/**
 * Writes a report's text to a file: the old file or the whole new one, never half, and never through a symbolic link.
 *
 * @throws KnownError input FILE_NOT_WRITABLE, FILE_IS_LINK
 */
export async function writeReport(file: string, pieces: AsyncIterable<string>): Promise<void> {
  await writeAtomic(file, pieces);
}
