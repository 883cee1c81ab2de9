import type { DoorQuery } from '../../contract/open311.ts';
import type { District } from '../../domain/places/index.ts';
import type { Key, Open311Store } from '../open311/index.ts';
import type { Doors } from './doors.ts';
import { Buckets } from './rate.ts';
import { Refused } from './refused.ts';

/** Wrong keys from one address; nobody types them by hand. */
const WRONG_PER_MINUTE = 20;

export interface Entered {
  readonly tenant: string;
  readonly district: District;
  readonly key: Key | undefined;
}
export type Enter = (said: DoorQuery, to: 'read' | 'report', ip: string) => Promise<Entered>;

/** Who comes to which district with which key: reading is open where the district says so, reporting never without a key. */
export function doorOf(doors: Doors, store: Open311Store): Enter {
  const buckets = new Buckets();
  const take = (key: string, perMinute: number): void => {
    const seconds = buckets.take(key, perMinute, doors.realTime());
    if (seconds > 0) throw new Refused('request.too-many', { seconds }, { 'retry-after': String(seconds) });
  };
  return async ({ jurisdiction_id: named, api_key: given }, to, ip) => {
    const places = doors.places();
    const tenant = named ?? (places.length === 1 ? places[0]?.id : undefined);
    if (tenant === undefined) throw new Refused('georeport.jurisdiction-missing');
    const district = places.some(({ id }) => id === tenant) ? doors.districtOf(tenant) : undefined;
    if (!district) throw new Refused('district.unknown', { district: tenant });
    if (given === undefined) {
      if (to === 'report') throw new Refused('georeport.key');
      if (!(await store.publicRead(tenant))) throw new Refused('georeport.closed');
      return { tenant, district, key: undefined };
    }
    const key = await store.find(tenant, given);
    if (!key) {
      take(`wrong ${ip}`, WRONG_PER_MINUTE);
      throw new Refused('georeport.key');
    }
    take(`key ${key.id}`, key.perMinute);
    return { tenant, district, key };
  };
}
