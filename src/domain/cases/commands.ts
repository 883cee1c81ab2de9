import type { Command, Instant } from '../kernel/index.ts';
import type {
  CaseLinks,
  CasePlace,
  ContactResult,
  ContactWho,
  Evidence,
  RejectReason,
  Source,
  Urgency,
} from './case.ts';

/** What a reporter can say of a case. */
export interface ReportData {
  readonly source: Source;
  readonly category: string;
  readonly description: string;
  readonly place: CasePlace;
  readonly urgency?: Urgency;
  readonly evidence?: readonly Evidence[];
  /** Person or contact id of who told it, when that is not the sender. */
  readonly reporter?: string;
  readonly links?: CaseLinks;
  readonly externalNo?: { readonly system: string; readonly no: string };
}

/** Said over the radio and entered by somebody else: the unit that did it, and the recording. */
export interface ByVoice {
  readonly unit: string;
  readonly talk?: string;
}

type Because = { readonly reason: string };
type Told = { readonly note?: string; readonly evidence?: readonly Evidence[] };

/** Every command of a case: type → data. */
export interface CaseCommandData {
  // telling it
  'case.draft': Partial<ReportData> & { readonly source: Source };
  'case.discard': Record<string, never>;
  'case.report': ReportData;
  'case.fix-on-spot': ReportData & { readonly done: string };
  'case.join': { readonly reporter: string; readonly source: Source } & Told;
  // taking it in
  'case.accept': { readonly verify?: boolean; readonly urgency?: Urgency; readonly note?: string };
  'case.verify': { readonly found: boolean } & Told;
  'case.register': { readonly note?: string };
  'case.reject': { readonly reason: RejectReason; readonly note?: string };
  'case.correct': {
    readonly category?: string;
    readonly description?: string;
    readonly place?: CasePlace;
    readonly urgency?: Urgency;
  };
  'case.merge': { readonly into: string };
  'case.absorb': {
    readonly from: string;
    readonly reporters: readonly { readonly ref: string; readonly source: Source; readonly at: Instant }[];
    readonly evidence: readonly Evidence[];
  };
  // sending it out and working on it
  'case.dispatch': { readonly unit: string; readonly handler?: string; readonly note?: string; readonly talk?: string };
  'case.take': { readonly handler?: string; readonly voice?: ByVoice };
  'case.assign': { readonly handler: string };
  'case.feed-back': {
    readonly done: string;
    readonly evidence: readonly Evidence[];
    readonly withoutPhoto?: string;
    readonly handler?: string;
    readonly voice?: ByVoice;
  };
  'case.hand-up': {
    readonly unit: string;
    readonly note?: string;
    readonly externalNo?: { readonly system: string; readonly no: string };
  };
  'case.follow-up': { readonly word: string };
  'case.upper-done': { readonly done: string; readonly evidence: readonly Evidence[]; readonly withoutPhoto?: string };
  'case.take-back': Because;
  // side requests, each with its approver
  'case.request-delay': Because & { readonly minutes: number };
  'case.request-send-back': Because & { readonly unit?: string };
  'case.request-suspend': Because & { readonly reviewAt: Instant };
  'case.request-void': Because;
  'case.request-help': Because & { readonly units?: readonly string[] };
  'case.grant': { readonly request: string; readonly note?: string; readonly units?: readonly string[] };
  'case.deny': { readonly request: string; readonly reason: string };
  'case.withdraw': { readonly request: string };
  'case.prolong': Because & { readonly reviewAt: Instant };
  'case.resume': { readonly note?: string };
  'case.supervise': { readonly text: string; readonly answerBy?: Instant };
  'case.answer': { readonly supervision: string; readonly text: string };
  'case.remind': { readonly note?: string };
  // checking and closing
  'case.audit-fix': { readonly passed: boolean } & Told;
  'case.start-check': { readonly checker?: string };
  'case.check': { readonly passed: boolean } & Told;
  // after the close
  'case.reopen': Because;
  'case.dispute': Because & { readonly reporter?: string };
  'case.answer-dispute': Because;
  'case.evaluate': { readonly score: number; readonly solved: boolean; readonly reporter?: string };
  // at any time
  'case.contact': {
    readonly who: ContactWho;
    readonly way: 'call' | 'radio' | 'message' | 'door' | 'in-person';
    readonly result: ContactResult;
    readonly note?: string;
  };
  'case.note': { readonly text: string };
  'case.add-evidence': { readonly evidence: readonly Evidence[] };
  'case.set-external-no': { readonly system: string; readonly no: string };
  'case.link': CaseLinks;
  // the clock and the reactions
  'case.switch-limits': { readonly storm: boolean };
  'case.note-overdue': { readonly clock: 'step' | 'whole' };
  'case.escalate': Record<string, never>;
  'case.review-suspension': Record<string, never>;
  'case.let-evaluation-lapse': Record<string, never>;
}

export type CaseCommandType = keyof CaseCommandData;
export type CaseCommand = { [T in CaseCommandType]: Command<T, CaseCommandData[T]> }[CaseCommandType];

/** 'limits/mode': all limits of the district go to storm mode and back. Open cases follow by reaction. */
export type LimitsCommand = Command<'limits.switch', { readonly storm: boolean }>;
