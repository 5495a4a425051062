import type {Shop} from '../../domain/catalog/types.js';
import type {Context} from '../context.js';
import {findPractice} from './find.js';

/** Serves a practice shop over HTTP on this machine until the context's signal; `ready` is told the URL. */
export async function servePractice(
  context: Context,
  name: string | undefined,
  port: number,
  ready: (url: string) => void,
): Promise<{shop: Shop; url: string}> {
  const {shop, simulation} = await findPractice(context, name);
  let served = '';
  await simulation.serve(port, context.signal, (url) => {
    served = url;
    ready(url);
  });
  return {shop, url: served};
}
