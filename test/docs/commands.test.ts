import type {Command} from '@oclif/core';
import {expect} from 'chai';
import {DIST, parseLine, readmeScript, visibleCommands} from './commands.js';

/** Says what is written, or that nothing is. */
const WRITES = /\b(writes?|written)\b/iu;

describe('commands', () => {
  let commands: readonly Command.Loadable[] = [];

  before(async () => {
    commands = await visibleCommands();
  });

  /** Ids of the commands for which something does not hold. */
  const failing = (holds: (command: Command.Loadable) => boolean) =>
    commands.filter((command) => !holds(command)).map(({id}) => id);

  it('are there', () => {
    expect(commands.length).to.be.above(50);
  });

  it('have a summary of one line that fits a list', () => {
    expect(
      failing(({summary = ''}) => summary.length > 10 && summary.length <= 90 && !summary.includes('\n')),
    ).to.deep.equal([]);
    expect(failing(({summary = ''}) => summary.endsWith('.'))).to.deep.equal([]);
  });

  it('say in their description what they write', () => {
    expect(failing(({description = ''}) => WRITES.test(description))).to.deep.equal([]);
  });

  it('have two examples, which parse', async () => {
    expect(failing(({examples = []}) => examples.length >= 2)).to.deep.equal([]);
    const wrong: string[] = [];
    for (const {id, examples = []} of commands) {
      for (const example of examples) {
        const line = String(example).replaceAll('<%= config.bin %>', 'souk');
        if (!line.startsWith(`souk ${id.replaceAll(':', ' ')}`)) wrong.push(`${id}: ${line}`);
        await parseLine(commands, line).catch((error: unknown) => wrong.push(`${line}: ${String(error)}`));
      }
    }
    expect(wrong).to.deep.equal([]);
  });

  it('describe every flag and argument', () => {
    const wrong = commands.flatMap(({id, flags, args}) => [
      ...Object.values(flags).flatMap(({name, summary}) => ((summary ?? '') === '' ? [`${id} --${name}`] : [])),
      ...Object.values(args).flatMap(({name, description}) => ((description ?? '') === '' ? [`${id} ${name}`] : [])),
    ]);
    expect(wrong).to.deep.equal([]);
  });

  it('lie in topics that are described', async () => {
    const config = await (await readmeScript()).loadCommands(DIST);
    const topics = new Set(
      commands.flatMap(({id}) => {
        const words = id.split(':').slice(0, -1);
        return words.map((_, at) => words.slice(0, at + 1).join(':'));
      }),
    );
    const described = config.pjson.oclif.topics ?? {};
    expect(Object.keys(described).sort()).to.deep.equal([...topics].sort());
    for (const [name, topic] of Object.entries(described)) {
      expect(topic.description ?? '', name).to.match(/^[A-Z].{8,55}\.$/u);
    }
  });
});
