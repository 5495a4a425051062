/** A path as a shell takes it. */
export function quoted(file: string): string {
  return /^[\w./~-]+$/u.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}
