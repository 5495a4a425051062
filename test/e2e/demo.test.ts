import {existsSync} from 'node:fs';
import {readFile, rm} from 'node:fs/promises';
import {expect} from 'chai';
import {soukJson, withFolder} from '../support/souk.js';

interface DemoResult {
  readonly home: string;
  readonly report: string;
  readonly steps: readonly {readonly command: string; readonly exit: number}[];
}

describe('souk demo', () => {
  it('does the whole job in a home of its own, and leaves a report with charts', async () => {
    await withFolder(async (home) => {
      const {code, document, stderr} = await soukJson(['demo'], {home});
      expect(code, stderr).to.equal(0);
      expect(document['ok']).to.equal(true);
      const result = document['result'] as DemoResult;
      try {
        expect(result.steps.every(({exit}) => exit === 0)).to.equal(true);
        const commands = result.steps.map(({command}) => command.split(' ').slice(0, 3).join(' '));
        expect(commands).to.include.members([
          'souk shop add',
          'souk listing import',
          'souk cost import',
          'souk reprice --yes',
          'souk promo add',
          'souk practice advance',
          'souk run undo',
          'souk report sales',
        ]);
        expect(result.steps.some(({command}) => command.includes('advance 30d --nightly'))).to.equal(true);
        expect(result.home.startsWith(home)).to.equal(false);
        const html = await readFile(result.report, 'utf8');
        expect(html.match(/<svg/gu)?.length).to.be.at.least(3);
        expect(html).to.not.match(/<script[^>]+src=|<link[^>]+href="http/u);
        const listed = await soukJson(['run', 'list', '--limit', '100'], {home: result.home});
        const {runs} = listed.document['result'] as {runs: readonly {kind: string; state: string}[]};
        expect(runs.map(({kind}) => kind)).to.include.members(['import', 'reprice', 'price', 'undo']);
        expect(runs.every(({state}) => state === 'done')).to.equal(true);
        expect(existsSync(`${home}/souk.db`)).to.equal(false);
      } finally {
        await rm(result.home, {recursive: true, force: true});
      }
    });
  });
});
