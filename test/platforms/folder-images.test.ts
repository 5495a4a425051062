import {expect} from 'chai';
import fc from 'fast-check';
import {imageCells, readImages} from '../../src/platforms/folder/images.js';

describe('images in a folder', () => {
  it('come back as they were written, whatever their words hold', () => {
    const alt = fc.oneof(fc.constantFrom('', '\\', 'a\\', '|', '\\|', 'a|b\\\\|'), fc.string());
    const image = fc.record({url: fc.webUrl({validSchemes: ['https']}).map((url) => url.replace(/[|,]/gu, '-')), alt});
    fc.assert(
      fc.property(fc.array(image, {maxLength: 4}), (images) => {
        const {urls, alts} = imageCells(images);
        const wanted = images.map(({url, alt: word}) => (word === '' ? {url} : {url, alt: word}));
        expect(readImages(urls, alts)).to.deep.equal(wanted);
      }),
    );
  });

  it('may be parted by other marks', () => {
    expect(readImages('https://a/1.jpg | https://a/2.jpg,\nhttps://a/3.jpg', 'one||three')).to.deep.equal([
      {url: 'https://a/1.jpg', alt: 'one'},
      {url: 'https://a/2.jpg'},
      {url: 'https://a/3.jpg', alt: 'three'},
    ]);
  });
});
