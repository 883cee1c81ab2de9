import { DAY } from '../src/domain/kernel/index.ts';
import { compare, type Result } from './measure.ts';
import { loadDistrict } from './rig/district.ts';
import { findable, judge, replay311, requests311, sameAddress } from './rig/nyc311.ts';

export const names = ['duplicate-f1'];

/** Road waterlogging, with the limits of the shipped district. */
const CATEGORY = 'ST01';
/** The reach in time was chosen on what lies before this day. */
const CHOSEN_BEFORE = Date.UTC(2022, 11, 20);

/** 1,000 requests about street flooding in New York through the duplicate finder, against the marks that the city itself made. */
export async function run(say: (line: string) => void): Promise<Record<string, Result>> {
  const requests = requests311();
  const judged = replay311(requests, await loadDistrict(), CATEGORY);
  const ours = judge(judged);
  const later = judge(judged.filter(({ request }) => request.at >= CHOSEN_BEFORE));
  const plain = judge(sameAddress(requests, DAY));
  const marked = requests.filter((one) => one.marked).length;
  const most = findable(requests, 300, 14 * DAY);
  const two = (n: number): string => n.toFixed(2);
  say(
    `precision ${two(ours.precision)}, recall ${two(ours.recall)}, F1 ${two(ours.f1)}; ${ours.found} found, ${marked} marked`,
  );
  return {
    'duplicate-f1': compare(
      ours.f1,
      'F1',
      'same address within 24 h, F1',
      plain.f1,
      '>=2',
      `precision ${two(ours.precision)} (${two(plain.precision)}), recall ${two(ours.recall)} (${two(plain.recall)}); from 20 December on, which chose no limit, F1 ${two(later.f1)}; of ${marked} marked only ${most} have any earlier request within 300 m and 14 days in the file`,
    ),
  };
}
