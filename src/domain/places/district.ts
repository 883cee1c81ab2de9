import type { LimitUnit, Position, Ring, WorkingCalendar } from '../kernel/index.ts';

/** Words in both languages of the interface. Data, not code: names of streets, units and categories live here. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/** A text for residents: in both languages of the interface, and in further ones of the district by their code ('ja'). */
export interface Texts extends Words {
  readonly [language: string]: string;
}

/** A further language of the page behind a link: its own name, and every phrase of the page (contract/resident.ts). */
export interface PageLanguage {
  readonly id: string;
  readonly name: string;
  /** Name of the district in it, as the sender of its notices. */
  readonly sender?: string;
  readonly page: Readonly<Record<string, string>>;
}

/** 居民区: the area of one residents' committee. */
export interface Committee {
  readonly id: string;
  readonly name: Words;
  /** 12-digit statistical code (GB/T 2260 + 3 street + 3 committee) where known. */
  readonly code?: string;
  readonly ring: Ring;
  readonly synthetic: boolean;
}

/** 小区/里弄: a walled compound or lane. */
export interface Compound {
  readonly id: string;
  readonly committee: string;
  readonly name: Words;
  /** 弄 address, e.g. '延安中路955弄'. */
  readonly address: string;
  readonly kind: 'lane-house' | 'new-lane' | 'public-housing' | 'commercial-housing' | 'tower';
  readonly ring: Ring;
  readonly synthetic: boolean;
}

/**
 * 楼组: the two or three dozen households that one 楼组长 looks after; the unit of door-to-door work. A few neighbouring
 * front doors of one compound, one front door, or some floors of a tower.
 */
export interface Stairwell {
  readonly id: string;
  readonly compound: string;
  readonly committee: string;
  /** 号, as on the door plates: '3号', '3–7号', '2号8–14层'. */
  readonly name: string;
  /** One of its front doors, or beside it. */
  readonly position: Position;
  readonly floors: number;
  readonly synthetic: boolean;
}

/** 户. Only what a storm needs to know; names and telephone numbers are personal data and are kept elsewhere. */
export interface Household {
  readonly id: string;
  readonly stairwell: string;
  /** 室, as on the door: '201'; where the stairwell has several front doors, '5号201'. */
  readonly room: string;
  readonly floor: number;
  readonly floorKind: 'semi-basement' | 'ground' | 'middle' | 'top';
  readonly use: 'owner' | 'tenant' | 'shared' | 'vacant' | 'business';
  readonly people: number;
  /** Whether anybody can be reached by telephone or message. Without, the ladder starts at the door. */
  readonly reachable: boolean;
  /** Household tags of domain.md §11.2 as codes (e.g. 'aged-80', 'living-alone', 'disabled'). Sensitive: masked by role. */
  readonly tags: readonly string[];
}

/** 单元网格: a cell of about 10,000 m². */
export interface GridCell {
  readonly id: string;
  readonly code: string;
  readonly committee: string;
  readonly ring: Ring;
}

export interface RoadNode {
  readonly id: number;
  readonly position: Position;
}
/** A walkable piece of street between two nodes of the graph. */
export interface RoadSegment {
  readonly id: string;
  readonly name: Words;
  readonly from: number;
  readonly to: number;
  readonly metres: number;
  readonly line: readonly Position[];
  readonly highway: string;
}

export type PointKind =
  | 'drain'
  | 'tree'
  | 'sign'
  | 'billboard'
  | 'curtain-wall'
  | 'site'
  | 'underground'
  | 'underpass'
  | 'water'
  | 'camera'
  | 'gauge'
  | 'shelter'
  | 'care-home'
  | 'old-house'
  | 'pump'
  | 'hydrant'
  | 'metro'
  | 'school';

