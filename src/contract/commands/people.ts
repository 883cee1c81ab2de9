import { z } from 'zod';
import type { DutyCommand, PersonCommand } from '../../domain/people/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { id, instant, line, stream, text, uuid } from './shapes.ts';

const shift = uuid;

function person<T extends PersonCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<PersonCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'person', data, words: { zh, en } });
}
function duty<T extends DutyCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<DutyCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'duty', data, words: { zh, en } });
}

/** Commands of posts and duty that come from outside. */
export const peopleCommands: readonly CommandDefinition[] = [
  person('person.appoint', '任岗', 'Appoint to a post', z.strictObject({ post: id })),
  person('person.relieve', '免岗', 'Relieve of a post', z.strictObject({ post: id, reason: text })),
  duty(
    'duty.plan-shift',
    '排班',
    'Plan a shift',
    z.strictObject({
      shift,
      role: z.enum(['leader', 'officer', 'standby']),
      unit: id,
      person: id,
      standIn: id.optional(),
      from: instant,
      to: instant,
    }),
  ),
  duty('duty.cancel-shift', '取消排班', 'Cancel a shift', z.strictObject({ shift, reason: text })),
  duty('duty.ask-swap', '申请换班', 'Ask for a swap', z.strictObject({ shift, to: id, reason: text })),
  duty('duty.answer-swap', '答复换班', 'Answer a swap', z.strictObject({ shift, agree: z.boolean() })),
  duty(
    'duty.decide-swap',
    '审批换班',
    'Decide a swap',
    z.strictObject({ shift, approve: z.boolean(), reason: text.optional() }),
  ),
  duty('duty.sign-on', '签到', 'Sign on', z.strictObject({ shift })),
  duty('duty.sign-off', '签退', 'Sign off', z.strictObject({ shift, reason: text.optional() })),
  duty(
    'duty.hand-over',
    '交班',
    'Hand over',
    z.strictObject({
      to: id,
      open: z
        .array(z.strictObject({ stream, note: z.string().trim().max(500) }))
        .max(500)
        .readonly(),
      note: z.string().trim().max(4_000),
    }),
  ),
  duty('duty.take-over', '接班', 'Take over', z.strictObject({ handover: id })),
  duty(
    'duty.log',
    '值班记录',
    'Enter into the duty log',
    z.strictObject({
      kind: z.enum(['call', 'order', 'consultation', 'spot-check']),
      direction: z.enum(['in', 'out']),
      counterpart: line,
      what: text,
      done: z.string().trim().max(2_000),
      about: stream.optional(),
    }),
  ),
];
