import {expect} from 'chai';
import {addressOf, secretAddressOf, timeoutOf} from '../../src/platforms/web-shop.js';

describe('a shop with an address', () => {
  const codeOf = (work: () => unknown): string => {
    try {
      work();
      return 'fine';
    } catch (error) {
      return (error as {code?: string}).code ?? String(error);
    }
  };

  it('sends no secret in the clear out of the house', () => {
    const far = [
      'shop.example.com',
      '8.8.8.8',
      '172.32.0.1',
      '11.0.0.1',
      '192.169.0.1',
      '[2001:db8::1]',
      '10.0.0.1.example.com',
    ];
    for (const host of far) {
      expect(
        codeOf(() => secretAddressOf({url: `http://${host}`})),
        host,
      ).to.equal('PLAIN_HTTP');
      expect(
        codeOf(() => secretAddressOf({url: `https://${host}`})),
        host,
      ).to.equal('fine');
    }
    const near = [
      'localhost:9000',
      '127.0.0.1:3000',
      '10.1.2.3',
      '192.168.0.7',
      '172.16.4.4',
      '[::1]:80',
      'medusa:9000',
      'nas.local',
    ];
    for (const host of near)
      expect(
        codeOf(() => secretAddressOf({url: `http://${host}`})),
        host,
      ).to.equal('fine');
  });

  it('wants an address that can be one, and a time that can be waited', () => {
    expect(addressOf({url: ' https://shop.example.com/// '})).to.equal('https://shop.example.com');
    for (const url of ['', 'shop.example.com', 'ftp://shop.example.com', 'http://'])
      expect(
        codeOf(() => addressOf({url})),
        url,
      ).to.equal('SETTING_INVALID');
    expect(timeoutOf({})).to.equal(120_000);
    expect(timeoutOf({timeout: '5'})).to.equal(5);
    for (const timeout of ['0', '-1', '1.5', 'soon'])
      expect(
        codeOf(() => timeoutOf({timeout})),
        timeout,
      ).to.equal('SETTING_INVALID');
  });
});
