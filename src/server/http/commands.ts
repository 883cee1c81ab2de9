import { z } from 'zod';
import type { CommandDefinition } from '../../contract/command.ts';
import { BATCH_MOST, batchAnswer, outcomeAnswer } from '../../contract/queries.ts';
import type { Command, Refusal } from '../../domain/kernel/index.ts';
import type { Outcome } from '../engine/types.ts';
import type { Doors } from './doors.ts';
import { firstProblem } from './problems.ts';
import { answerOf, Refused } from './refused.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

const KIB = 1024;

const envelope = z.strictObject({
  id: z.uuid(),
  type: z.string().min(1).max(64),
  stream: z.string().regex(/^[a-z][a-z-]{0,30}\/[A-Za-z0-9][A-Za-z0-9._:@+~-]{0,199}$/),
  data: z.unknown(),
  occurredAt: z.number().int().min(0).max(8_640_000_000_000_000).optional(),
});

type Checked =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly id?: string; readonly refusal: Refusal };

function refused(id: string | undefined, code: string, params: Refusal['params']): Checked {
  return { ok: false, ...(id === undefined ? {} : { id }), refusal: { code, params } };
}

/** Makes the check of one command as it came over the wire: envelope, type, stream, data. */
function commandCheck(definitions: readonly CommandDefinition[]): (value: unknown) => Checked {
  const byType = new Map(definitions.map((one) => [one.type, one]));
  return (value) => {
    const outer = envelope.safeParse(value);
    if (!outer.success) {
      const id = (value as { id?: unknown } | null)?.id;
      return refused(
        typeof id === 'string' ? id.slice(0, 64) : undefined,
        'command.malformed',
        firstProblem(outer.error),
      );
    }
    const { id, type, stream, occurredAt } = outer.data;
    const definition = byType.get(type);
    if (!definition) return refused(id, 'command.unknown', { type });
    if (!stream.startsWith(`${definition.kind}/`)) return refused(id, 'command.stream-mismatch', { type, stream });
    const data = definition.data.safeParse(outer.data.data);
    if (!data.success) return refused(id, 'command.malformed', firstProblem(data.error, 'data'));
    const at = occurredAt === undefined ? {} : { occurredAt };
    return { ok: true, command: { id: id.toLowerCase(), type, stream, data: data.data, ...at } };
  };
}

function outcomeText(outcome: Outcome & { ok: true }): string {
  // Written by hand: this is the hottest answer, and all of it is numbers and checked ids.
  return `{"id":"${outcome.id}","seq":${outcome.seq},"stream":"${outcome.stream}","version":${outcome.version}${outcome.replayed ? ',"replayed":true' : ''}}`;
}

/** Shape of one command in OpenAPI; its variants stand in components/schemas. */
const ONE = { $ref: '#/components/schemas/Command' } as const;

export function commandRoutes(doors: Doors): Route[] {
  const check = commandCheck(doors.commands);
  return [
    route({
      method: 'POST',
      url: '/api/v1/commands',
      may: 'command',
      noun: 'commands',
      answer: outcomeAnswer,
      ownBody: ONE,
      bodyLimit: 256 * KIB,
      words: {
        zh: '发出一条命令；重发同一命令号只得到第一次的答复',
        en: 'Send one command; sending the same id again only gets the first answer',
      },
      async handler(call) {
        const { tenant, actor } = call.session;
        const checked = check(call.body);
        if (!checked.ok) throw new Refused(checked.refusal.code, checked.refusal.params);
        const outcome = await doors.engine.submit(tenant, actor, checked.command);
        if (!outcome.ok) throw new Refused(outcome.refusal.code, outcome.refusal.params);
        return new Sent(outcomeText(outcome), JSON_TYPE);
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/commands/batch',
      may: 'command',
      noun: 'commands',
      answer: batchAnswer,
      bodyLimit: 4 * 1024 * KIB,
      ownBody: {
        type: 'object',
        additionalProperties: false,
        required: ['commands'],
        properties: { commands: { type: 'array', minItems: 1, maxItems: BATCH_MOST, items: ONE } },
      },
      words: { zh: '成批发出命令，按次序逐条答复', en: 'Send commands in a batch, each answered in order' },
      async handler(call) {
        const { tenant, actor } = call.session;
        const batch = z.strictObject({ commands: z.array(z.unknown()).min(1).max(BATCH_MOST) }).safeParse(call.body);
        if (!batch.success) throw new Refused('request.malformed', firstProblem(batch.error));
        const checks = batch.data.commands.map(check);
        const good = checks.flatMap((one) => (one.ok ? [one.command] : []));
        const outcomes = good.length > 0 ? await doors.engine.submitMany(tenant, actor, good) : [];
        let next = 0;
        const texts = checks.map((one) => {
          const outcome = one.ok ? (outcomes[next++] as Outcome) : undefined;
          if (outcome?.ok) return outcomeText(outcome);
          const refusal = one.ok ? (outcome as Outcome & { ok: false }).refusal : one.refusal;
          const id = one.ok ? one.command.id : one.id;
          return JSON.stringify({ ...(id === undefined ? {} : { id }), ...answerOf(refusal).body });
        });
        return new Sent(`{"outcomes":[${texts.join(',')}]}`, JSON_TYPE);
      },
    }),
  ];
}
