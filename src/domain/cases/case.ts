import { DAY, type Instant, type LimitUnit, type Position } from '../kernel/index.ts';

/** Where a case stands (domain words of the field; the loop itself is the table in loop.ts). */
export const STAGES = [
  'draft', // 草稿
  'reported', // 已上报·待受理
  'verifying', // 待核实
  'accepted', // 已受理·待立案
  'registered', // 已立案·待派遣
  'dispatched', // 已派遣·待接单
  'handling', // 处理中
  'suspended', // 挂账
  'followed', // 已上报区级·跟踪中
  'self-handled', // 自处理·待审核
  'fed-back', // 已反馈·待核查
  'checking', // 核查中
  'closed', // 已结案
  'evaluated', // 已评价
  'rejected', // 不予立案
  'voided', // 作废
  'merged', // 并案
  'discarded', // 草稿已弃
] as const;
export type Stage = (typeof STAGES)[number];

/** What logic asks, instead of a stage. */
export type Phase = 'open' | 'working' | 'checking' | 'closed';

export const SOURCES = [
  'patrol',
  'video',
  'sensor',
  'ai',
  'hotline-12345',
  'committee',
  'property',
  'resident',
  'hotline-962121',
  'upper',
  'special-team',
  'community-cloud',
  'sweep',
  'voice',
] as const;
export type Source = (typeof SOURCES)[number];

export type Urgency = 'normal' | 'urgent' | 'very-urgent';

export interface CasePlace {
  readonly position: Position;
  /** Committee whose area it lies in. */
  readonly committee?: string;
  readonly stairwell?: string;
  /** Address as spoken: road, lane, number. No household, no name. */
  readonly address?: string;
}

/** Who told it. `ref` is a person or contact id; the name and the number are kept elsewhere and can be erased. */
export interface Reporter {
  readonly ref: string;
  readonly source: Source;
  readonly at: Instant;
  /** Case that brought this reporter in by a merge. */
  readonly from?: string;
}

/** A picture, clip or recording: the media id, never the content. */
export interface Evidence {
  readonly media: string;
  readonly when: 'before' | 'during' | 'after';
  readonly takenAt: Instant;
  /** Digest of what it is, hex: so the chain of the journal holds the picture too. */
  readonly sha256?: string;
  /** Camera that saw it, when it is a snapshot. */
  readonly camera?: string;
}

/**
 * Names of the limits: keys of `district.stepLimits`, except 'handle', which comes from the category. 'whole' in the
 * district data is the allowance round the handling; the whole clock runs for the allowance plus the category's limit.
 * A key that the district leaves out sets no limit.
 */
export const LIMIT_KEYS = [
  'accept',
  'verify',
  'register',
  'dispatch',
  'take',
  'handle',
  'follow',
  'audit',
  'check',
  'evaluate',
  'whole',
] as const;
export type LimitKey = (typeof LIMIT_KEYS)[number];

/** A running or stopped limit. Colour: `clockColour(startedAt, dueAt, stoppedAt ?? now)`. */
export interface CaseClock {
  readonly key: LimitKey;
  readonly startedAt: Instant;
  readonly dueAt: Instant;
  readonly minutes: number;
  readonly unit: LimitUnit;
  /** Set while suspended. */
  readonly stoppedAt?: Instant;
  /** The overrun was noted in the journal. */
  readonly overdue?: boolean;
}

/** A step that came to its end, for the figures (in time ÷ due). */
export interface StepRecord {
  readonly key: LimitKey;
  readonly startedAt: Instant;
  /** Absent when the district sets no limit for the step. */
  readonly dueAt?: Instant;
  readonly endedAt: Instant;
  readonly unit?: string;
}

export type RequestKind = 'delay' | 'send-back' | 'suspend' | 'void' | 'help';

/** A side request that waits for its approver. */
export interface CaseRequest {
  readonly id: string;
  readonly kind: RequestKind;
  readonly by: string;
  readonly unit?: string;
  readonly at: Instant;
  readonly reason: string;
  /** delay: minutes more, in the unit of the clock. */
  readonly minutes?: number;
  /** suspend: when it must be looked at again. */
  readonly reviewAt?: Instant;
  /** help: units wanted; send-back: the unit thought right. */
  readonly units?: readonly string[];
}

/** How a request ended. */
export interface RequestRecord {
  readonly id: string;
  readonly kind: RequestKind;
  readonly unit?: string;
  readonly at: Instant;
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | 'lapsed';
  readonly decidedBy: string;
  readonly decidedAt: Instant;
}

export interface Supervision {
  readonly id: string;
  readonly by: string;
  readonly at: Instant;
  readonly text: string;
  readonly answerBy?: Instant;
  readonly answer?: { readonly by: string; readonly at: Instant; readonly text: string };
}

export type ContactWho =
  | 'resident'
  | 'relative'
  | 'neighbour'
  | 'stairwell-leader'
  | 'committee'
  | 'property'
  | 'owner'
  | 'reporter'
  | 'unit'
  | 'other';
export type ContactResult =
  | 'reached'
  | 'no-answer'
  | 'wrong-number'
  | 'refused'
  | 'nobody-home'
  | 'will-come'
  | 'passed-on';

/** One link of the contact chain: resident → relative → neighbour → committee → property. */
export interface ContactAttempt {
  readonly who: ContactWho;
  readonly way: 'call' | 'radio' | 'message' | 'door' | 'in-person';
  readonly result: ContactResult;
  readonly by: string;
  readonly at: Instant;
}

