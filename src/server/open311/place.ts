import type { PostForm } from '../../contract/open311.ts';
import type { CasePlace } from '../../domain/cases/index.ts';
import { distance, inside, type Position, type Refusal } from '../../domain/kernel/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';

/** A telephone stands some hundred metres off at worst; what lies further out is another place, or swapped numbers. */
const OUTSIDE_M = 500;

type Found = { readonly ok: true; readonly place: CasePlace } | { readonly ok: false; readonly refusal: Refusal };

/** Where a request is: by position, by an id of the district (a stairwell, a point), or by the address of a compound. */
export function placeOf(form: PostForm, district: District): Found {
  const { lat, long, address_string: address, address_id: id } = form;
  const index = indexed(district);
  const said = address ? { address } : {};
  if (lat !== undefined && long !== undefined) {
    const position: Position = [long, lat];
    if (!isNear(position, district))
      return { ok: false, refusal: { code: 'georeport.place-outside', params: { metres: OUTSIDE_M } } };
    return { ok: true, place: { position, ...said } };
  }
  if (id !== undefined) {
    const stairwell = index.stairwells.get(id);
    if (stairwell)
      return {
        ok: true,
        place: { position: stairwell.position, stairwell: id, committee: stairwell.committee, ...said },
      };
    const point = index.points.get(id);
    if (point) return { ok: true, place: { position: point.position, committee: point.committee, ...said } };
    return { ok: false, refusal: { code: 'georeport.address-unknown' } };
  }
  if (!address) return { ok: false, refusal: { code: 'georeport.place-missing' } };
  const text = plain(address);
  // The longest: '延安中路95弄' stands in '延安中路955弄' only by its first signs.
  const [compound] = district.compounds
    .filter((one) => text.includes(plain(one.address)))
    .sort((a, b) => b.address.length - a.address.length);
  if (!compound) return { ok: false, refusal: { code: 'georeport.address-unknown' } };
  const doors = index.stairwellsOfCompound(compound.id);
  const position = doors[0]?.position ?? compound.ring[0];
  if (!position) return { ok: false, refusal: { code: 'georeport.address-unknown' } };
  return { ok: true, place: { position, committee: compound.committee, address } };
}

const plain = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

function isNear(position: Position, { boundary }: District): boolean {
  return boundary.some(
    (ring) => inside(position, ring) || ring.some((corner) => distance(corner, position) <= OUTSIDE_M),
  );
}
