import { tight } from './text.ts';

/** An address taken apart: road, lane (弄), door (号), room (室); what the text does not say is absent. */
export interface Address {
  /** What stands before the lane or the door: a road, or the name of a compound. */
  readonly lead?: string;
  readonly lane?: string;
  readonly door?: string;
  readonly room?: string;
}

/** '12', '甲12', '12乙', '12支', '12之3': numbers of lanes and doors. */
const NUMBER = '[甲乙丙丁附]?\\d+[甲乙丙丁]?(?:支|之\\d+)?';
const LANE = new RegExp(`^(.*?)(${NUMBER})弄(?:(\\d+)支弄)?`);
const DOOR = new RegExp(`^(.*?)(${NUMBER})(?:号楼|号|幢|栋)`);
const SHORT_DOOR = new RegExp(`^(${NUMBER})-(?=.)`);
const BARE = new RegExp(`^(${NUMBER})$`);
const DASHES = /[‐-―−–—－~～]/g;

const flat = (text: string): string => tight(text).replace(DASHES, '-');

/** '某路955弄3号201室', '955弄3-201', '某花园3号楼201', '3号201', '201'. */
export function addressIn(text: string): Address {
  let rest = flat(text);
  let lead: string | undefined;
  let lane: string | undefined;
  let door: string | undefined;
  const inLane = LANE.exec(rest);
  if (inLane) {
    lead = inLane[1] || undefined;
    lane = inLane[3] ? `${inLane[2]}弄${inLane[3]}支` : inLane[2];
    rest = rest.slice(inLane[0].length);
  }
  const atDoor = DOOR.exec(rest);
  if (atDoor) {
    if (!lead && atDoor[1]) lead = atDoor[1];
    door = atDoor[2];
    rest = rest.slice(atDoor[0].length);
  } else {
    if (!lane) {
      const named = /^[^\d甲乙丙丁附B]{2,}(?=\d)/.exec(rest)?.[0];
      if (named) {
        lead = named;
        rest = rest.slice(named.length);
      }
    }
    const short = SHORT_DOOR.exec(rest);
    if (short) {
      door = short[1];
      rest = rest.slice(short[0].length);
    }
  }
  const room = roomIn(rest);
  return { ...(lead ? { lead } : {}), ...(lane ? { lane } : {}), ...(door ? { door } : {}), ...(room ? { room } : {}) };
}

/** '201室' → '201', 'b2' → 'B2', '前楼' stays. */
export function roomIn(text: string): string | undefined {
  const room = flat(text)
    .replace(/^-+/, '')
    .replace(/[室房]$/, '')
    .replace(/^(\d+)\.0$/, '$1')
    .toUpperCase();
  return room === '' ? undefined : room;
}

/** The number of a cell of its own: '955弄' or '955' in a column of lanes, '3号' or '3' in one of doors. */
export function numberIn(text: string): string | undefined {
  const whole = flat(text)
    .replace(/(?:弄|号楼|号|幢|栋)$/, '')
    .replace(/^(\d+)\.0$/, '$1');
  return whole === '' ? undefined : BARE.test(whole) ? whole : undefined;
}

/** Front doors and floors that the name of a stairwell stands for: '3号', '3–7号', '2号8–14层'. */
export interface DoorPlates {
  readonly from: string;
  /** Last door where there are several. */
  readonly to?: string;
  readonly floors?: readonly [number, number];
}
export function platesOf(name: string): DoorPlates | undefined {
  const found = new RegExp(`^(${NUMBER})(?:-(${NUMBER}))?号(?:(\\d+)(?:-(\\d+))?层)?$`).exec(flat(name));
  if (!found) return undefined;
  const [, from = '', to, low, high] = found;
  return {
    from,
    ...(to ? { to } : {}),
    ...(low ? { floors: [Number(low), Number(high ?? low)] as const } : {}),
  };
}
/** Whether a door is one of these; letters and branches only by the very same text. */
export function hasDoor({ from, to }: DoorPlates, door: string): boolean {
  if (door === from || door === to) return true;
  const [n, a, b] = [door, from, to ?? from].map((text) => (/^\d+$/.test(text) ? Number(text) : Number.NaN)) as [
    number,
    number,
    number,
  ];
  return n >= a && n <= b;
}
