import {expect} from 'chai';
import {childEnv, type Ended, souk, soukJson, startSouk, withFolder} from '../support/souk.js';

const ADD = ['shop', 'add', 'play', '--platform', 'practice', '--currency', 'USD', '--set', 'seed=4'];

async function added(home: string, more: readonly string[] = []): Promise<Ended> {
  const ended = await souk([...ADD, ...more, '--yes'], {home});
  expect(ended.code, ended.stderr).to.equal(0);
  return ended;
}

describe('practice commands', () => {
  it('let days pass, and say what happened', () =>
    withFolder(async (home) => {
      await added(home, ['--set', 'catalogue=sample']);
      const {code, document} = await soukJson(['practice', 'advance', '30d'], {home});
      expect(code).to.equal(0);
      const result = document['result'] as Record<string, unknown>;
      expect(result).to.deep.include({shop: 'play', days: 30, currency: 'USD'});
      expect(Date.parse(String(result['to'])) - Date.parse(String(result['from']))).to.equal(30 * 86_400_000);
      expect(result['orders']).to.be.greaterThan(50);
      expect(result['revenue']).to.match(/^\d+\.\d\d$/u);
      const shown = await souk(['practice', 'show'], {home});
      expect(shown.code).to.equal(0);
      expect(shown.stdout)
        .to.include(`${String(result['to']).slice(0, 16).replace('T', ' ')} UTC`)
        .and.to.include('42 products')
        .and.to.include('faults: none');
      expect(shown.stderr).to.equal('');
    }));

  it('refuse a length of time that is none, and a shop that is not simulated', () =>
    withFolder(async (home) => {
      await added(home);
      for (const span of ['30', '0d', '3 months', '1e9d', '٣d']) {
        const {code, document} = await soukJson(['practice', 'advance', span], {home});
        expect(code, span).to.equal(2);
        expect((document['error'] as Record<string, unknown>)['code'], span).to.equal('PRACTICE_SPAN_INVALID');
      }
      const unknown = await soukJson(['practice', 'show', '--shop', 'nope'], {home});
      expect(unknown.code).to.equal(2);
    }));

  it('serve a shop that another souk connects to by its URL', () =>
    withFolder((home) =>
      withFolder(async (far) => {
        await added(home, ['--set', 'catalogue=sample']);
        const server = startSouk(['practice', 'serve', '--port', '0'], {home});
        try {
          const url = await new Promise<string>((resolve, reject) => {
            let text = '';
            server.stderr.on('data', (part: Buffer) => {
              text += part.toString('utf8');
              const found = /http:\/\/[\d.:]+/u.exec(text)?.[0];
              if (found !== undefined) resolve(found);
            });
            server.once('exit', (code) => reject(new Error(`ended with ${code}: ${text}`)));
          });
          await added(far, ['--set', `url=${url}`]);
          const {document} = await soukJson(['practice', 'show'], {home: far});
          expect(document['result']).to.deep.include({products: 42, seed: 4});
          const taken = await soukJson(['practice', 'serve', '--shop', 'play'], {home: far});
          expect((taken.document['error'] as Record<string, unknown>)['code']).to.equal('PRACTICE_NOT_HERE');
        } finally {
          server.kill('SIGTERM');
        }
        const code = await new Promise((resolve) => server.once('exit', resolve));
        expect(code).to.equal(0);
        const gone = await soukJson(['practice', 'show'], {home: far});
        expect(gone.code).to.equal(8);
      }),
    ));

  it('load nothing heavy for their help', async () => {
    await withFolder(async (home) => {
      const {code, stdout} = await souk(['practice', 'advance', '--help'], {
        home,
        env: childEnv({home}) as Record<string, string>,
      });
      expect(code).to.equal(0);
      expect(stdout).to.include('practice advance 30d');
    });
  });
});
