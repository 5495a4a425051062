import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {openWire, type Wire} from '../../e2e/support/wire.js';
import {openPlace} from '../../real/place.js';
import {SEED} from '../../support/seed.js';
import {diceOf} from '../../torture/moment.js';
import {killsIn, newTally} from '../../torture/tally.js';
import type {TestLab, TestServer} from './lab.js';
import type {JobTally, TestScene} from './scene.js';
import {stepsOf} from './steps.js';

const HURRY = {NODE_OPTIONS: `--import=${new URL('hurry.js', import.meta.url).href}`};
/** As many kills as each server must stand. */
const LEAST = 20;

/** The whole job on a test server, souk as processes, the server in another; each step stands on the one before. */
export function wholeJob(lab: TestLab): void {
  describe(`the whole job: ${lab.name}`, function () {
    this.bail(true);
    let open: Open | null = null;
    before(async () => {
      open = await opened(lab);
      for (const [part, why] of Object.entries(lab.without)) process.stdout.write(`      without ${part}: ${why}\n`);
    });
    after(async () => {
      if (open === null) return;
      process.stdout.write(`      ${lineOf(lab, open.scene.tally)}\n`);
      await open.close();
    });
    for (const step of stepsOf(lab))
      it(step.name, async () => {
        if (open === null) throw new Error('the server did not start');
        await step.run(open.scene);
      });
    it('sent nothing that does not fit the platform’s own schema', async function () {
      const misfits = await open?.server.misfits?.();
      if (misfits === undefined) {
        process.stdout.write('      no schema of the platform’s own here: what was sent was not held against one\n');
        this.skip();
      }
      expect(misfits).to.deep.equal([]);
    });
    it(`was killed ${LEAST} times at least`, () => {
      expect(killsIn(open?.scene.tally ?? newTally())).to.be.at.least(LEAST);
    });
  });
}

interface Open {
  readonly scene: TestScene;
  readonly server: TestServer;
  close(): Promise<void>;
}

async function opened(lab: TestLab): Promise<Open> {
  const folder = await mkdtemp(path.join(tmpdir(), `souk-job-${lab.name}-`));
  const server = await lab.boot();
  const wire = await openWire(server.address, undefined, (request) => server.isWrite(request));
  const fresh = async (name: string) => openPlace(await server.empty(), wire.url, path.join(folder, name), HURRY);
  const scene = {lab, main: await fresh('main'), fresh, wire, dice: diceOf(SEED), tally: {...newTally(), changes: 0}};
  return {scene, server, close: () => closed(folder, wire, server)};
}

async function closed(folder: string, wire: Wire, server: TestServer): Promise<void> {
  await wire.close();
  await server.stop();
  await rm(folder, {recursive: true, force: true});
}

function lineOf({name, without}: TestLab, tally: JobTally): string {
  const left = Object.keys(without);
  const missing = left.length === 0 ? '' : `; left out: ${left.join(', ')}`;
  return `${name}: ${killsIn(tally)} kills in ${tally.runs} runs; ${tally.changes} prices written, each once in effect; ${tally.repeats} came to the server again and changed nothing${missing}`;
}
