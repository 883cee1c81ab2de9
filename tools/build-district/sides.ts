import type { Parcel } from './parcels.ts';
import { add, between, left, length, METRE, nearestOnLine, rounded, scale, sub, unit, type XY } from './plane.ts';
import { halfWidth, kerb, type Way } from './streets.ts';

/** One kerb of a street. */
export interface Side {
  readonly zh: string;
  readonly en: string;
  readonly highway: string;
  /** Places every so many metres, `inside` metres from the kerb towards the carriageway (negative: on the pavement). */
  places(spacing: number, inside: number): XY[];
}

const nameless = (way: Way) => way.zh === '' || way.highway.endsWith('_link');

/** Both kerbs of every named street. Places where another street joins are left out: no drain lies in a crossing. */
export function kerbSide(ways: readonly Way[], inStreet: (p: XY) => boolean): Side[] {
  const named = ways.filter((way) => !nameless(way));
  return named.flatMap((way) =>
    [1, -1].map((hand) => ({
      zh: way.zh,
      en: way.en,
      highway: way.highway,
      places(spacing: number, inside: number) {
        const others = named.filter((other) => other !== way && other.zh !== way.zh);
        const off = kerbOf(way) - inside * METRE;
        return (
          stations(way.plane, spacing * METRE, hand > 0 ? 0.25 : 0.75)
            .map(({ at, direction }) => rounded(add(at, scale(left(direction), hand * off))))
            .filter(
              (p) =>
                inStreet(p) && others.every((other) => nearestOnLine(p, other.plane).far > kerbOf(other) + 4 * METRE),
            )
            // A bend can throw a place of the outer kerb onto the carriageway; of the other carriageway of the same street too.
            .filter((p) => named.every((other) => other.zh !== way.zh || nearestOnLine(p, other.plane).far > off - 30))
        );
      },
    })),
  );
}

const kerbOf = (way: Way): number => (way.oneway && way.highway === 'primary' ? 8 * METRE : kerb(way.highway));

/** Places along a line every `spacing` cm, starting with the given share of it. */
export function stations(line: readonly XY[], spacing: number, first: number): { at: XY; direction: XY }[] {
  const out: { at: XY; direction: XY }[] = [];
  let left = spacing * first;
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i] as XY, line[i + 1] as XY];
    const long = length(sub(b, a));
    const direction = unit(sub(b, a));
    while (left <= long) {
      out.push({ at: between(a, b, left / (long || 1)), direction });
      left += spacing;
    }
    left -= long;
  }
  return out;
}

export interface Front {
  readonly at: XY;
  readonly street: Way;
  readonly parcel: Parcel;
}

/** Places along the walls that face a street, every `spacing` metres. */
export function walls(parcels: readonly Parcel[], ways: readonly Way[], spacing: number): Front[] {
  const named = ways.filter((way) => !nameless(way) && way.highway !== 'primary');
  return parcels.flatMap((parcel) =>
    parcel.ring.flatMap((a, i) => {
      const b = parcel.ring[(i + 1) % parcel.ring.length] as XY;
      return stations([a, b], spacing * METRE, 0.5).flatMap(({ at }) => {
        const street = named.find((way) => nearestOnLine(at, way.plane).far < halfWidth(way.highway) + 3 * METRE);
        return street ? [{ at: rounded(at), street, parcel }] : [];
      });
    }),
  );
}

export interface Corner {
  readonly at: XY;
  /** Where the crossing itself lies. */
  readonly crossing: XY;
  readonly zh: string;
  readonly en: string;
}

/** Street corners: beside each crossing of two named streets, at the kerb between two arms. */
export function corners(ways: readonly Way[], inStreet: (p: XY) => boolean): Corner[] {
  const named = ways.filter((way) => !nameless(way));
  const at = new Map<number, { p: XY; ways: Set<Way> }>();
  for (const way of named) {
    for (const [i, node] of way.nodes.entries()) {
      const entry = at.get(node) ?? { p: way.plane[i] as XY, ways: new Set<Way>() };
      entry.ways.add(way);
      at.set(node, entry);
    }
  }
  const out: Corner[] = [];
  for (const { p, ways: meeting } of at.values()) {
    const streets = [...new Map([...meeting].map((way) => [way.zh, way])).values()];
    if (streets.length < 2) continue;
    const [one, two] = streets as [Way, Way];
    const [u, v] = [nearestOnLine(p, one.plane).direction, nearestOnLine(p, two.plane).direction];
    for (const [s, t] of [
      [1, 1],
      [1, -1],
      [-1, 1],
      [-1, -1],
    ] as const) {
      // Along each street by the kerb distance of the other: the corner of the two kerbs.
      const place = rounded(add(p, add(scale(u, s * kerbOf(two) * 0.92), scale(v, t * kerbOf(one) * 0.92))));
      if (inStreet(place))
        out.push({ at: place, crossing: p, zh: `${one.zh}${two.zh}路口`, en: `${one.en} / ${two.en}` });
    }
  }
  return out;
}
