import {expect} from 'chai';
import fc from 'fast-check';
import {findAdWords, parseAdWords} from '../../../src/domain/catalog/ad-words.js';
import {codeDamage, failedFormula, garbled, gtinDamage, optionDamage} from '../../../src/domain/catalog/damage.js';
import {htmlFaults} from '../../../src/domain/catalog/html.js';
import {plainNumber} from '../../../src/domain/catalog/number-form.js';

describe('numbers of a declared form', () => {
  it('are read by it, and by nothing else', () => {
    const comma: readonly [string, string | null][] = [
      ['12,50', '12.50'],
      ['1.234,50 €', '1234.50 €'],
      ["1'234,5", '1234.5'],
      ['1\u202f234\u202f567,00', '1234567.00'],
      ['EUR 12', 'EUR 12'],
      ['-3,5', '-3.5'],
      ['12.50', null],
      ['1.23,5', null],
      ['1,234.50', null],
      ['1.234 567,0', null],
      ['free', 'free'],
    ];
    for (const [text, plain] of comma) expect(plainNumber(text, 'comma'), text).to.equal(plain);
    const point: readonly [string, string | null][] = [
      ['12.50', '12.50'],
      ['1,234.50', '1234.50'],
      ['$1,234', '$1234'],
      ['12,50', null],
      ['.5', '.5'],
    ];
    for (const [text, plain] of point) expect(plainNumber(text, 'point'), text).to.equal(plain);
  });

  it('mean the same whoever writes them', () => {
    fc.assert(
      fc.property(fc.integer({min: -1e9, max: 1e9}), fc.integer({min: 0, max: 99}), (whole, part) => {
        const cents = String(part).padStart(2, '0');
        const grouped = (mark: string) => String(whole).replace(/\B(?=(?:\d{3})+$)/gu, mark);
        const plain = `${whole}.${cents}`;
        expect(plainNumber(`${grouped('.')},${cents}`, 'comma')).to.equal(plain);
        expect(plainNumber(`${grouped(',')}.${cents}`, 'point')).to.equal(plain);
        expect(plainNumber(plain, 'point')).to.equal(plain);
      }),
    );
  });
});

describe('what spreadsheets do', () => {
  it('to codes and sizes is noticed', () => {
    for (const text of ['2-Jan', '02. Jan', 'Jan-02', '1-Mai', '2024-02-01']) {
      expect(codeDamage(text)?.code, text).to.equal('CODE_DATE');
      expect(optionDamage(text)?.code, text).to.equal('OPTION_DATE');
    }
    for (const text of ['1-2', 'JAN', 'MARS-01X', 'A-2-Jan', '20240201']) expect(codeDamage(text), text).to.equal(null);
    expect(codeDamage("'ABC")?.code).to.equal('CODE_QUOTE');
  });

  it('to GTINs is noticed by the check digit', () => {
    expect(gtinDamage('4006381333931')).to.equal(null);
    expect(gtinDamage('12345678905')).to.deep.equal({
      code: 'GTIN_ZEROS',
      params: {gtin: '12345678905', mended: '012345678905'},
    });
    expect(gtinDamage('4006381333932')?.code).to.equal('GTIN_CHECK');
    expect(gtinDamage('abc')?.code).to.equal('GTIN_CHECK');
  });

  it('to formulas and letters is noticed', () => {
    expect(['#REF!', ' #N/A ', '#NAME?'].every(failedFormula)).to.equal(true);
    expect(['#1', 'REF!', '#REF! x'].some(failedFormula)).to.equal(false);
    expect(garbled('Die GrÃ¶ÃŸe stimmt')).to.equal('Die GrÃ¶ÃŸe stimmt');
    expect(garbled('itâ€™s')).to.equal('itâ€™s');
    expect(garbled('a\ufffdb')).to.equal('a\ufffdb');
    for (const text of ['Größe', 'São Tomé', 'château', 'ÂGE', 'PÂTÉ', 'Ça'])
      expect(garbled(text), text).to.equal(null);
  });
});

describe('HTML of descriptions', () => {
  const codes = (text: string) => htmlFaults(text).map(({code}) => code);

  it('is looked through for what runs and what never ends', () => {
    expect(codes('<p>Good</p><ul><li>one<li>two</ul><br>5 < 6 & 7 > 2<img src="a>b.png"/>')).to.deep.equal([]);
    expect(codes('plain, 3 < 4')).to.deep.equal([]);
    expect(codes('<b>bold')).to.deep.equal(['HTML_UNCLOSED']);
    expect(codes('text</div>')).to.deep.equal(['HTML_STRAY']);
    expect(codes('<b><i>x</b></i>')).to.deep.equal(['HTML_STRAY']);
    expect(codes('<script>alert(1)</script>')).to.deep.equal(['HTML_RUNS']);
    expect(codes('<a href="javascript:x()">x</a>')).to.deep.equal(['HTML_RUNS']);
    expect(codes('<img onerror="x()" src=y>')).to.deep.equal(['HTML_RUNS']);
  });
});

describe('words of advertising law', () => {
  const list = parseAdWords(['# remark\n最\n最佳\n第一\n国家级\n!第一步\n!最后\n', '独家\n-国家级\n!最佳拍档\n']);

  it('are found with the letters around them, the longest first, each once', () => {
    expect(findAdWords('本店最佳水壶，最佳选择', list)).to.deep.equal([{word: '最佳', around: '本店最佳水壶,最佳选'}]);
    expect(findAdWords('<b>独家</b>销售', list)).to.deep.equal([{word: '独家', around: '独家 销售'}]);
  });

  it('pass in phrases that are no claims, and where the user took them off', () => {
    expect(findAdWords('第一步：最后清洗。最佳拍档', list)).to.deep.equal([]);
    expect(findAdWords('国家级工艺', list)).to.deep.equal([]);
    expect(findAdWords('第一步，销量第一', list)).to.deep.equal([{word: '第一', around: '第一步,销量第一'}]);
  });
});