/** 点位: something on a list that a person has to look at, or that looks back (camera, gauge). */
export interface Point {
  readonly id: string;
  readonly kind: PointKind;
  readonly name: Words;
  readonly position: Position;
  readonly committee: string;
  /** Unit that answers for it. */
  readonly unit: string;
  /** Kind-specific facts: capacity of a shelter, what a camera covers, thresholds of a gauge. */
  readonly facts: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  readonly synthetic: boolean;
}

/** 单位: an office, station, team, committee, property firm, school, mall … that takes tasks and cases. */
export interface Unit {
  readonly id: string;
  readonly name: Words;
  /** Kind of unit, the word by which plans address it ('ops-centre', 'committee', 'property', 'sanitation' …). */
  readonly kind: string;
  readonly parent?: string;
  /** Whether it belongs to the level above (district bureau, power, gas): cases sent there stay followed. */
  readonly upper?: boolean;
  /** Committees it works for; empty means the whole district. */
  readonly committees: readonly string[];
  /** Where its people start from. */
  readonly base: Position;
  /** How many jobs its people can carry at the same time. */
  readonly capacity: number;
  /** Category codes it can handle. */
  readonly handles: readonly string[];
}

/** 岗位: what a person is when on duty. */
export interface Post {
  readonly id: string;
  readonly unit: string;
  readonly name: Words;
  /** Role codes (see people/roles.ts). */
  readonly roles: readonly string[];
  /** Committee it is bound to, if any. */
  readonly area?: string;
}

/** 类别: kind of component or event, with limits in normal times and in storm mode. */
export interface Category {
  readonly code: string;
  /** Code of the national or a city's list that it answers to. */
  readonly std?: string;
  readonly name: Words;
  /** In a resident's words, where a resident may ask for help with it: '家里进水'. */
  readonly ask?: Texts;
  readonly class: 'component' | 'event';
  readonly group: string;
  readonly register: Words;
  readonly close: Words;
  /** Kinds of unit that handle it, best first. */
  readonly handlers: readonly string[];
  readonly normal: { readonly minutes: number; readonly unit: LimitUnit } | null;
  readonly storm: { readonly minutes: number; readonly unit: LimitUnit } | null;
  /** Object of the municipality: goes up and stays followed (L9). */
  readonly municipal?: boolean;
  /** Life in danger: sounds at once, jumps the queue. */
  readonly urgent?: boolean;
  /** Two reports of this kind closer than this in metres and minutes are probably one (L2). */
  readonly duplicate: { readonly metres: number; readonly minutes: number };
}

/** Limits of the steps of a case other than handling, in minutes of the given unit: [normal, storm]. */
export interface StepLimits {
  readonly [step: string]: {
    readonly normal: { readonly minutes: number; readonly unit: LimitUnit };
    readonly storm: { readonly minutes: number; readonly unit: LimitUnit };
  };
}

export type Level = 'IV' | 'III' | 'II' | 'I';
/** Rows of the plan; 'LIFT' holds what must be done when a response ends. */
export type PlanLevel = Level | 'LIFT';

/** One line of a plan (domain.md §6.3). */
export interface PlanTask {
  readonly id: string;
  readonly level: PlanLevel;
  /** Kinds of unit that get it; every unit of the kind gets its own task. */
  readonly units: readonly string[];
  readonly action: Words;
  /** Minutes after the start of the level; null: on order, without a deadline. */
  readonly dueMinutes: number | null;
  /** Repeats every so many minutes while the level lasts. */
  readonly everyMinutes?: number;
  readonly evidence: 'receipt' | 'log' | 'list' | 'photo' | 'counts' | 'brief' | 'minutes' | 'ledger' | 'note';
  readonly confirm: 'person' | 'unit';
  readonly basis: string;
  /** A notice to households that this task consists of: template id. Done when the notice is settled. */
  readonly notice?: string;
  /** A sweep that this task consists of: kinds of point. Done when every target was looked at. */
  readonly sweep?: readonly PointKind[];
  /** Rows of lower levels whose place this one takes (a round every 30 minutes instead of every 60). */
  readonly replaces?: readonly string[];
  /** Must be closed when the response has been lifted. */
  readonly mustClose: boolean;
}

