import { createHash } from 'node:crypto';
import type { Instant, Refusal } from '../../../domain/kernel/index.ts';
import type { WarningMessage } from '../../../domain/responses/index.ts';
import { findAreas, findHorizon } from './areas.ts';
import { readClause } from './clause.ts';
import { findWhen } from './when.ts';

/** One warning text has under 800 characters; a whole day's chat pasted by mistake has more. */
export const MOST_CHARACTERS = 4_000;

export interface TextHints {
  /** When it was received: completes a missing year, month or day. */
  readonly received: Instant;
  /** Issuing station, when the text only says 市气象台. */
  readonly issuer?: string;
  /** Time of issue, when the text has none. */
  readonly sent?: Instant;
  /** Status of the message; a drill hands in exercises. */
  readonly status?: WarningMessage['status'];
}

export type TextReading =
  | { readonly ok: true; readonly message: WarningMessage }
  /** `missing` are the parts to be filled in: 'issuer', 'sent', 'kind', 'colour', 'action'. `partial` is what could be read. */
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      readonly missing: readonly string[];
      readonly partial: Partial<WarningMessage>;
    };

const STATION =
  '(?:气象台|气象局|气象站|水文站|水文总站|防汛指挥部|防汛抗旱指挥部|防汛办|应急管理局|预警信息发布中心|预警发布中心|规划和自然资源局|生态环境局)';
const WORDS: Readonly<Record<string, string>> = {
  issuer: '发布单位 issuer',
  sent: '发布时间 time of issue',
  kind: '灾种 kind',
  colour: '颜色 colour',
  action: '发布/更新/解除 action',
};

/**
 * Reads a pasted official warning. Reads only what is written: a part that is not there is either completed from a
 * hint and listed in `assumed`, or the text is refused with what is missing. The same call serves the preview.
 */
export function readWarningText(received: string, hints: TextHints): TextReading {
  const no = (
    code: string,
    params?: Refusal['params'],
    missing: readonly string[] = [],
    partial: Partial<WarningMessage> = {},
  ): TextReading => ({ ok: false, refusal: params ? { code, params } : { code }, missing, partial });
  if (received.length > MOST_CHARACTERS)
    return no('warning.text-too-long', { length: received.length, limit: MOST_CHARACTERS });
  // Compatibility forms (Ⅳ, full-width digits and punctuation) are read as plain ones; the text itself is kept as it came.
  const text = received.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (text === '') return no('warning.empty');

  const when = findWhen(text, hints.received);
  const sent = when?.at ?? hints.sent;
  const { head, forecast } = parts(text, when);
  const clause = readClause(head, text);
  const station = findStation(text, when?.from ?? text.length);
  const issuer = fullName(station) ? station : hints.issuer?.trim() || undefined;
  if (clause.several.length > 0) return no('warning.text-several', { kinds: clause.several.join(', ') });
  if (clause.contradiction) return no('warning.text-contradicts', { what: clause.contradiction.slice(0, 120) });

  const missing = [
    ...(issuer ? [] : ['issuer']),
    ...(sent === undefined ? ['sent'] : []),
    ...(clause.kind ? [] : ['kind']),
    ...(clause.colour || clause.action === 'lift' ? [] : ['colour']),
    ...(clause.action ? [] : ['action']),
  ];
  const partial: Partial<WarningMessage> = {
    ...(issuer ? { issuer } : {}),
    ...(sent === undefined ? {} : { sent }),
    ...(clause.kind ? { kind: clause.kind.code } : {}),
    ...(clause.colour ? { colour: clause.colour } : {}),
    ...(clause.action ? { action: clause.action } : {}),
  };
  if (missing.length > 0 || !issuer || sent === undefined || !clause.kind || !clause.action) {
    return no('warning.text-unread', { missing: missing.map((part) => WORDS[part]).join('; ') }, missing, partial);
  }
  const msgType = clause.action === 'lift' ? 'Cancel' : clause.action === 'issue' ? 'Alert' : 'Update';
  const message: WarningMessage = {
    sender: issuer,
    // A text has no identifier: what it says, by whom and when, is its identity, so that two people pasting it make one.
    identifier: `text:${clause.kind.code}:${clause.colour ?? 'none'}:${clause.action}`,
    sent,
    sentAsWritten: when?.written ?? '',
    status: hints.status ?? 'Actual',
    msgType,
    scope: 'Public',
    action: clause.action,
    issuer,
    kind: clause.kind.code,
    event: clause.kindWritten,
    colour: clause.colour,
    colourFrom: clause.colour ? 'stated' : null,
    headline: head.slice(0, 300),
    text: received,
    instruction: /请[^。]*。?/.exec(forecast)?.[0] ?? '',
    effective: sent,
    onset: null,
    expires: null,
    horizon: findHorizon(forecast),
    areas: findAreas(head, forecast).map((name) => ({ name, rings: [], circles: [], geocodes: [] })),
    references: [],
    keepsOthers: clause.keepsOthers,
    assumed: [...(when?.assumed ?? ['sent']), ...(fullName(station) ? [] : ['issuer'])],
    form: 'text',
    digest: `sha256:${createHash('sha256').update(received, 'utf8').digest('hex')}`,
    infos: [],
    codes: [],
  };
  return { ok: true, message };
}

/** Head: station, time, verb, signal. Forecast: what follows. */
function parts(text: string, when: { from: number; to: number } | undefined): { head: string; forecast: string } {
  const start = when?.to ?? 0;
  const rest = text.slice(start);
  const end = rest.search(/(?<!\d):(?!\d)|[。;]|[,，]\s*(?=预计|受|目前|请|未来)|(?<=[号色警\])】]),/);
  if (end < 0) return { head: rest, forecast: '' };
  return { head: rest.slice(0, end), forecast: rest.slice(end + 1) };
}

/** The station whose name stands nearest before the time; without a time the first one (a source may be named at the end). */
function findStation(text: string, before: number): string | undefined {
  const name = new RegExp(`([\\u4e00-\\u9fa5]{0,14}?${STATION})`, 'g');
  const stations = [...text.slice(0, before).matchAll(name)];
  return (before < text.length ? stations.at(-1) : stations[0])?.[1];
}

/** 市气象台 alone does not say of which city. */
function fullName(station: string | undefined): station is string {
  return station !== undefined && !new RegExp(`^[市省区县本我]?${STATION}$`).test(station);
}
