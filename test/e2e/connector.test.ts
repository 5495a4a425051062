import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {expect} from 'chai';
import {ROOT, souk} from '../support/souk.js';

const NAME = 'souk-connector-json-file';

describe('a connector of somebody else', () => {
  let folder: string;
  let example: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'souk-connector-'));
    // A stranger's package has souk installed beside its own files.
    example = path.join(folder, 'example');
    await cp(path.join(ROOT, 'examples/json-connector'), example, {recursive: true});
    await mkdir(path.join(example, 'node_modules'), {recursive: true});
    await symlink(ROOT, path.join(example, 'node_modules/souk'), 'dir');
  });
  afterEach(() => rm(folder, {recursive: true, force: true}));

  /** Runs souk with a list of plug-ins of its own. */
  async function run(...args: readonly string[]) {
    const env = {SOUK_DATA_DIR: path.join(folder, 'data')};
    const {code, stdout, stderr} = await souk([...args, '--json'], {home: path.join(folder, 'home'), env});
    const {ok, result, error} = JSON.parse(stdout === '' ? '{}' : stdout) as {
      ok: boolean;
      result: Record<string, unknown>;
      error: {code: string; message: string} | null;
    };
    return {code, ok, result, error, stderr};
  }

  async function plugin(name: string, hook: string, hooks: object = {connectors: './hook.js'}): Promise<string> {
    const root = path.join(folder, name);
    await mkdir(root, {recursive: true});
    await writeFile(
      path.join(root, 'package.json'),
      JSON.stringify({name, version: '1.0.0', type: 'module', oclif: {hooks}}),
    );
    await writeFile(path.join(root, 'hook.js'), hook);
    return root;
  }

  it('is linked, does the whole job, and is unlinked', async () => {
    const shelf = path.join(folder, 'shelf.json');
    const add = ['shop', 'add', 'shelf', '--platform', 'json-file', '--set', `file=${shelf}`, '--mode', 'apply'];
    expect((await run(...add)).error?.code).to.equal('PLATFORM_UNKNOWN');
    expect((await run('connector', 'link', example)).result).to.deep.equal({name: NAME, root: example});
    expect((await run('connector', 'list')).result).to.deep.equal({
      connectors: [{name: NAME, root: example, platforms: ['json-file'], fault: null}],
    });
    expect(await run(...add)).to.include({code: 0, ok: true});

    const fileless = await run('shop', 'add', 'none', '--platform', 'json-file');
    expect(fileless.error?.message).to.include('--set file=');

    const file = path.join(folder, 'new.csv');
    await writeFile(file, 'sku,product,title,price,stock\nMUG-01,mug,Mug,12.50,3\nMUG-02,cup,Cup,8.00,0\n');
    const imported = await run('listing', 'import', file, '--yes', '--accept-breaker');
    expect(imported.code, JSON.stringify(imported)).to.equal(0);
    expect(await readFile(shelf, 'utf8'))
      .to.include('MUG-01')
      .and.include('12.50');
    expect(await run('price', 'adjust', '--by', '+1', '--yes', '--accept-breaker')).to.include({code: 0});
    expect(await readFile(shelf, 'utf8'))
      .to.include('13.50')
      .and.not.include('12.50');
    const [last] = (await run('run', 'list')).result['runs'] as readonly {id: string}[];
    expect(await run('run', 'undo', last?.id ?? '', '--yes', '--accept-breaker')).to.include({code: 0});
    expect(await readFile(shelf, 'utf8'))
      .to.include('12.50')
      .and.not.include('13.50');

    expect((await run('connector', 'unlink', NAME)).result).to.deep.equal({name: NAME, root: example});
    expect((await run('shop', 'pull')).error?.code).to.equal('PLATFORM_UNKNOWN');
    expect((await run('connector', 'unlink', NAME)).error?.code).to.equal('CONNECTOR_UNKNOWN');
  });

  it('that is broken, or gone, is said, and does not stop the others', async () => {
    const broken = await plugin('souk-connector-broken', "throw new Error('no such door');");
    const empty = await plugin('souk-connector-empty', "export default () => [{name: 'Not A Name'}, null];");
    const gone = await plugin('souk-connector-gone', 'export default () => [];');
    for (const root of [broken, empty, gone, example])
      expect((await run('connector', 'link', root)).code, root).to.equal(0);
    await rm(gone, {recursive: true});
    const listed = await run('connector', 'list');
    expect(listed.stderr).to.equal('');
    const {connectors} = listed.result as {
      connectors: readonly {
        name: string;
        platforms: readonly string[];
        fault: {code: string; message: string} | null;
      }[];
    };
    expect(connectors.map(({name, platforms, fault}) => [name, platforms.length, fault?.code ?? null])).to.deep.equal([
      ['souk-connector-broken', 0, 'CONNECTOR_FAILED'],
      ['souk-connector-empty', 0, 'CONNECTOR_EMPTY'],
      ['souk-connector-gone', 0, 'CONNECTOR_GONE'],
      [NAME, 1, null],
    ]);
    expect(connectors[0]?.fault?.message).to.include('no such door');
    expect((await run('shop', 'add', 'play', '--platform', 'practice', '--currency', 'USD')).code).to.equal(0);
  });

  it('is refused where it is none, and can not take the place of a connector of souk', async () => {
    const none = path.join(folder, 'none');
    await mkdir(none);
    const refused = await run('connector', 'link', none);
    expect([refused.code, refused.error?.code]).to.deep.equal([6, 'CONNECTOR_NOT_PLUGIN']);
    const hookless = await plugin('souk-connector-hookless', '', {});
    expect((await run('connector', 'link', hookless)).error?.message).to.include('oclif.hooks.connectors');
    const thief = await plugin(
      'souk-connector-thief',
      "export default () => [{name: 'practice', settings: [], defaultMode: 'apply', open: () => { throw new Error('stolen'); }}];",
    );
    expect((await run('connector', 'link', thief)).code).to.equal(0);
    expect((await run('shop', 'add', 'play', '--platform', 'practice', '--currency', 'USD')).code).to.equal(0);
    expect((await run('connector', 'list')).result).to.have.nested.property(
      'connectors[0].fault.code',
      'CONNECTOR_NAME_TAKEN',
    );
  });

  it('is not written over a list that can not be read, nor through a link that lies in its way', async () => {
    const [data, elsewhere] = [path.join(folder, 'data'), path.join(folder, 'elsewhere')];
    await mkdir(data, {recursive: true});
    await writeFile(elsewhere, 'precious');
    await symlink(elsewhere, path.join(data, 'package.json.tmp'));
    expect((await run('connector', 'link', example)).code).to.equal(0);
    expect(await readFile(elsewhere, 'utf8')).to.equal('precious');

    const list = path.join(data, 'package.json');
    await writeFile(list, '{"oclif": {"plugins": [');
    const refused = await run('connector', 'link', example);
    expect([refused.code, refused.error?.code]).to.deep.equal([6, 'CONNECTORS_DAMAGED']);
    expect(await readFile(list, 'utf8')).to.equal('{"oclif": {"plugins": [');
  });
});
