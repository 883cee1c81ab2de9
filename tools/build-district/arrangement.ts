import { area, cross, dot, length, nearestOn, rounded, sub, type XY } from './plane.ts';

export type Edge = readonly [XY, XY];
/** Places closer than this are one place, cm: above the rounding of crossings (0.7), far below anything built. */
const SNAP = 3;
const key = (p: XY): string => `${p[0]},${p[1]}`;

/** Cuts lines where they cross or touch, so that afterwards they meet only at their ends. */
export function noded(edges: readonly Edge[]): Edge[] {
  let now = distinct(edges);
  for (let pass = 0; pass < 6; pass++) {
    const next = cutOnce(now);
    if (next.length === now.length) return next;
    now = next;
  }
  return now;
}

function cutOnce(edges: readonly Edge[]): Edge[] {
  const out: Edge[] = [];
  for (const [i, edge] of edges.entries()) {
    const [a, b] = edge;
    const cuts: { t: number; at: XY }[] = [];
    const box = [
      Math.min(a[0], b[0]) - SNAP,
      Math.min(a[1], b[1]) - SNAP,
      Math.max(a[0], b[0]) + SNAP,
      Math.max(a[1], b[1]) + SNAP,
    ] as const;
    for (const [j, [c, d]] of edges.entries()) {
      if (i === j || Math.max(c[0], d[0]) < box[0] || Math.min(c[0], d[0]) > box[2]) continue;
      if (Math.max(c[1], d[1]) < box[1] || Math.min(c[1], d[1]) > box[3]) continue;
      let touched = false;
      for (const p of [c, d]) {
        const near = nearestOn(p, a, b);
        if (near.far > SNAP) continue;
        touched = true;
        if (near.t > 0 && near.t < 1 && length(sub(p, a)) > SNAP && length(sub(p, b)) > SNAP)
          cuts.push({ t: near.t, at: p });
      }
      if (touched || [a, b].some((p) => nearestOn(p, c, d).far <= SNAP)) continue;
      const at = crossing(a, b, c, d);
      if (at) cuts.push({ t: dot(sub(at, a), sub(b, a)), at });
    }
    cuts.sort((m, n) => dot(sub(m.at, a), sub(b, a)) - dot(sub(n.at, a), sub(b, a)));
    let from = a;
    for (const { at } of cuts) {
      if (key(at) === key(from)) continue;
      out.push([from, at]);
      from = at;
    }
    if (key(from) !== key(b)) out.push([from, b]);
  }
  return distinct(merged(out));
}

/** Ends closer than SNAP become the first of them. */
function merged(edges: readonly Edge[]): Edge[] {
  const grid = new Map<string, XY>();
  const settle = (p: XY): XY => {
    const [gx, gy] = [Math.round(p[0] / (2 * SNAP)), Math.round(p[1] / (2 * SNAP))];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        const q = grid.get(`${gx + dx},${gy + dy}`);
        if (q && length(sub(p, q)) <= SNAP) return q;
      }
    }
    grid.set(`${gx},${gy}`, p);
    return p;
  };
  return edges.map(([a, b]) => [settle(a), settle(b)] as const);
}

