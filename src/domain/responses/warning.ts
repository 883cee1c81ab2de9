import type { Command, Event, Instant, Position, Ring } from '../kernel/index.ts';
import type { Colour } from './grades.ts';

export type WarningStatus = 'Actual' | 'Exercise' | 'System' | 'Test' | 'Draft';
export type WarningMessageType = 'Alert' | 'Update' | 'Cancel' | 'Ack' | 'Error';
/** 发布, 更新, 继续, 解除. */
export type WarningAction = 'issue' | 'update' | 'continue' | 'lift';
export type WarningForm = 'cap-1.0' | 'cap-1.1' | 'cap-1.2' | 'text';

/** A place named by a warning. Any of the three descriptions may be missing. */
export interface WarningArea {
  readonly name: string;
  /** Rings in lon, lat (CAP itself writes lat, lon). */
  readonly rings: readonly Ring[];
  readonly circles: readonly { readonly centre: Position; readonly km: number }[];
  readonly geocodes: readonly { readonly name: string; readonly value: string }[];
  /** Feet above mean sea level, as in CAP. */
  readonly altitude?: number;
  readonly ceiling?: number;
}

/** One block `info` of a CAP message, in one language, without its areas. */
export interface WarningInfo {
  readonly language: string;
  readonly categories: readonly string[];
  readonly event: string;
  readonly responseTypes: readonly string[];
  readonly urgency: string;
  readonly severity: string;
  readonly certainty: string;
  readonly audience?: string;
  readonly eventCodes: readonly { readonly name: string; readonly value: string }[];
  readonly effective?: Instant;
  readonly onset?: Instant;
  readonly expires?: Instant;
  readonly senderName?: string;
  readonly headline?: string;
  readonly description?: string;
  readonly instruction?: string;
  readonly web?: string;
  readonly contact?: string;
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** Attachments by name; inline content stays in the kept original. */
  readonly resources: readonly {
    readonly name: string;
    readonly mimeType?: string;
    readonly uri?: string;
    readonly size?: number;
    readonly digest?: string;
    readonly inline: boolean;
  }[];
}

/** A message that another message names: the triple of CAP `references`. */
export interface WarningReference {
  readonly sender: string;
  readonly identifier: string;
  readonly sent: Instant;
}

/** A warning as read from what was received. Issuer and time are as written by the issuer, unaltered. */
export interface WarningMessage extends WarningReference {
  readonly status: WarningStatus;
  readonly msgType: WarningMessageType;
  readonly scope: 'Public' | 'Restricted' | 'Private';
  readonly action: WarningAction;
  /** Name of the issuing station or office as it signs. */
  readonly issuer: string;
  /** The issuer's `sent` exactly as written. */
  readonly sentAsWritten: string;
  /** Code of kinds.ts ('typhoon', 'rainstorm' …) or 'other'. */
  readonly kind: string;
  /** Name of the kind as written. */
  readonly event: string;
  readonly colour: Colour | null;
  /** 'stated' by the issuer, or 'derived' from the CAP severity. */
  readonly colourFrom: 'stated' | 'derived' | null;
  readonly headline: string;
  /** Body as received (CAP description, or the whole pasted text). */
  readonly text: string;
  readonly instruction: string;
  readonly effective: Instant;
  readonly onset: Instant | null;
  /** Null: in force until lifted or replaced, as Chinese signals are. */
  readonly expires: Instant | null;
  /** Forecast span named in the text. Not an expiry. */
  readonly horizon: { readonly hours?: number; readonly words: string } | null;
  readonly areas: readonly WarningArea[];
  readonly references: readonly WarningReference[];
  /** The text says that other signals of this station and kind stay in force elsewhere (其余…仍生效). */
  readonly keepsOthers: boolean;
  /** Parts that were not in the text and were completed (e.g. 'year'), to be shown to the person who accepts. */
  readonly assumed: readonly string[];
  readonly form: WarningForm;
  /** 'sha256:<hex>' of the bytes received; the original is kept under it. */
  readonly digest: string;
  readonly infos: readonly WarningInfo[];
  readonly source?: string;
  readonly restriction?: string;
  readonly addresses?: string;
  readonly codes: readonly string[];
  readonly note?: string;
  readonly incidents?: string;
}

export type WarningEnd = 'replaced' | 'lifted' | 'expired' | 'withdrawn';
export interface WarningEnding {
  readonly how: WarningEnd;
  readonly at: Instant;
  /** Id of the message that ended it. */
  readonly by?: string;
  readonly reason?: string;
}

export interface WarningState {
  /** Null while only its end is known (the message that ends it came first). */
  readonly message: WarningMessage | null;
  readonly receivedAt: Instant | null;
  /** Number of areas in the original; `message.areas` keeps those that touch the district and at most 200 others. */
  readonly areaCount: number;
  /** Whether it holds for this district. */
  readonly concerns: boolean;
  readonly concernReason: string;
  readonly ended: WarningEnding | null;
  /** Ends told before the message itself, with the status of the message that told. */
  readonly foretold: readonly (WarningEnding & { readonly status: WarningStatus })[];
}

export type WarningCommand =
  /** Take in a message. The stream id is `warningId(message)`. */
  | Command<'warning.receive', { message: WarningMessage }>
  /** Sent by reactions when an Update or Cancel names this message. */
  | Command<'warning.end', { how: 'replaced' | 'lifted'; by: string; status: WarningStatus }>
  /** A person takes back what was entered by mistake (a pasted text of another place or year). */
  | Command<'warning.withdraw', { reason: string }>
  /** A person corrects whether it holds for this district. */
  | Command<'warning.judge', { concerns: boolean; reason: string }>
  /** Timer. */
  | Command<'warning.expire', Record<string, never>>;

export type WarningEvent =
  | Event<
      'warning.received',
      {
        id: string;
        message: WarningMessage;
        areaCount: number;
        concerns: boolean;
        concernReason: string;
        replaces: readonly string[];
        series: string | null;
      }
    >
  | Event<'warning.ended', { id: string; how: WarningEnd; by?: string; reason?: string }>
  | Event<'warning.end-foretold', { id: string; how: 'replaced' | 'lifted'; by: string; status: WarningStatus }>
  | Event<'warning.judged', { id: string; concerns: boolean; reason: string }>;
