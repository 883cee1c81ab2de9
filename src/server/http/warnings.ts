import { warningPreviewAnswer, warningsAnswer, warningsQuery } from '../../contract/queries.ts';
import { deriveId, type Refusal } from '../../domain/kernel/index.ts';
import { concern, type WarningMessage, warningId } from '../../domain/responses/index.ts';
import type { Session } from '../access/session.ts';
import { readCap } from '../integrations/cap/index.ts';
import { readWarningText } from '../integrations/warning-text/index.ts';
import type { Doors } from './doors.ts';
import { answerOf, Refused } from './refused.ts';
import { type Call, type Route, route } from './route.ts';

const XML = ['application/cap+xml', 'application/xml', 'text/xml'] as const;
const ACCEPTS = [...XML, 'text/plain'] as const;
/** The reader itself refuses more than 4 MiB, with its own words; a little room lets it speak. */
const LARGEST = 8 * 1024 * 1024;

type Hints = { readonly issuer?: string; readonly sent?: number };
type WarningCall = Call<'receive', undefined, Hints, unknown>;

type Reading =
  | { readonly ok: true; readonly messages: readonly WarningMessage[] }
  | {
      readonly ok: false;
      readonly refusal: Refusal;
      readonly missing: readonly string[];
      readonly partial?: unknown;
      readonly faults: readonly unknown[];
    };

/** One machine door and one for people: CAP as XML, or the text of an official message as it was received. */
export function warningRoutes(doors: Doors): Route[] {
  const read = async ({ session, query, body, request }: WarningCall): Promise<Reading> => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
    if (type !== 'text/plain') {
      const reading = readCap(bytes);
      return reading.ok ? reading : { ok: false, refusal: reading.refusal, faults: reading.faults, missing: [] };
    }
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new Refused('request.not-utf8');
    }
    const mode = doors.places().find((place) => place.id === session.tenant)?.mode;
    const reading = readWarningText(text, {
      received: await doors.engine.now(session.tenant),
      ...query,
      // What is pasted into a drill is an exercise, whatever it says.
      ...(mode === 'drill' ? { status: 'Exercise' as const } : {}),
    });
    return reading.ok
      ? { ok: true, messages: [reading.message] }
      : { ok: false, refusal: reading.refusal, missing: reading.missing, partial: reading.partial, faults: [] };
  };
  const concerns = (session: Session, message: WarningMessage) => {
    const district = doors.districtOf(session.tenant);
    return district ? concern(message, district) : { concerns: true, reason: '' };
  };
  const common = {
    may: 'receive',
    noun: 'warnings',
    query: warningsQuery,
    accepts: ACCEPTS,
    bodyLimit: LARGEST,
    ownBody: { type: 'string' },
  } as const;
  return [
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/warnings',
      answer: warningsAnswer,
      rate: { perMinute: 120, by: 'session' },
      words: {
        zh: '交来预警：CAP（XML）或官方原文（纯文本）；重复交来不重复',
        en: 'Hand in a warning: CAP (XML) or the official text as received; a repeat changes nothing',
      },
      async handler(call) {
        const reading = await read(call as WarningCall);
        if (!reading.ok) throw new Refused(reading.refusal.code, reading.refusal.params);
        const { session } = call;
        const commands = reading.messages.map((message) => {
          const id = warningId(message);
          // The id follows from all that was read: the same message twice is one command, a corrected one is another.
          return {
            id: deriveId('warning.receive', session.tenant, JSON.stringify(message)),
            type: 'warning.receive',
            stream: `warning/${id}`,
            data: { message },
          };
        });
        const outcomes = await doors.engine.submitMany(session.tenant, session.actor, commands);
        const [first] = outcomes;
        if (first && !first.ok && outcomes.length === 1) throw new Refused(first.refusal.code, first.refusal.params);
        const warnings = outcomes.map((outcome, i) => {
          const message = reading.messages[i] as WarningMessage;
          const about = { id: warningId(message), concerns: concerns(session, message).concerns };
          if (outcome.ok) return { ...about, seq: outcome.replayed ? 0 : outcome.seq };
          // The others of the document are in the journal: each message is told its own fate.
          return { ...about, seq: 0, refusal: answerOf(outcome.refusal).body.refusal };
        });
        return { warnings };
      },
    }),
    route({
      ...common,
      method: 'POST',
      url: '/api/v1/warnings/preview',
      answer: warningPreviewAnswer,
      rate: { perMinute: 120, by: 'session' },
      words: {
        zh: '预览：读出了什么，是否涉及本街道；不入台账',
        en: 'Preview what is read and whether it holds here; nothing is recorded',
      },
      async handler(call) {
        const reading = await read(call as WarningCall);
        if (!reading.ok)
          return {
            ok: false,
            refusal: answerOf(reading.refusal).body.refusal,
            missing: reading.missing,
            partial: reading.partial,
            faults: reading.faults.slice(0, 100),
          };
        const { session } = call;
        const warnings = await Promise.all(
          reading.messages.map(async (message) => {
            const id = warningId(message);
            const known = (await doors.engine.state(session.tenant, `warning/${id}`)) !== undefined;
            return { id, known, ...concerns(session, message), message };
          }),
        );
        return { ok: true, warnings };
      },
    }),
  ];
}
