import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect} from 'chai';
import ts from 'typescript';
import {ROOT} from './support/souk.js';

/** What a layer may import: other layers, and packages ("node:" stands for all of Node's own modules). */
interface Layer {
  readonly layers: readonly string[];
  readonly packages: 'any' | readonly string[];
}

const PURE = [
  'decimal.js',
  'dinero.js',
  'dinero.js/currencies',
  'luxon',
  'pure-rand/distribution/uniformFloat64',
  'pure-rand/generator/xoroshiro128plus',
];
const SCREEN_LIBRARIES = /^(@oclif\/|oclif$|chalk$|cli-table3$|inquirer$|@inquirer\/)/u;

/** The table "Who may import whom" of CONTRIBUTING.md, as data. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'src/domain': {layers: ['src/domain'], packages: PURE},
  'src/ports': {layers: ['src/ports', 'src/domain'], packages: []},
  'src/formats': {layers: ['src/formats', 'src/domain'], packages: 'any'},
  'src/reports': {layers: ['src/reports', 'src/formats', 'src/domain'], packages: 'any'},
  'src/platforms': {layers: ['src/platforms', 'src/ports', 'src/formats', 'src/domain'], packages: 'any'},
  'src/data': {layers: ['src/data', 'src/ports', 'src/formats', 'src/domain'], packages: 'any'},
  'src/runs': {layers: ['src/runs', 'src/ports', 'src/formats', 'src/domain'], packages: 'any'},
  'src/app': {
    layers: ['src/app', 'src/runs', 'src/reports', 'src/formats', 'src/ports', 'src/domain'],
    packages: 'any',
  },
  'src/ui': {layers: ['src/ui', 'src/app', 'src/reports', 'src/ports', 'src/domain'], packages: 'any'},
  commands: {layers: ['src/ui', 'src/app', 'src/domain'], packages: []},
};

/** The one file that wires everything. */
const WIRING = 'src/ui/context.ts';

interface Import {
  readonly file: string;
  readonly target: string;
}

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), {recursive: true})
    .map((file) => path.join(folder, String(file)))
    .filter((file) => file.endsWith('.ts'));
}

function importsOf(file: string): Import[] {
  const {importedFiles} = ts.preProcessFile(readFileSync(path.join(ROOT, file), 'utf8'), true, true);
  return importedFiles.map(({fileName}) => ({
    file,
    target: fileName.startsWith('.') ? path.join(path.dirname(file), fileName) : fileName,
  }));
}

function layerOf(file: string): string | undefined {
  return Object.keys(LAYERS).find((layer) => file.startsWith(`${layer}/`));
}

describe('layers', () => {
  const files = [...sources('src'), ...sources('commands')];
  const imports = files.flatMap(importsOf);

  it('sees the sources', () => {
    expect(files.length).to.be.greaterThan(50);
    expect(imports.length).to.be.greaterThan(100);
  });

  it('has a layer for every file', () => {
    expect(files.filter((file) => layerOf(file) === undefined)).to.deep.equal([]);
  });

  it('imports only what the layer may', () => {
    const wrong = imports.filter(({file, target}) => {
      const layer = LAYERS[layerOf(file) ?? ''];
      if (layer === undefined || file === WIRING) return false;
      const own = layerOf(target);
      if (own !== undefined) return !layer.layers.includes(own);
      return layer.packages !== 'any' && !layer.packages.includes(target);
    });
    expect(wrong.map(({file, target}) => `${file} → ${target}`)).to.deep.equal([]);
  });

  it('keeps oclif, chalk, cli-table3 and inquirer inside ui', () => {
    const wrong = imports.filter(({file, target}) => !file.startsWith('src/ui/') && SCREEN_LIBRARIES.test(target));
    expect(wrong.map(({file, target}) => `${file} → ${target}`)).to.deep.equal([]);
  });

  it('keeps connectors apart from each other', () => {
    const wrong = imports.filter(({file, target}) => {
      const from = /^src\/platforms\/([^/]+)\//u.exec(file)?.[1];
      const to = /^src\/platforms\/([^/]+)\//u.exec(target)?.[1];
      return from !== undefined && to !== undefined && from !== to;
    });
    expect(wrong.map(({file, target}) => `${file} → ${target}`)).to.deep.equal([]);
  });

  it('keeps clocks and chance out of the domain', () => {
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|DateTime\.(now|local|utc)\(\)/u;
    const wrong = [...sources('src/domain'), ...sources('src/platforms/practice/market')].filter((file) =>
      impure.test(readFileSync(path.join(ROOT, file), 'utf8')),
    );
    expect(wrong).to.deep.equal([]);
  });

  it('keeps command files under 60 lines', () => {
    const long = sources('commands').filter(
      (file) => readFileSync(path.join(ROOT, file), 'utf8').trimEnd().split('\n').length > 60,
    );
    expect(long).to.deep.equal([]);
  });
});
