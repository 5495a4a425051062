import {once} from 'node:events';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {catalogue, connect, type Served, serve, writeLog} from '../e2e/support/served.js';
import {holdWrite, newGate} from '../e2e/support/wire.js';
import {type Ended, souk, soukJson, startSouk} from '../support/souk.js';

const OFFERS = 120;
/** One full batch of the practice shop. */
const BATCH = 100;

describe('signals in the middle of an apply', () => {
  let folder: string;
  let home: string;
  let served: Served;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-signal-'));
    home = path.join(folder, 'home');
    served = await serve(path.join(folder, 'far'));
    await connect(home, served);
    const file = path.join(folder, 'all.csv');
    await writeFile(file, catalogue(OFFERS));
    const imported = await souk(['listing', 'import', file, '--yes'], {home});
    expect(imported.code, imported.stderr).to.equal(0);
  });
  after(async () => {
    await served.close();
    await rm(folder, {recursive: true, force: true});
  });

  /** Starts a repricing by hand of everything. */
  function begin(more: readonly string[]): {child: ReturnType<typeof startSouk>; ended: Promise<Ended>} {
    const child = startSouk(['price', 'adjust', '--by', '+1%', '--where', 'category=Goods', '--yes', ...more], {home});
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString('utf8');
    });
    child.stderr.on('data', (part: Buffer) => {
      stderr += part.toString('utf8');
    });
    child.stdin.end();
    const ended = once(child, 'close').then(([code, signal]) => ({code, signal, stdout, stderr}) as Ended);
    return {child, ended};
  }

  /** The run can be gone on with, and then every price has moved once. */
  async function goOn(from: number, done: number): Promise<string> {
    const listed = await soukJson(['run', 'list', '--limit', '1'], {home});
    const [last] = (listed.document['result'] as {runs: readonly {id: string; state: string}[]}).runs;
    expect(last?.state).to.equal('interrupted');
    const shown = await souk(['run', 'show', last?.id ?? ''], {home});
    expect(shown.stdout).to.include('interrupted');
    expect(writeLog(served).length - from).to.equal(done);
    const resumed = await souk(['run', 'resume'], {home});
    expect(resumed.code, resumed.stdout + resumed.stderr).to.equal(0);
    expect(resumed.stdout).to.include(`${last?.id} done: ${OFFERS} verified`);
    const written = writeLog(served).slice(from);
    expect(written.every(({result, before, after}) => result === 'applied' && before !== after)).to.equal(true);
    expect(new Set(written.map(({key}) => key)).size).to.equal(OFFERS);
    expect(written.length).to.equal(OFFERS);
    return last?.id ?? '';
  }

  for (const [signal, more] of [
    ['SIGINT', []],
    ['SIGINT', ['--json']],
    ['SIGTERM', ['--json']],
    ['SIGHUP', []],
  ] as const) {
    it(`${signal}${more.length > 0 ? ' with --json' : ''}: 130, the journal is closed, and the run can be resumed`, async () => {
      const from = writeLog(served).length;
      const hold = holdWrite(served.wire, 1);
      const {child, ended} = begin(more);
      await hold.reached;
      child.kill(signal);
      hold.release();
      const {code, stdout, stderr} = await ended;
      served.wire.rules({});
      expect(code, stdout + stderr).to.equal(130);
      const id = await goOn(from, BATCH);
      const words = `Interrupted. ${id} is safe: ${BATCH} of ${OFFERS} changes done, 0 unknown, ${OFFERS - BATCH} not sent.`;
      if (more.length === 0) {
        expect(stderr).to.equal(`${words}\n  Go on with:  souk run resume ${id}\n(INTERRUPTED, exit 130)\n`);
      } else {
        expect(stderr).to.equal('');
        expect(JSON.parse(stdout)).to.deep.include({
          ok: false,
          error: {
            code: 'INTERRUPTED',
            category: 'interrupted',
            message: words,
            hint: `souk run resume ${id}`,
            exit: 130,
            run: id,
          },
        });
      }
    });
  }

  for (const more of [[], ['--json']]) {
    it(`a second SIGINT${more.length > 0 ? ' with --json' : ''} ends it at once, and says so; the request under way is read back, not sent again`, async () => {
      const from = writeLog(served).length;
      const hold = holdWrite(served.wire, 1);
      const {child, ended} = begin(more);
      await hold.reached;
      child.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 200));
      child.kill('SIGINT');
      const {code, stdout, stderr} = await ended;
      expect(code).to.equal(130);
      if (more.length === 0) {
        expect(stderr).to.match(
          /^Interrupted at once\..*\n {2}Go on with: {2}souk run resume\n\(INTERRUPTED_AT_ONCE, exit 130\)\n$/u,
        );
      } else {
        expect(stderr).to.equal('');
        expect(JSON.parse(stdout)).to.have.property('error').that.includes({
          code: 'INTERRUPTED_AT_ONCE',
          exit: 130,
          hint: 'souk run resume',
        });
      }
      hold.release();
      await served.wire.idle();
      served.wire.rules({});
      expect(writeLog(served).length - from).to.equal(BATCH);
      const resumed = await souk(['run', 'resume', '--json'], {home});
      expect(resumed.code, resumed.stdout).to.equal(0);
      expect(writeLog(served).length - from).to.equal(OFFERS);
    });
  }

  it('before anything is written: 130, and no run', async () => {
    const before = await souk(['run', 'list', '--json'], {home});
    for (const more of [[], ['--json']]) {
      const reached = newGate();
      served.wire.rules({
        before: async () => {
          reached.open();
          await new Promise((resolve) => setTimeout(resolve, 3000));
        },
      });
      const child = startSouk(['reprice', '--yes', ...more], {home});
      let said = '';
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => {
          said += part.toString('utf8');
        });
      const ended = once(child, 'close') as Promise<[number | null]>;
      await reached.passed;
      child.kill('SIGTERM');
      expect((await ended)[0], said).to.equal(130);
      expect(said).to.include('INTERRUPTED_BEFORE');
    }
    served.wire.rules({});
    expect((await souk(['run', 'list', '--json'], {home})).stdout).to.equal(before.stdout);
  });

  it('a server ends in good order', async () => {
    const child = startSouk(['practice', 'serve', '--port', '0', '--json'], {home: served.home});
    let stdout = '';
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString('utf8');
    });
    const ended = once(child, 'close') as Promise<[number | null]>;
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    expect((await ended)[0]).to.equal(0);
    expect(JSON.parse(stdout)).to.have.nested.property('result.shop', 'far');
  });
});
