import type {Shop} from '../../domain/catalog/types.js';
import type {SimulationState} from '../../ports/platform.js';
import type {Context} from '../context.js';
import {findPractice} from './find.js';

/** A practice shop at its own present. */
export async function showPractice(
  context: Context,
  name: string | undefined,
): Promise<SimulationState & {readonly shop: Shop}> {
  const {shop, simulation} = await findPractice(context, name);
  return {shop, ...(await simulation.state())};
}
