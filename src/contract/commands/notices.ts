import { z } from 'zod';
import type { DoorsCommand, NoticeCommand } from '../../domain/notices/index.ts';
import { RING_CORNERS, RINGS_MOST } from '../../domain/places/index.ts';
import { type CommandDefinition, defineCommand } from '../command.ts';
import { id, ids, instant, line, nothing, noticeLevel, position, someIds, text } from './shapes.ts';

/** Fields of a template: names as in the template, values short enough for one message. */
const fields = z.record(z.string().min(1).max(40), z.string().trim().max(200)).readonly();
export const audienceSpec = z.strictObject({
  everyone: z.boolean().optional(),
  committees: ids(200).optional(),
  compounds: ids(1_000).optional(),
  stairwells: ids(5_000).optional(),
  near: z.strictObject({ position, metres: z.number().min(1).max(20_000) }).optional(),
  rings: z
    .array(z.array(position).min(RING_CORNERS.least).max(RING_CORNERS.most).readonly())
    .max(RINGS_MOST)
    .readonly()
    .optional(),
  floorKinds: z
    .array(z.enum(['semi-basement', 'ground', 'middle', 'top']))
    .max(4)
    .readonly()
    .optional(),
  uses: z
    .array(z.enum(['owner', 'tenant', 'shared', 'vacant', 'business']))
    .max(5)
    .readonly()
    .optional(),
  tags: ids(40).optional(),
  households: ids(5_000).optional(),
  of: z.strictObject({ notice: id, who: z.enum(['unconfirmed', 'reached']) }).optional(),
});
const followUp = z.strictObject({ template: id, fields, reason: text });

/** One stairwell has some dozens of households, a tower some hundreds. */
const households = someIds(2_000);
const household = id;
const way = z.enum(['digit', 'link', 'qr', 'app', 'call', 'visit', 'loudspeaker', 'paper']);

function notice<T extends NoticeCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<NoticeCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'notice', data, words: { zh, en } });
}
function doors<T extends DoorsCommand['type']>(
  type: T,
  zh: string,
  en: string,
  data: z.ZodType<Extract<DoorsCommand, { type: T }>['data']>,
) {
  return defineCommand({ type, kind: 'doors', data, words: { zh, en } });
}

/** Commands of notices and doors that come from outside. What only the system does is not on the list. */
export const noticeCommands: readonly CommandDefinition[] = [
  notice(
    'notice.compose',
    '拟稿',
    'Compose a notice',
    z.strictObject({
      template: id,
      fields,
      level: noticeLevel,
      audience: audienceSpec,
      expiresAt: instant.optional(),
      response: id.optional(),
      task: id.optional(),
      transfer: id.optional(),
      follows: z.strictObject({ notice: id, as: z.literal('reminder') }).optional(),
    }),
  ),
  notice('notice.discard', '弃稿', 'Discard the draft', z.strictObject({ reason: text })),
  notice('notice.sign', '复签', 'Sign as second person', nothing),
  notice('notice.issue', '发出', 'Issue', nothing),
  notice('notice.correct', '更正', 'Correct to those reached', followUp),
  notice('notice.take-back', '撤回', 'Take back from those reached', followUp),
  notice('notice.close', '办结通知', 'Close', z.strictObject({ reason: text.optional() })),
  doors(
    'doors.record-delivery',
    '送达回执',
    'Receipts of delivery',
    z.strictObject({
      channel: z.enum(['digital', 'sms', 'call', 'stairwell-leader', 'door']),
      delivered: ids(2_000),
      failed: ids(2_000),
    }),
  ),
  doors(
    'doors.confirm',
    '确认',
    'Confirm',
    z.strictObject({
      households,
      by: z.enum(['self', 'relative', 'neighbour', 'stairwell-leader', 'committee', 'leader']),
      way,
    }),
  ),
  doors(
    'doors.visit',
    '上门',
    'Visit',
    z.strictObject({
      visits: z
        .array(z.strictObject({ household, result: z.enum(['seen', 'nobody-home', 'vacant', 'refused']) }))
        .min(1)
        .max(2_000)
        .readonly(),
    }),
  ),
  doors(
    'doors.needs-help',
    '需要帮助',
    'Needs help',
    z.strictObject({ household, category: id, note: text.optional(), way: way.optional() }),
  ),
  doors('doors.help-done', '已帮助', 'Help was given', z.strictObject({ household, note: line.optional() })),
];
