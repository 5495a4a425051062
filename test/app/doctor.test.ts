import {chmod, mkdir, rename, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect} from 'chai';
import {soukJson, withFolder} from '../support/souk.js';

interface Finding {
  readonly severity: string;
  readonly shop?: string;
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly rows?: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: string;
    readonly code: string;
  }[];
}

async function doctor(
  home: string,
): Promise<{code: number | null; findings: readonly Finding[]; codes: readonly string[]}> {
  const {code, document} = await soukJson(['doctor'], {home});
  const {findings} = document['result'] as {findings: readonly Finding[]};
  return {code, findings, codes: findings.filter(({severity}) => severity !== 'ok').map((finding) => finding.code)};
}

describe('doctor', () => {
  it('finds nothing to mend in an empty home', async () => {
    await withFolder(async (folder) => {
      const {code, codes} = await doctor(path.join(folder, 'home'));
      expect(code).to.equal(0);
      expect(codes).to.deep.equal([]);
    });
  });

  it('names what keeps souk from pricing, each with the command that mends it', async () => {
    await withFolder(async (folder) => {
      const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
      await mkdir(dir);
      const rows = [
        'sku,product,title,price,gtin',
        'A-1,a,A,1.00,4006381333931',
        'a-1,b,B,5.00,4006381333932',
        'C,c,C,,',
      ];
      await writeFile(path.join(dir, 'listings.csv'), `${rows.join('\n')}\n`);
      await writeFile(path.join(dir, 'costs.csv'), 'sku,cost,fee_rate,fee_fixed\nA-1,3.00,0.1,0\n');
      await soukJson(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'EUR'], {home});
      expect((await doctor(home)).codes).to.deep.equal(['DOCTOR_NEVER_PULLED']);
      await soukJson(['shop', 'pull'], {home});
      const {code, codes, findings} = await doctor(home);
      expect(code).to.equal(0);
      expect(codes).to.have.members([
        'LOOK_TWIN_SKUS',
        'LOOK_WITHOUT_PRICE',
        'LOOK_WITHOUT_COST',
        'LOOK_BELOW_BREAK_EVEN',
        'LOOK_BAD_GTINS',
      ]);
      for (const {severity, hint} of findings) if (severity !== 'ok') expect(hint).to.match(/^souk /u);
    });
  });

  it('names rows that can not be read each time, and bounds that cross; so do shop check and the night', async () => {
    await withFolder(async (folder) => {
      const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
      await mkdir(dir);
      const bad = Array.from({length: 7}, (_, i) => `B-${i},"1,00"`);
      await writeFile(path.join(dir, 'listings.csv'), `sku,price\nA,15.00\n${bad.join('\n')}\n`);
      await writeFile(path.join(dir, 'costs.csv'), 'sku,cost,fee_rate,fee_fixed\nA,3.00,0.1,0\nB-1,x,,\n');
      await writeFile(path.join(dir, 'bounds.csv'), 'sku,min_price,max_price\nA,20.00,10.00\n');
      await soukJson(['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'EUR'], {home});
      for (const times of ['first', 'second']) {
        await soukJson(['shop', 'pull'], {home});
        const {code, findings, codes} = await doctor(home);
        expect(code, times).to.equal(0);
        expect(codes).to.deep.equal(['FOLDER_ROWS_UNREADABLE', 'FOLDER_ROWS_UNREADABLE', 'LOOK_BOUNDS_CROSSED']);
        const [listings, costs] = findings.filter(({rows}) => rows !== undefined);
        expect(listings).to.include({severity: 'warning', hint: 'souk shop check main'});
        expect(listings?.rows).to.have.length(5);
        expect(listings?.rows?.[0]).to.include({line: 3, column: 'price', code: 'CELL_AMOUNT'});
        expect(costs?.rows).to.have.length(1);
        expect(costs?.rows?.[0]).to.include({line: 3, column: 'cost', file: path.join(dir, 'costs.csv')});
      }
      const check = await soukJson(['shop', 'check', 'main'], {home});
      expect(check.code).to.equal(0);
      const {findings} = check.document['result'] as {findings: readonly {rows?: readonly unknown[]}[]};
      expect(findings.map(({rows}) => rows?.length)).to.deep.equal([undefined, 7, 1, undefined]);
      const night = await soukJson(['nightly', '--yes'], {home});
      expect(night.code).to.equal(3);
      const {shops} = night.document['result'] as {shops: readonly {parts: readonly Record<string, unknown>[]}[]};
      expect(shops[0]?.parts[0]).to.include({part: 'pull', hint: 'souk shop check main'});
      expect(shops[0]?.parts[0]?.['rows']).to.have.length(5);
      const unreadable = await soukJson(['price', 'set', 'B-2', '9.00', '--yes'], {home});
      expect(unreadable.code).to.equal(6);
      expect(unreadable.document['error']).to.deep.include({code: 'OFFER_UNREADABLE', exit: 6});
      expect((unreadable.document['error'] as {message: string}).message).to.contain(
        'listings.csv line 5, price: "1,00"',
      );
    });
  });

  it('ends with exit 5 when a shop does not answer, and says when others can look into the home', async () => {
    await withFolder(async (folder) => {
      const [home, dir] = [path.join(folder, 'home'), path.join(folder, 'shop')];
      await mkdir(dir);
      await writeFile(path.join(dir, 'listings.csv'), 'sku,price\nA,1.00\n');
      await soukJson(
        ['shop', 'add', 'main', '--platform', 'folder', '--dir', dir, '--currency', 'EUR', '--mode', 'observe'],
        {home},
      );
      await chmod(home, 0o755);
      await rename(dir, `${dir}-elsewhere`);
      const {code, codes} = await doctor(home);
      expect(code).to.equal(5);
      expect(codes).to.include('DOCTOR_HOME_OPEN');
      expect(codes.some((each) => each.startsWith('FOLDER_'))).to.equal(true);
    });
  });
});
