import { v7 } from 'uuid';
import type { Actor } from '../src/domain/kernel/index.ts';
import { boardBy, boardRow, type DoorsOnScreen, doorsId, sumOfStates } from '../src/domain/notices/index.ts';
import type { District, Household, Stairwell } from '../src/domain/places/index.ts';
import { all, type ScreenState, screen } from '../src/domain/screen/index.ts';
import type { Doors } from '../src/server/http/doors.ts';
import { Sent } from '../src/server/http/route.ts';
import { screenRoutes } from '../src/server/http/screen.ts';
import { compare, median, type Result } from './measure.ts';
import { type Bench, loadDistrict, openBench, TENANT } from './rig/district.ts';

export const names = ['board-ms'];

const HOUSEHOLDS = 1_000_000;
const PER_STAIRWELL = 25;
const ROUNDS = 15;
const LIMIT_MS = 200;
const NOTICE = '01985f3e-7c00-7000-8000-00000000b0a2';
const commander: Actor = { person: 'p-commander', unit: 'ops', roles: ['commander'] };

/** The district with a million households, 25 behind each front door, its stairwells spread over its committees as they are. */
function crowded(district: District): District {
  const stairwells: Stairwell[] = [];
  const households: Household[] = [];
  for (let i = 0; i < HOUSEHOLDS / PER_STAIRWELL; i++) {
    const like = district.stairwells[i % district.stairwells.length] as Stairwell;
    const id = `${like.id}-${Math.floor(i / district.stairwells.length)}`;
    stairwells.push({ ...like, id });
    for (let n = 0; n < PER_STAIRWELL; n++)
      households.push({
        id: `${id}-${101 + n}`,
        stairwell: id,
        room: String(101 + n),
        floor: 2,
        floorKind: 'middle',
        use: 'owner',
        people: 2,
        reachable: true,
        tags: [],
      });
  }
  return { ...district, stairwells, households };
}

async function say({ engine }: Bench, actor: Actor, type: string, stream: string, data: object): Promise<void> {
  const outcome = await engine.submit(TENANT, actor, { id: v7(), type, stream, data });
  if (!outcome.ok) throw new Error(`${type}: ${outcome.refusal.code}`);
}

/**
 * What the server does when a console opens on the board of a notice to 1,000,000 households: the answer of GET
 * /api/v1/screen, with an answer of a household before each time, so that no text of before can be given again. The counts are those of
 * the doors in memory; they are held against the doors themselves at the end.
 */
export async function run(say_: (line: string) => void): Promise<Record<string, Result>> {
  const district = crowded(await loadDistrict());
  const bench = await openBench('board', district, { timers: false, snapshotter: { ...screen, every: 1_000_000 } });
  try {
    const { engine, actor } = bench;
    const begun = performance.now();
    const stream = `notice/${NOTICE}`;
    const fields = { 台站: '上海中心气象台', 时间: '7月25日9时', 灾种: '台风', 颜色: '橙色', 居委电话: '62550000' };
    await say(bench, actor, 'notice.compose', stream, {
      template: 'warning',
      fields,
      level: 'II',
      audience: { everyone: true },
    });
    await say(bench, commander, 'notice.sign', stream, {});
    await say(bench, actor, 'notice.issue', stream, {});
    say_(`issued to ${HOUSEHOLDS} households after ${Math.round((performance.now() - begun) / 1_000)} s`);
    const route = screenRoutes({ engine } as unknown as Doors).find(({ url }) => url === '/api/v1/screen');
    if (!route) throw new Error('there is no screen');
    const call = { session: { tenant: TENANT, actor }, query: {}, request: { headers: {}, raw: { headers: {} } } };
    const takes: number[] = [];
    let bytes = 0;
    for (let round = 0; round <= ROUNDS; round++) {
      const stairwell = district.stairwells[round * 1_000] as Stairwell;
      await say(bench, actor, 'doors.confirm', `doors/${doorsId(NOTICE, stairwell.id)}`, {
        households: [`${stairwell.id}-101`],
        by: 'self',
        way: 'call',
      });
      const from = performance.now();
      const sent = await route.handler(call as never);
      takes.push(performance.now() - from);
      if (sent instanceof Sent) bytes = Buffer.byteLength(String(sent.body));
    }
    const [first, ...others] = takes as [number, ...number[]];
    const { state } = await engine.foldNow<ScreenState>(TENANT);
    const doors = Object.values(all(state, 'doors')) as DoorsOnScreen[];
    const sum = sumOfStates(doors);
    const counts = boardRow(doors);
    if (counts.households !== HOUSEHOLDS || sum.confirmed !== ROUNDS + 1) throw new Error(JSON.stringify(sum));
    const summed = performance.now();
    const rows = boardBy(doors, 'committee').size;
    const adding = performance.now() - summed;
    return {
      'board-ms': compare(
        median(others),
        'ms of the server',
        'limit in ms',
        LIMIT_MS,
        '<1',
        `${HOUSEHOLDS} households in ${doors.length} stairwells; first ${Math.round(first)} ms, most ${Math.round(Math.max(...others))} ms; ${Math.round(bytes / 1_048_576)} MB of JSON, not packed; adding up by ${rows} committees ${Math.round(adding)} ms`,
      ),
    };
  } finally {
    await bench.stop();
  }
}
