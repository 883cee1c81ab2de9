import { type District, indexDistrict } from '../../src/domain/places/index.ts';
import type { Listed, RollProblem } from '../../src/domain/roll/index.ts';
import { openList } from '../../src/server/roll/open-list.ts';
import { type ReadReport, readList } from '../../src/server/roll/read-list.ts';
import { street } from '../scenarios/street.ts';

const words = (zh: string) => ({ zh, en: zh });
const at = street.stairwells[0] as District['stairwells'][number];
const stairwell = (id: string, compound: string, committee: string, name: string, floors = 6) => ({
  ...at,
  id,
  compound,
  committee,
  name,
  floors,
});
const compound = (id: string, committee: string, name: string, address: string) => ({
  ...(street.compounds[0] as District['compounds'][number]),
  id,
  committee,
  name: words(name),
  address,
});
const committee = (id: string, name: string) => ({
  ...(street.committees[0] as District['committees'][number]),
  id,
  name: words(name),
});

/** Two committees, three compounds: one door each, several doors in one stairwell, floors of a tower, a lane of 甲. */
export const town: District = {
  ...street,
  committees: [committee('west', '梧桐居民区'), committee('east', '海棠居民区')],
  compounds: [
    compound('w1', 'west', '春申坊', '长乐东路955弄'),
    compound('w2', 'west', '高塔公寓', '长乐东路12弄'),
    compound('e1', 'east', '静和新村', '长乐西路甲8弄'),
  ],
  stairwells: [
    stairwell('w1-3', 'w1', 'west', '3号'),
    stairwell('w1-5', 'w1', 'west', '5–9号', 3),
    stairwell('w2-a', 'w2', 'west', '1号1–7层', 14),
    stairwell('w2-b', 'w2', 'west', '1号8–14层', 14),
    stairwell('e1-1', 'e1', 'east', '1号'),
    stairwell('e1-2', 'e1', 'east', '2号'),
  ],
  households: [],
};

/** A list read from its bytes to its end, without a server. */
export async function read(
  bytes: Buffer,
  more: { readonly name?: string; readonly area?: string; readonly sheets?: readonly string[] } = {},
): Promise<{ readonly homes: Listed[]; readonly problems: RollProblem[]; readonly report: ReadReport }> {
  const homes: Listed[] = [];
  const problems: RollProblem[] = [];
  const { name = 'list.xlsx', ...rest } = more;
  const report = await readList(await openList(bytes, name), {
    ...rest,
    index: indexDistrict(town),
    chosen: new Map(),
    remembered: new Map(),
    report: (problem) => problems.push(problem),
    emit: (home) => homes.push(home),
    beat: async () => {},
  });
  return { homes, problems, report };
}
export const codes = (problems: readonly RollProblem[]): string[] =>
  problems.map(({ code, row, column }) => `${code} ${row}${column ? ` ${column}` : ''}`);