function distinct(edges: readonly Edge[]): Edge[] {
  const seen = new Set<string>();
  return edges.filter(([a, b]) => {
    const [p, q] = [key(a), key(b)];
    if (p === q) return false;
    const name = p < q ? `${p} ${q}` : `${q} ${p}`;
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}

function crossing(a: XY, b: XY, c: XY, d: XY): XY | undefined {
  const [r, s] = [sub(b, a), sub(d, c)];
  const k = cross(r, s);
  if (k === 0) return undefined;
  const t = cross(sub(c, a), s) / k;
  const u = cross(sub(c, a), r) / k;
  if (t <= 0 || t >= 1 || u <= 0 || u >= 1) return undefined;
  return rounded([a[0] + r[0] * t, a[1] + r[1] * t]);
}

/** Bounded faces of a net of noded lines, counter-clockwise. Lines that end nowhere are left out. */
export function faces(edges: readonly Edge[]): XY[][] {
  const out = new Map<string, Map<string, XY>>();
  const join = (a: XY, b: XY) => {
    const from = out.get(key(a)) ?? new Map<string, XY>();
    from.set(key(b), b);
    out.set(key(a), from);
  };
  for (const [a, b] of edges) {
    join(a, b);
    join(b, a);
  }
  const loose = [...out.keys()].filter((name) => out.get(name)?.size === 1);
  while (loose.length > 0) {
    const name = loose.pop() as string;
    const only = out.get(name)?.keys().next().value;
    if (only === undefined || out.get(name)?.size !== 1) continue;
    out.delete(name);
    out.get(only)?.delete(name);
    if (out.get(only)?.size === 1) loose.push(only);
  }
  const spokes = new Map<string, { name: string; angle: number }[]>();
  for (const [name, ends] of out) {
    const [x, y] = name.split(',').map(Number) as unknown as XY;
    const list = [...ends].map(([to, p]) => ({ name: to, angle: Math.atan2(p[1] - y, p[0] - x) }));
    spokes.set(
      name,
      list.sort((m, n) => m.angle - n.angle),
    );
  }
  const done = new Set<string>();
  const rings: XY[][] = [];
  for (const [start, ends] of out) {
    for (const first of ends.keys()) {
      if (done.has(`${start} ${first}`)) continue;
      const ring: XY[] = [];
      let [from, to] = [start, first];
      while (!done.has(`${from} ${to}`)) {
        done.add(`${from} ${to}`);
        ring.push(from.split(',').map(Number) as unknown as XY);
        // The next edge of the face on the left is the one clockwise from where we came.
        const list = spokes.get(to) as { name: string }[];
        const i = list.findIndex((spoke) => spoke.name === from);
        const next = list[(i - 1 + list.length) % list.length] as { name: string };
        [from, to] = [to, next.name];
      }
      if (area(ring) > 0) rings.push(ring);
    }
  }
  return rings;
}

/** Outlines of the union of faces that share their corners exactly: outer rings first, then holes. */
export function dissolve(rings: readonly (readonly XY[])[]): XY[][] {
  const next = new Map<string, Map<string, readonly [XY, XY]>>();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i++) {
      const [a, b] = [ring[i] as XY, ring[(i + 1) % ring.length] as XY];
      if (next.get(key(b))?.delete(key(a))) continue;
      const from = next.get(key(a)) ?? new Map<string, readonly [XY, XY]>();
      from.set(key(b), [a, b]);
      next.set(key(a), from);
    }
  }
  const outlines: XY[][] = [];
  for (const ends of next.values()) {
    while (ends.size > 0) {
      const [first, edge] = ends.entries().next().value as [string, readonly [XY, XY]];
      ends.delete(first);
      const ring: XY[] = [edge[0]];
      let at = edge[1];
      while (key(at) !== key(edge[0])) {
        ring.push(at);
        const on = next.get(key(at)) as Map<string, readonly [XY, XY]>;
        const before = ring.at(-2) as XY;
        // Where two outlines touch in a corner, turn as far right as possible, so that each stays simple.
        const [name, taken] = [...on.entries()].sort(
          (m, n) => turn(before, at, m[1][1]) - turn(before, at, n[1][1]),
        )[0] as [string, readonly [XY, XY]];
        on.delete(name);
        at = taken[1];
      }
      outlines.push(ring);
    }
  }
  return outlines.sort((a, b) => area(b) - area(a));
}

function turn(a: XY, b: XY, c: XY): number {
  const [u, v] = [sub(b, a), sub(c, b)];
  return Math.atan2(cross(u, v), dot(u, v));
}

/** Parts of a simple ring on both sides of the straight line through p in direction d. */
export function chords(ring: readonly XY[], p: XY, d: XY): Edge[] {
  const hits: { s: number; at: XY }[] = [];
  for (let i = 0; i < ring.length; i++) {
    const [a, b] = [ring[i] as XY, ring[(i + 1) % ring.length] as XY];
    const [sa, sb] = [cross(d, sub(a, p)), cross(d, sub(b, p))];
    if (sa > 0 === sb > 0) continue;
    const t = sa / (sa - sb);
    const at = rounded([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    hits.push({ s: dot(sub(at, p), d), at });
  }
  hits.sort((m, n) => m.s - n.s);
  const out: Edge[] = [];
  for (let i = 0; i + 1 < hits.length; i += 2) out.push([(hits[i] as { at: XY }).at, (hits[i + 1] as { at: XY }).at]);
  return out;
}

export const edgesOf = (ring: readonly XY[]): Edge[] =>
  ring.map((p, i) => [p, ring[(i + 1) % ring.length] as XY] as const);
export const lineEdges = (line: readonly XY[]): Edge[] => line.slice(1).map((p, i) => [line[i] as XY, p] as const);
