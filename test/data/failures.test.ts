import {expect} from 'chai';
import {explain} from '../../src/data/failures.js';
import {openData} from '../../src/data/open.js';
import {shownUrl} from '../../src/data/postgres.js';
import {parseInteger, toValue} from '../../src/data/values.js';
import {KnownError} from '../../src/domain/errors.js';
import {refused} from './repositories.js';

describe('failures of a store', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['SQLITE_BUSY', 'STORE_BUSY', 9],
    ['SQLITE_BUSY_SNAPSHOT', 'STORE_BUSY', 9],
    ['SQLITE_FULL', 'STORE_FULL', 6],
    ['ENOSPC', 'STORE_FULL', 6],
    ['SQLITE_READONLY', 'STORE_READONLY', 6],
    ['SQLITE_READONLY_DBMOVED', 'STORE_READONLY', 6],
    ['SQLITE_CANTOPEN', 'STORE_READONLY', 6],
    ['SQLITE_NOTADB', 'STORE_DAMAGED', 6],
    ['SQLITE_CORRUPT', 'STORE_DAMAGED', 6],
    ['SQLITE_IOERR_WRITE', 'STORE_IO', 6],
    ['EIO', 'STORE_IO', 6],
    ['ERR_DLOPEN_FAILED', 'STORE_NATIVE_MISSING', 6],
    ['55P03', 'STORE_BUSY', 9],
    ['53100', 'STORE_FULL', 6],
    ['25006', 'STORE_READONLY', 6],
    ['28P01', 'STORE_SIGN_IN', 4],
    ['3D000', 'STORE_SIGN_IN', 4],
    ['ECONNREFUSED', 'STORE_UNREACHABLE', 8],
    ['57P01', 'STORE_UNREACHABLE', 8],
  ];
  for (const [code, word, exit] of cases) {
    it(`${code} is ${word}, exit ${exit}`, () => {
      const cause = Object.assign(new Error('as the engine says it'), {code});
      const error = explain(cause, '/home/souk.db') as KnownError;
      expect(error).to.be.instanceOf(KnownError);
      expect([error.code, error.exit, error.cause]).to.deep.equal([word, exit, cause]);
    });
  }

  it('names the mend when the native part is missing', () => {
    const error = explain(new Error('Could not locate the bindings file. Tried:\n → /a/b.node'), 'x') as KnownError;
    expect(error.code).to.equal('STORE_NATIVE_MISSING');
    expect(error.params).to.deep.equal({why: 'Could not locate the bindings file. Tried:'});
  });

  it('leaves bugs and known failures as they are', () => {
    const bug = Object.assign(new Error('UNIQUE constraint failed'), {code: 'SQLITE_CONSTRAINT_UNIQUE'});
    const known = new KnownError('usage', 'STORE_BUSY', {location: 'x'});
    expect([explain(bug, 'x'), explain(known, 'x'), explain('text', 'x')]).to.deep.equal([bug, known, 'text']);
  });

  it('does not show the password of a database that is not there', async () => {
    const error = await refused(openData('postgres://me:hunter2@127.0.0.1:1/souk'), 'STORE_UNREACHABLE');
    expect(error.exit).to.equal(8);
    expect(JSON.stringify(error.params)).not.to.include('hunter2');
    expect(shownUrl('postgres://me:hunter2@h/d?password=hunter2&sslmode=require')).to.equal('postgres://me:***@h/d');
    expect(shownUrl('postgres://me:hun ter2@[')).to.equal('postgres://…');
  });
});

describe('values of a store', () => {
  it('are texts, safe integers and nothing else', () => {
    expect([toValue('a'), toValue(null), toValue(-0), toValue(2 ** 53 - 1)]).to.deep.equal(['a', null, 0, 2 ** 53 - 1]);
    for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, 0.01, 2 ** 53, true, {}, [], 1n]) {
      expect(() => toValue(value), String(value)).to.throw(RangeError);
    }
  });

  it('come from int8 as numbers, or not at all', () => {
    expect([parseInteger('0'), parseInteger('-9007199254740991')]).to.deep.equal([0, -9007199254740991]);
    for (const text of ['9007199254740992', '9223372036854775807', 'NaN', '1.5'])
      expect(() => parseInteger(text), text).to.throw(RangeError);
  });
});