export interface NoticeTemplate {
  readonly id: string;
  readonly name: Words;
  readonly body: Texts;
  /** Names of the `{fields}` in the body. */
  readonly fields: readonly string[];
}

/** Rung of the ladder by which a household is reached (N3). */
export interface Rung {
  readonly channel: 'digital' | 'sms' | 'call' | 'stairwell-leader' | 'door';
  readonly tries: number;
  readonly waitMinutes: number;
}

/** How pressing a notice is: a level of response, or nothing of the kind. It chooses ladder and quiet hours. */
export type NoticeLevel = Level | 'ORDINARY';

/**
 * Hours in which a notice waits to be let out, in minutes after local midnight; from 22:00 to 07:00 goes over midnight.
 * A level that has none may wake people.
 */
export interface QuietHours {
  readonly from: number;
  readonly to: number;
  /** Rungs that ring, beep or knock, and so wait; without it all do. */
  readonly waits?: readonly Rung['channel'][];
}

/** Quiet hours as a notice carries them: whoever reads its journal later needs no district data. */
export interface Quiet extends QuietHours {
  readonly utcOffsetMinutes: number;
}

export interface Checklist {
  readonly id: string;
  readonly name: Words;
  readonly kinds: readonly PointKind[];
  readonly items: readonly {
    readonly id: string;
    readonly name: Words /** Category of the case that a hazard makes. */;
    readonly category: string;
  }[];
}

/** Rule set of one issuing station: which rain or wind means which colour (rule sets have a validity). */
export interface Threshold {
  readonly matter: string;
  readonly name: Words;
  readonly steps: readonly {
    readonly at: number;
    readonly unit: string;
    readonly grade: string;
    readonly words: Words;
  }[];
  readonly source: string;
}

/** A district is data: everything below comes from districts/<id>/ and is adopted as a whole, by version. */
export interface District {
  readonly id: string;
  readonly code: string;
  readonly name: Words;
  readonly version: string;
  readonly attribution: string;
  readonly centre: Position;
  readonly boundary: readonly Ring[];
  readonly calendar: WorkingCalendar;
  readonly committees: readonly Committee[];
  readonly compounds: readonly Compound[];
  readonly stairwells: readonly Stairwell[];
  readonly households: readonly Household[];
  readonly cells: readonly GridCell[];
  readonly nodes: readonly RoadNode[];
  readonly roads: readonly RoadSegment[];
  readonly points: readonly Point[];
  readonly units: readonly Unit[];
  readonly posts: readonly Post[];
  readonly categories: readonly Category[];
  readonly stepLimits: StepLimits;
  readonly plan: readonly PlanTask[];
  readonly noticeTemplates: readonly NoticeTemplate[];
  /** Languages that residents can read beside Chinese and English. */
  readonly languages?: readonly PageLanguage[];
  /** A district without a ladder for ordinary notices takes that of level IV. */
  readonly ladders: Readonly<Record<Level, readonly Rung[]>> & { readonly ORDINARY?: readonly Rung[] };
  readonly quietHours?: Readonly<Partial<Record<NoticeLevel, QuietHours>>>;
  readonly checklists: readonly Checklist[];
  readonly thresholds: readonly Threshold[];
  /** Sweep rounds of the video desk by level, minutes. */
  readonly patrolMinutes: Readonly<Record<Level, number>>;
  /** Settings with their meaning in districts/<id>/README.md: escalation waits, second-signature head-count … */
  readonly settings: Readonly<Record<string, number>>;
  /** Words of codes that the district brings: household tags ('tag.aged-80'), groups of categories, kinds of units. */
  readonly words?: Readonly<Record<string, Words>>;
  /** How official warnings speak of this district: stations whose signals hold here, and regions that contain it. */
  readonly warnings?: {
    readonly stations: readonly string[];
    readonly regions: readonly string[];
    readonly geocodes: readonly string[];
  };
}
