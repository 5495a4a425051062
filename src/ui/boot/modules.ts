import {existsSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import vm from 'node:vm';
import {crc32} from 'node:zlib';
import type {CodeCache, Compiled} from './code-cache.js';

interface Module {
  exports: unknown;
  readonly filename: string;
  readonly id: string;
  readonly parent: null;
}

/** What Node hands a module, and `import` besides: kept bytecode does not know any more who imports. */
type Body = (
  exports: unknown,
  require: NodeJS.Require,
  module: Module,
  filename: string,
  dirname: string,
  imported: (id: string) => Promise<unknown>,
) => void;

/** What stands before a module's text. Strict, as the ES module is that it was made of. */
const HEAD = '"use strict";(function (exports, require, module, __filename, __dirname, __import) {';
const HEAD_SUM = crc32(HEAD);

/** A script of this start: `kept` says that its bytecode came from the cache. */
interface Loaded {
  readonly script: vm.Script;
  readonly name: string;
  readonly source: number;
  readonly kept: boolean;
}

/**
 * The program's CommonJS modules under one folder, compiled with the bytecode of earlier starts. Node 22 can do this by
 * itself (`module.enableCompileCache`), Node 20 can not; this is one way for both.
 */
export class Modules {
  private readonly modules = new Map<string, Module>();
  private readonly loaded: Loaded[] = [];

  constructor(
    private readonly folder: string,
    private readonly cache: CodeCache,
  ) {}

  /** The exports of a file, named from the folder: `main.js`. */
  load(name: string): unknown {
    const known = this.modules.get(name);
    if (known !== undefined) return known.exports;
    const filename = path.join(this.folder, name);
    const module: Module = {exports: {}, filename, id: filename, parent: null};
    this.modules.set(name, module);
    try {
      const body = this.compile(name, filename);
      const require = this.requireOf(filename);
      body(module.exports, require, module, filename, path.dirname(filename), (id) => import(id));
    } catch (error) {
      // Whoever asks again is told again, and gets no half of it.
      this.modules.delete(name);
      throw error;
    }
    return module.exports;
  }

  /** The command that these words call, if there is one: its code is a file. */
  commandOf(words: readonly string[]): string | undefined {
    const plain = words.filter((word) => /^[a-z][a-z-]*$/u.test(word));
    const tries = [plain.slice(0, 2), plain.slice(0, 1)].map((each) => path.join('commands', ...each));
    return tries.find((each) => existsSync(path.join(this.folder, `${each}.js`)));
  }

  /** Keeps what was compiled for a command whose run went well, once. */
  keep(command: string): void {
    if (this.cache.has(command) && this.loaded.every(({kept}) => kept)) return;
    this.cache.keep(
      command,
      () => this.loaded.map(({script, name, source}): Compiled => ({name, source, data: script.createCachedData()})),
      (name) => existsSync(path.join(this.folder, name)),
    );
  }

  private compile(name: string, filename: string): Body {
    const bytes = readFileSync(filename);
    const source = crc32(bytes, HEAD_SUM);
    const cachedData = this.cache.get(name, source);
    const script = new vm.Script(`${HEAD}${bytes.toString('utf8')}\n})`, {
      filename,
      ...(cachedData === undefined ? {} : {cachedData}),
    });
    this.loaded.push({script, name, source, kept: cachedData !== undefined && script.cachedDataRejected === false});
    return script.runInThisContext() as Body;
  }

  /** What a module's `require` is: the program's own files are loaded here, all else as Node does. */
  private requireOf(filename: string): NodeJS.Require {
    const node = createRequire(filename);
    const required = (id: string): unknown => {
      const file = fileOf(id, filename);
      const name = file === null ? '' : path.relative(this.folder, file);
      return name === '' || name.startsWith('..') || !name.endsWith('.js') ? node(id) : this.load(name);
    };
    return Object.assign(required, {
      resolve: node.resolve,
      cache: node.cache,
      extensions: node.extensions,
      main: node.main,
    });
  }
}

function fileOf(id: string, from: string): string | null {
  if (id.startsWith('file:')) return fileURLToPath(id);
  if (path.isAbsolute(id)) return id;
  return id.startsWith('.') ? path.resolve(path.dirname(from), id) : null;
}