export interface DispatchRecord {
  readonly unit: string;
  readonly by: string;
  readonly at: Instant;
  readonly takenAt?: Instant;
  readonly handler?: string;
  readonly fedBackAt?: Instant;
  /** Why it left the unit again. */
  readonly ended?: 'passed' | 'sent-back' | 'redirected' | 'rework' | 'handed-up' | 'voided' | 'merged';
}

export interface CaseLinks {
  readonly response?: string;
  readonly task?: string;
  readonly round?: string;
  readonly point?: string;
  readonly camera?: string;
  readonly gauge?: string;
  /** Doors of a notice (stream id) whose household asked; the household is the reporter. */
  readonly doors?: string;
}

export interface Evaluation {
  /** 1 (bad) to 5 (good); absent when the time ran out unanswered. */
  readonly score?: number;
  /** Whether the reporter says the trouble is gone (实际解决). */
  readonly solved?: boolean;
  readonly by: string;
  readonly at: Instant;
}

export interface CaseState {
  /** Empty until the first event. */
  readonly id: string;
  /** Number read aloud: local date of recording and running number of that day, '20210725-0042'. Empty in a draft. */
  readonly no: string;
  readonly stage: Stage;
  /** Since when (occurred) it stands there. */
  readonly since: Instant;
  readonly source: Source;
  readonly category: string;
  /** Life in danger, as the category or a person says. */
  readonly urgency: Urgency;
  /** What is wrong, without names. */
  readonly description: string;
  readonly place: CasePlace | null;
  readonly reporters: readonly Reporter[];
  readonly evidence: readonly Evidence[];
  /** Unit that has to act, once dispatched or handed up. */
  readonly unit: string | null;
  /** Person of that unit. */
  readonly handler: string | null;
  /** Units that help (会办). */
  readonly helpers: readonly string[];
  /** Persons and units that did the handling since the last check: they may not check it. */
  readonly handledBy: { readonly persons: readonly string[]; readonly units: readonly string[] };
  /** Person sent to check, if named. */
  readonly checker: string | null;
  readonly storm: boolean;
  readonly clocks: { readonly whole: CaseClock | null; readonly step: CaseClock | null };
  readonly steps: readonly StepRecord[];
  /** Every switch of the limits with the deadlines before it. */
  readonly switches: readonly {
    readonly at: Instant;
    readonly storm: boolean;
    readonly wholeDueAt?: Instant;
    readonly stepDueAt?: Instant;
  }[];
  readonly requests: readonly CaseRequest[];
  readonly requestHistory: readonly RequestRecord[];
  readonly suspension: { readonly reason: string; readonly reviewAt: Instant; readonly reviewed: boolean } | null;
  readonly supervisions: readonly Supervision[];
  readonly reminders: number;
  readonly contacts: readonly ContactAttempt[];
  readonly dispatches: readonly DispatchRecord[];
  readonly reworks: number;
  readonly reopens: number;
  /** Nobody took it in time; the shift leader was called. */
  readonly escalatedAt: Instant | null;
  /** Open dispute of a reporter. */
  readonly dispute: { readonly by: string; readonly at: Instant; readonly reason: string } | null;
  readonly disputes: number;
  readonly mergedInto: string | null;
  readonly absorbed: readonly string[];
  /** Numbers of other systems: '12345' → ticket number. */
  readonly externalNos: Readonly<Record<string, string>>;
  /** Level above that has it (L9). */
  readonly upper: {
    readonly unit: string;
    readonly since: Instant;
    readonly lastWord: string | null;
    readonly lastAt: Instant;
  } | null;
  readonly selfHandled: boolean;
  readonly rejection: { readonly reason: RejectReason; readonly by: string; readonly at: Instant } | null;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly evaluation: Evaluation | null;
  readonly links: CaseLinks;
  readonly notes: number;
  /** When the first report happened, and when it was recorded. */
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly registeredAt: Instant | null;
  readonly author: { readonly person: string; readonly unit?: string };
  /** Last event of any kind: recorded time and version, for "last word" and for lists. */
  readonly touchedAt: Instant;
}

export const REJECT_REASONS = [
  'not-found', // 核实不属实
  'outside-area', // 不属本辖区
  'not-our-matter', // 不属受理范围
  'too-little-said', // 信息不全且无法联系
  'already-solved', // 已自行消除
  'repeat', // 重复上报
] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

export const NO_CASE: CaseState = {
  id: '',
  no: '',
  stage: 'draft',
  since: 0,
  source: 'patrol',
  category: '',
  urgency: 'normal',
  description: '',
  place: null,
  reporters: [],
  evidence: [],
  unit: null,
  handler: null,
  helpers: [],
  handledBy: { persons: [], units: [] },
  checker: null,
  storm: false,
  clocks: { whole: null, step: null },
  steps: [],
  switches: [],
  requests: [],
  requestHistory: [],
  suspension: null,
  supervisions: [],
  reminders: 0,
  contacts: [],
  dispatches: [],
  reworks: 0,
  reopens: 0,
  escalatedAt: null,
  dispute: null,
  disputes: 0,
  mergedInto: null,
  absorbed: [],
  externalNos: {},
  upper: null,
  selfHandled: false,
  rejection: null,
  closedAt: null,
  closedBy: null,
  evaluation: null,
  links: {},
  notes: 0,
  occurredAt: 0,
  recordedAt: 0,
  registeredAt: null,
  author: { person: '' },
  touchedAt: 0,
};

/** Storm mode of all limits of the district: stream 'limits/mode'. */
export interface LimitsState {
  readonly storm: boolean;
  readonly since: Instant;
}

/** How long after its last word a settled case can be reopened or disputed. It stays on the screen for as long. */
export const REOPENABLE_FOR = 30 * DAY;
