import type {Shop} from '../../domain/catalog/types.js';
import {trialsOn} from '../../domain/pricing/experiment/trial.js';
import type {Experiment, Trial} from '../../domain/pricing/experiment/types.js';
import {dayAt} from '../../domain/sales/calendar.js';
import type {Data} from '../../ports/data.js';
import {dayNumber} from './past-days.js';

/** What experiments want of SKUs on the shop's day. A test that is past its last day is over, settled or not. */
export async function loadTrials(data: Data, shop: Shop, now: number): Promise<ReadonlyMap<string, Trial>> {
  const {zone} = shop.terms;
  const overOn = ({endedAt}: Experiment) => (endedAt === null ? null : dayNumber(dayAt(endedAt, zone)));
  return trialsOn(await data.experiments.list(shop.id), dayNumber(dayAt(now, zone)), overOn);
}
