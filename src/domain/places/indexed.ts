import type { District } from './district.ts';
import { type DistrictIndex, indexDistrict } from './lookup.ts';

const known = new WeakMap<District, DistrictIndex>();

/** The index of a district, built at the first asking: a district is adopted whole and never changed in place. */
export function indexed(district: District): DistrictIndex {
  let index = known.get(district);
  if (!index) {
    index = indexDistrict(district);
    known.set(district, index);
  }
  return index;
}
