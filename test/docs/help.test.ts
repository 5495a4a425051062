import {expect} from 'chai';
import {type SoukOptions, souk, soukJson, withFolder} from '../support/souk.js';

describe('souk help', () => {
  const run = async <T>(work: (options: SoukOptions) => Promise<T>) => await withFolder((home) => work({home}));

  for (const [words, flags] of [
    [
      ['help', 'reprice'],
      ['reprice', '--help'],
    ],
    [
      ['help', 'run', 'apply'],
      ['run', 'apply', '--help'],
    ],
    [
      ['help', 'shop'],
      ['shop', '--help'],
    ],
    [['help'], ['--help']],
  ] as const) {
    it(`souk ${words.join(' ')} is souk ${flags.join(' ')}`, async () => {
      await run(async (options) => {
        const page = await souk(words, options);
        expect(page.code).to.equal(0);
        expect(page.stderr).to.equal('');
        expect(page.stdout).to.contain('USAGE');
        expect(page.stdout).to.equal((await souk(flags, options)).stdout);
      });
    });
  }

  it('reads well at 80 columns: nothing but an example is longer', async () => {
    await run(async (options) => {
      for (const words of [
        ['help'],
        ['help', 'shop'],
        ['help', 'reprice'],
        ['help', 'help', 'exit-codes'],
        ['help', 'exit-codes'],
      ]) {
        const {stdout} = await souk(words, options);
        const long = stdout.split('\n').filter((line) => line.length > 80 && !/^\s+\$ souk /u.test(line));
        expect(long, words.join(' ')).to.deep.equal([]);
      }
    });
  });

  it('names the nearest page for a command that is not there', async () => {
    await run(async (options) => {
      const wrong = await souk(['help', 'run', 'aply'], options);
      expect(wrong.code).to.equal(2);
      expect(wrong.stdout).to.equal('');
      expect(wrong.stderr).to.equal(
        'Error: There is no command "run aply".\n  souk run --help\n(COMMAND_UNKNOWN, exit 2)\n',
      );
      expect((await souk(['help', 'nothing'], options)).stderr).to.contain('\n  souk help\n');
    });
  });

  it('is one document with --json', async () => {
    await run(async (options) => {
      const {code, document} = await soukJson(['help', 'reprice'], options);
      expect(code).to.equal(0);
      const {command, text} = document['result'] as {readonly command: string; readonly text: string};
      expect(command).to.equal('reprice');
      expect(text).to.contain('USAGE\n  $ souk reprice');
    });
  });

  it('lists every exit code with its meaning', async () => {
    await run(async (options) => {
      const {stdout} = await souk(['help', 'exit-codes'], options);
      const codes = [...stdout.matchAll(/^\s+(\d+) {2}(\w+)\s+(\S.*)$/gmu)].map(([, code]) => Number(code));
      expect(codes).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 130]);
      const {document} = await soukJson(['help', 'exit-codes'], options);
      const result = document['result'] as {readonly codes: readonly {readonly exit: number}[]};
      expect(result.codes.map(({exit}) => exit)).to.deep.equal(codes);
    });
  });
});
