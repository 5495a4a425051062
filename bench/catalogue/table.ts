import {mkdir, readFile, writeFile} from 'node:fs/promises';
import {cpus} from 'node:os';
import path from 'node:path';

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What it is held to; '': for information. */
  readonly bar: string;
  readonly held: boolean;
}

const DOC = path.join('docs', 'benchmarks.md');
const BEGIN = '## Catalogue files';

/** The figures as a Markdown table. */
export function figuresTable(figures: readonly Figure[]): string {
  const rows = figures.map(({name, value, bar, held}) => `| ${name} | ${value} | ${bar} | ${held ? '' : 'missed'} |`);
  return ['| what | figure | bar | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

/** Puts the figures into their section of docs/benchmarks.md; the others stay as they are. */
export async function writeFigures(figures: readonly Figure[], rows: number): Promise<void> {
  const old = await readFile(DOC, 'utf8').catch(() => '# Benchmarks\n');
  const section = [
    BEGIN,
    '',
    `\`npm run bench:catalogue\`: ${rows} generated rows of 20 columns, with quotes and line breaks in cells, texts in four scripts. Each`,
    `work in a process of its own, ratios of works of one run. Node ${process.version}, ${cpus().length} cores.`,
    '',
    figuresTable(figures),
    '',
  ].join('\n');
  const parts = old.split(/^(?=## )/mu).filter((part) => !part.startsWith(BEGIN));
  const text = [...parts.map((part) => part.trimEnd()), section].join('\n\n');
  await mkdir(path.dirname(DOC), {recursive: true});
  await writeFile(DOC, `${text.trimEnd()}\n`);
}
