import {once} from 'node:events';
import {openHttp} from '../../../src/platforms/http-axios.js';
import {soukJson, startSouk} from '../../support/souk.js';

/** A practice shop with the sample catalogue, served by a souk of its own from a home of its own. */
export async function servedPractice(
  home: string,
): Promise<{readonly url: string; silence(): Promise<void>; stop(): Promise<void>}> {
  const options = {home, env: {SOUK_NOW: '2026-03-02T06:00:00Z'}};
  const args = ['shop', 'add', 'far', '--platform', 'practice', '--currency', 'USD', '--time-zone', 'Europe/Berlin'];
  const rest = ['--prices-include-tax', 'no', '--set', 'seed=4', '--set', 'catalogue=sample'];
  const {code, document} = await soukJson([...args, ...rest], options);
  if (code !== 0) throw new Error(JSON.stringify(document));
  const server = startSouk(['practice', 'serve', '--port', '0'], options);
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    server.stderr.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const found = /http:\/\/[\d.:]+/u.exec(text)?.[0];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (ended) => reject(new Error(`ended with ${ended}: ${text}`)));
  });
  return {
    url,
    // The next write is done and never answered.
    silence: async () => {
      const http = await openHttp({baseUrl: url, timeoutMs: 5000});
      const body = {faults: [{kind: 'timeout', side: 'write', times: 1}]};
      await http.send({method: 'POST', path: '/faults', body, repeatable: false}, new AbortController().signal);
      http.close();
    },
    stop: async () => {
      const ended = once(server, 'exit');
      server.kill('SIGTERM');
      await ended;
    },
  };
}
