import { z } from 'zod';
import { BOARD_ROWS_MOST, boardRowsAnswer, boardRowsQuery, ticksAnswer, ticksBody } from '../../contract/papers.ts';
import { idParam } from '../../contract/queries.ts';
import { type Command, deriveId } from '../../domain/kernel/index.ts';
import {
  type DoorsCommand,
  doorsId,
  isCounted,
  type NoticeState,
  type PaperResult,
  paperCodes,
  readCode,
  unsaidHelp,
  visitOf,
} from '../../domain/notices/index.ts';
import { type District, indexed } from '../../domain/places/index.ts';
import { AHEAD_TOLERATED_MS } from '../engine/index.ts';
import { doorsOf, stairwellsIn } from '../paper/gather.ts';
import type { Doors } from './doors.ts';
import { seesRooms } from './households.ts';
import { Refused } from './refused.ts';
import { type Route, route } from './route.ts';

const one = z.strictObject({ id: idParam });

/** The rows behind the numbers of the board, and what comes back from paper. */
export function boardRoutes(doors: Doors): Route[] {
  async function issued(tenant: string, id: string): Promise<{ district: District; notice: NoticeState }> {
    const district = doors.districtOf(tenant);
    const notice = (await doors.engine.state<NoticeState>(tenant, `notice/${id}`))?.state;
    if (!district || notice?.issuedAt === undefined) throw new Refused('request.not-found');
    return { district, notice };
  }

  return [
    route({
      method: 'GET',
      url: '/api/v1/notices/:id/rows',
      may: 'read-screen',
      noun: 'notices',
      params: one,
      query: boardRowsQuery,
      answer: boardRowsAnswer,
      words: {
        zh: '确认情况里一个数字所数的住户；不含姓名电话',
        en: 'The households that a number on the board counts; no names, no numbers',
      },
      rate: { perMinute: 120, by: 'session' },
      async handler({ session, params, query }) {
        const { district, notice } = await issued(session.tenant, params.id);
        const index = indexed(district);
        const places = stairwellsIn(district, notice, query)
          .filter((row) => query.compound === undefined || row.compound === query.compound)
          .map((row) => row.id);
        const rows: z.infer<typeof boardRowsAnswer>['rows'] = [];
        let total = 0;
        for (const state of await doorsOf(doors.engine, session.tenant, params.id, places)) {
          const rooms = seesRooms(session, state.committee);
          for (const [household, door] of Object.entries(state.doors)) {
            if (!isCounted(door, query.column, state.visitsEnough)) continue;
            total++;
            if (rows.length >= BOARD_ROWS_MOST) continue;
            const room = rooms ? index.households.get(household)?.room : undefined;
            rows.push({
              stairwell: state.stairwell,
              household,
              state: door.state,
              since: door.since,
              people: door.people,
              ...(room === undefined ? {} : { room }),
              ...(door.need === undefined ? {} : { need: door.need }),
            });
          }
        }
        return { total, rows };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/notices/:id/ticks',
      may: 'command',
      noun: 'notices',
      params: one,
      body: ticksBody,
      answer: ticksAnswer,
      words: {
        zh: '纸质名单补录：代码和结果，一次可多条，可写明上门时间；重复提交不重复计',
        en: 'Ticks from paper: codes and results, many at once, with the time of the visit; sent twice they count once',
      },
      async handler({ session, params, body }) {
        const { district } = await issued(session.tenant, params.id);
        const now = await doors.engine.now(session.tenant);
        if (body.occurredAt !== undefined && body.occurredAt > now + AHEAD_TOLERATED_MS)
          throw new Refused('clock.ahead', { minutes: Math.ceil((body.occurredAt - now) / 60_000) });
        const { byStairwell, refused } = sorted(district, body.ticks);
        const commands: { command: Command; codes: readonly string[] }[] = [];
        for (const [stairwell, ticks] of byStairwell)
          for (const command of commandsOf(district, params.id, stairwell, ticks, body.id))
            commands.push({
              command: {
                ...command.command,
                ...(body.occurredAt === undefined ? {} : { occurredAt: body.occurredAt }),
              },
              codes: command.codes,
            });
        const outcomes = await doors.engine.submitMany(
          session.tenant,
          session.actor,
          commands.map((each) => each.command),
        );
        const lost = new Map(refused);
        for (const [n, outcome] of outcomes.entries())
          if (!outcome.ok) for (const code of commands[n]?.codes ?? []) lost.set(code, outcome.refusal.code);
        const wrong = body.ticks.filter((tick) => lost.has(readCode(tick.code)));
        return {
          told: body.ticks.length - wrong.length,
          refused: wrong.map(({ code }) => ({ code, refusal: lost.get(readCode(code)) as string })),
        };
      },
    }),
  ];
}

interface Tick {
  readonly code: string;
  readonly household: string;
  readonly result: PaperResult;
}

/** Ticks by stairwell, and the codes that stand for no household of the district. */
function sorted(district: District, ticks: readonly { readonly code: string; readonly result: PaperResult }[]) {
  const households = new Map([...paperCodes(district)].map(([household, code]) => [code, household]));
  const index = indexed(district);
  const byStairwell = new Map<string, Tick[]>();
  const refused: [string, string][] = [];
  for (const { code: typed, result } of ticks) {
    const code = readCode(typed);
    const household = households.get(code);
    const stairwell = household === undefined ? undefined : index.households.get(household)?.stairwell;
    if (household === undefined || stairwell === undefined) refused.push([code, 'paper.unknown-code']);
    else byStairwell.set(stairwell, [...(byStairwell.get(stairwell) ?? []), { code, household, result }]);
  }
  return { byStairwell, refused };
}

/** One visit for each row, so that one slip of the pen does not keep the rest of the stairwell out; then the calls for help. */
function commandsOf(district: District, notice: string, stairwell: string, ticks: readonly Tick[], id: string) {
  const stream = `doors/${doorsId(notice, stairwell)}`;
  return ticks.flatMap(({ code, household, result }, n): { command: DoorsCommand; codes: string[] }[] => {
    const visit: DoorsCommand = {
      id: deriveId('paper-tick', id, notice, household, n),
      type: 'doors.visit',
      stream,
      data: { visits: [{ household, result: visitOf(result) }] },
    };
    if (result !== 'needs-help') return [{ command: visit, codes: [code] }];
    const kind = unsaidHelp(district) ?? '';
    const help: DoorsCommand = {
      id: deriveId('paper-help', id, notice, household, n),
      type: 'doors.needs-help',
      stream,
      data: { household, category: kind, way: 'paper' },
    };
    return [
      { command: visit, codes: [code] },
      { command: help, codes: [code] },
    ];
  });
}
