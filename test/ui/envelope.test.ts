import {expect} from 'chai';
import {EXIT_CODES} from '../../src/domain/errors.js';
import {souk, soukJson, withFolder} from '../support/souk.js';

interface ErrorDocument {
  readonly ok: boolean;
  readonly error: {
    readonly code: string;
    readonly category: string;
    readonly message: string;
    readonly hint: string;
    readonly exit: number;
  };
}

/** Each way to fail that needs no shop's help, with the exit code of its category. */
const FAILURES: readonly {
  readonly name: string;
  readonly args: readonly string[];
  readonly code: string;
  readonly exit: number;
}[] = [
  {name: 'an unknown command', args: ['nonsense'], code: 'COMMAND_UNKNOWN', exit: 2},
  {name: 'an unknown command of a known topic', args: ['shop', 'nonsense'], code: 'COMMAND_UNKNOWN', exit: 2},
  {name: 'a bad flag', args: ['shop', 'list', '--nonsense'], code: 'USAGE', exit: 2},
  {name: 'a missing argument', args: ['shop', 'mode'], code: 'USAGE', exit: 2},
  {name: 'a value that is not offered', args: ['shop', 'mode', 'x', 'nonsense'], code: 'USAGE', exit: 2},
  {name: 'no shop', args: ['reprice', '--dry-run'], code: 'SHOP_NONE', exit: 2},
  {name: 'a bad --now', args: ['shop', 'list', '--now', 'yesterday'], code: 'DATE_INVALID', exit: 2},
  {name: 'all missing flags at once', args: ['init'], code: 'FLAGS_MISSING', exit: 2},
  {
    name: 'a file that is not there',
    args: ['listing', 'validate', 'no-such-file.csv'],
    code: 'FILE_NOT_FOUND',
    exit: 6,
  },
];

describe('the envelope', () => {
  for (const {name, args, code, exit} of FAILURES) {
    it(`${name}: the same code with and without --json`, async () => {
      await withFolder(async (home) => {
        const [plain, json] = await Promise.all([souk(args, {home}), soukJson(args, {home})]);
        expect(plain.code, plain.stderr).to.equal(exit);
        expect(plain.stdout).to.equal('');
        expect(plain.stderr).to.include(`(${code}, exit ${exit})`);
        const {ok, error} = json.document as unknown as ErrorDocument;
        expect(json.code).to.equal(exit);
        expect(ok).to.equal(false);
        expect(error).to.include({code, exit});
        expect(error.message).to.be.a('string').and.not.equal('');
        expect(json.stderr).to.equal('');
      });
    });
  }

  it('prints one document for success, ending in one line end', async () => {
    await withFolder(async (home) => {
      const {code, stdout, stderr} = await souk(['help', 'exit-codes', '--json'], {home});
      expect(code).to.equal(0);
      expect(stderr).to.equal('');
      expect(stdout.split('\n')).to.have.length(2);
      const {ok, result, warnings} = JSON.parse(stdout) as {
        ok: boolean;
        result: {codes: readonly {exit: number; category: string}[]};
        warnings: readonly string[];
      };
      expect(ok).to.equal(true);
      expect(warnings).to.deep.equal([]);
      expect(Object.fromEntries(result.codes.map(({category, exit}) => [category, exit]))).to.deep.equal(EXIT_CODES);
    });
  });

  it('answers --version and --help on standard output', async () => {
    await withFolder(async (home) => {
      expect((await souk(['--version'], {home})).stdout).to.match(/^souk \d+\.\d+\.\d+\n$/u);
      const help = await souk(['reprice', '--help'], {home});
      expect(help.code).to.equal(0);
      expect(help.stdout).to.include('--dry-run');
      expect(help.stderr).to.equal('');
    });
  });

  it('answers a topic, and nothing at all, with a document where --json asks for one', async () => {
    await withFolder(async (home) => {
      for (const [words, found] of [
        [[], 'souk [COMMAND]'],
        [['shop'], 'shop pull'],
        [['price', 'test'], 'price test start'],
      ] as const) {
        const {code, stdout} = await souk([...words, '--json'], {home});
        expect(code, stdout).to.equal(0);
        const {result} = JSON.parse(stdout) as {result: {command: string; text: string}};
        expect(result.command).to.equal(words.join(' '));
        expect(result.text).to.include(found);
      }
    });
  });

  it('colours nothing in a pipe, and something when forced', async () => {
    await withFolder(async (home) => {
      const plain = await souk(['shop', 'list', '--nonsense'], {home});
      expect(plain.stderr).to.not.include('\u001B[');
      const forced = await souk(['shop', 'list', '--nonsense'], {home, env: {FORCE_COLOR: '1'}});
      expect(forced.stderr).to.include('\u001B[');
    });
  });

  it('asks nothing without a terminal: a writing command needs --yes', async () => {
    await withFolder(async (home) => {
      await souk(['init', '--practice', '--yes'], {home});
      for (const more of [[], ['--json']]) {
        const {code, stdout, stderr} = await souk(['price', 'adjust', '--by', '+5%', ...more], {home});
        expect(code, stdout + stderr).to.equal(2);
        expect(stdout + stderr).to.include('CONFIRMATION_NEEDED');
      }
    });
  });
});
