import type { Event, Instant } from '../kernel/index.ts';
import type {
  CaseClock,
  CaseLinks,
  CasePlace,
  ContactResult,
  ContactWho,
  Evidence,
  RejectReason,
  Reporter,
  RequestKind,
  Source,
  Urgency,
} from './case.ts';

/** Clocks after the event: the event carries what the fold may not compute (calendar and limits are district data). */
export interface Clocks {
  readonly whole: CaseClock | null;
  readonly step: CaseClock | null;
}
interface Step {
  readonly clocks: Clocks;
}
interface Evidenced {
  readonly evidence: readonly Evidence[];
}
/** Everyone who told the case, so that they can be told how it went. */
interface Telling {
  readonly reporters: readonly string[];
}
interface Content extends Evidenced {
  readonly source: Source;
  readonly category: string;
  readonly urgency: Urgency;
  readonly description: string;
  readonly place: CasePlace | null;
  readonly links: CaseLinks;
}
interface Opened extends Content, Step {
  readonly no: string;
  readonly storm: boolean;
  readonly reporters: readonly Reporter[];
  readonly externalNo?: { readonly system: string; readonly no: string };
  /** Evidence of the draft that it was: who did not see the draft has the whole case by this fact. */
  readonly drafted?: readonly Evidence[];
}

/** Every event of a case: type → data. */
export interface CaseEventData {
  'case.drafted': Content;
  'case.discarded': Record<string, never>;
  'case.reported': Opened;
  'case.fixed-on-spot': Opened & { readonly done: string };
  'case.joined': { readonly reporter: Reporter; readonly note?: string } & Evidenced;
  'case.sent-to-verify': Step & { readonly urgency: Urgency; readonly note?: string };
  'case.accepted': Step & { readonly urgency: Urgency; readonly note?: string };
  'case.registered': Step & Telling & { readonly urgency: Urgency; readonly note?: string };
  'case.verified': Step & Evidenced & { readonly to: 'accepted' | 'registered'; readonly note?: string };
  'case.rejected': Telling & Evidenced & { readonly reason: RejectReason; readonly note?: string };
  'case.corrected': Step & {
    readonly category?: string;
    readonly description?: string;
    readonly place?: CasePlace;
    readonly urgency?: Urgency;
  };
  'case.merged': Telling & {
    readonly into: string;
    readonly carried: readonly Reporter[];
    readonly evidence: readonly Evidence[];
  };
  'case.absorbed': {
    readonly from: string;
    readonly reporters: readonly Reporter[];
    readonly evidence: readonly Evidence[];
  };
  'case.dispatched': Step & {
    readonly unit: string;
    readonly handler: string | null;
    readonly note?: string;
    readonly talk?: string;
  };
  'case.taken': Step & { readonly unit: string; readonly handler: string | null; readonly talk?: string };
  'case.assigned': { readonly handler: string };
  'case.fed-back': Step &
    Evidenced & {
      readonly unit: string;
      readonly handler: string | null;
      readonly done: string;
      readonly withoutPhoto?: string;
      readonly talk?: string;
      /** Persons and units that may no longer check it. */
      readonly handledBy: { readonly persons: readonly string[]; readonly units: readonly string[] };
    };
  'case.handed-up': Step &
    Telling & {
      readonly unit: string;
      readonly note?: string;
      readonly externalNo?: { readonly system: string; readonly no: string };
    };
  'case.followed-up': Step & { readonly word: string };
  'case.taken-back': Step & { readonly reason: string };
  'case.requested': {
    readonly request: string;
    readonly kind: RequestKind;
    readonly reason: string;
    readonly unit?: string;
    readonly minutes?: number;
    readonly reviewAt?: Instant;
    readonly units?: readonly string[];
  };
  'case.granted-delay': Step & { readonly request: string; readonly note?: string };
  'case.granted-send-back': Step & { readonly request: string; readonly unit: string; readonly note?: string };
  'case.granted-suspend': Step & {
    readonly request: string;
    readonly reason: string;
    readonly reviewAt: Instant;
    readonly note?: string;
  };
  'case.granted-void': Telling & { readonly request: string; readonly reason: string; readonly note?: string };
  'case.granted-help': { readonly request: string; readonly units: readonly string[]; readonly note?: string };
  'case.denied': { readonly request: string; readonly kind: RequestKind; readonly reason: string };
  'case.withdrawn': { readonly request: string; readonly kind: RequestKind };
  'case.prolonged': { readonly reviewAt: Instant; readonly reason: string };
  'case.resumed': Step & { readonly note?: string };
  'case.supervised': { readonly supervision: string; readonly text: string; readonly answerBy?: Instant };
  'case.answered': { readonly supervision: string; readonly text: string };
  'case.reminded': { readonly note?: string };
  'case.fix-refused': Step & Evidenced & { readonly note?: string };
  'case.check-started': Step & { readonly checker: string };
  'case.reworked': Step &
    Evidenced & { readonly to: 'dispatched' | 'followed'; readonly unit: string; readonly note?: string };
  'case.closed': Step & Evidenced & Telling & { readonly unit: string | null; readonly note?: string };
  'case.reopened': Step & Telling & { readonly storm: boolean; readonly reason: string };
  'case.disputed': { readonly reporter: string; readonly reason: string };
  'case.dispute-answered': Step & Telling & { readonly reason: string };
  'case.evaluated': { readonly score?: number; readonly solved?: boolean; readonly reporter?: string };
  'case.contacted': {
    readonly who: ContactWho;
    readonly way: 'call' | 'radio' | 'message' | 'door' | 'in-person';
    readonly result: ContactResult;
    readonly note?: string;
  };
  'case.noted': { readonly text: string };
  'case.evidence-added': Evidenced & { readonly draft?: true };
  'case.external-no-set': { readonly system: string; readonly no: string };
  'case.linked': { readonly links: CaseLinks };
  'case.limits-switched': Step & { readonly storm: boolean };
  'case.overdue': {
    readonly clock: 'step' | 'whole';
    readonly key: string;
    readonly unit: string | null;
    readonly dueAt: Instant;
  };
  'case.escalated': { readonly key: string; readonly unit: string | null; readonly dueAt: Instant };
  'case.suspension-due': { readonly reviewAt: Instant };
}

export type CaseEventType = keyof CaseEventData;
export type CaseEvent = { [T in CaseEventType]: Event<T, CaseEventData[T]> }[CaseEventType];

export type LimitsEvent = Event<'limits.switched', { readonly storm: boolean }>;
