import type { Position } from '../../src/domain/kernel/index.ts';
import type { Category, Post, Unit } from '../../src/domain/places/index.ts';
import { Random } from './random.ts';
import type { BuildPlan } from './source.ts';

interface Office {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly capacity: number;
  readonly upper?: boolean;
  readonly parent?: string;
}

/** Offices of a subdistrict (domain.md §6.2), one of each kind; what stands above it comes last. */
const OFFICES: readonly Office[] = [
  { kind: 'hq-office', zh: '防汛防台指挥部办公室', en: 'Flood and typhoon headquarters', capacity: 6 },
  { kind: 'ops-centre', zh: '城市运行管理中心', en: 'Operations centre', capacity: 20, parent: 'hq-office' },
  { kind: 'party-admin', zh: '党政办公室', en: 'Party and administration office', capacity: 6, parent: 'hq-office' },
  { kind: 'party-building', zh: '党建办公室', en: 'Party building office', capacity: 6, parent: 'hq-office' },
  { kind: 'community-service', zh: '社区服务办公室', en: 'Community service office', capacity: 8, parent: 'hq-office' },
  {
    kind: 'community-management',
    zh: '社区管理办公室',
    en: 'Community management office',
    capacity: 8,
    parent: 'hq-office',
  },
  { kind: 'community-safety', zh: '社区平安办公室', en: 'Community safety office', capacity: 8, parent: 'hq-office' },
  { kind: 'self-governance', zh: '社区自治办公室', en: 'Self-governance office', capacity: 6, parent: 'hq-office' },
  { kind: 'business-office', zh: '营商环境办公室', en: 'Business office', capacity: 8, parent: 'hq-office' },
  { kind: 'city-management', zh: '城管中队', en: 'City management squad', capacity: 16, parent: 'hq-office' },
  { kind: 'police', zh: '派出所', en: 'Police station', capacity: 16, parent: 'hq-office' },
  {
    kind: 'market-supervision',
    zh: '市场监督管理所',
    en: 'Market supervision office',
    capacity: 6,
    parent: 'hq-office',
  },
  { kind: 'housing', zh: '房屋管理所', en: 'Housing office', capacity: 12, parent: 'hq-office' },
  { kind: 'greening', zh: '绿化市容所', en: 'Greening and appearance office', capacity: 14, parent: 'hq-office' },
  { kind: 'health-centre', zh: '社区卫生服务中心', en: 'Community health centre', capacity: 8, parent: 'hq-office' },
  { kind: 'upper-flood-office', zh: '区防汛办', en: 'District flood office', capacity: 10, upper: true },
  { kind: 'upper-greening', zh: '区绿化市容局', en: 'District greening and appearance', capacity: 12, upper: true },
  { kind: 'upper-drainage', zh: '区市政排水', en: 'District roads and drainage', capacity: 16, upper: true },
  { kind: 'upper-power', zh: '供电公司', en: 'Power company', capacity: 12, upper: true },
  { kind: 'upper-gas', zh: '燃气公司', en: 'Gas company', capacity: 8, upper: true },
  { kind: 'upper-fire', zh: '消防救援站', en: 'Fire and rescue station', capacity: 10, upper: true },
  { kind: 'upper-traffic', zh: '交警支队', en: 'Traffic police', capacity: 10, upper: true },
];

/** Invented names: a drill must not put words into the mouth of a real firm. */
const PROPERTY =
  '安和 静宁 嘉石 明霞 锦里 丰泰 观澜 南苑 德馨 同润 永福 景行 怡园 瑞庭 四时 兴隆 长青 华茂 康宁 清源'.split(' ');
const NAMED: readonly { kind: string; zh: readonly string[]; en: string; tail: string; capacity: number }[] = [
  {
    kind: 'mall',
    zh: ['锦云广场', '观澜百货', '南西汇', '明霞天地', '嘉石里商场', '丰泰名店'],
    en: 'Mall',
    tail: '',
    capacity: 4,
  },
  {
    kind: 'tower',
    zh: ['观云大厦', '恒远中心', '同润大厦', '金钥大厦', '长青国际', '瑞庭中心', '德馨大厦', '华茂中心'],
    en: 'Tower',
    tail: '',
    capacity: 4,
  },
  {
    kind: 'school',
    zh: ['第一小学', '第二小学', '第一中学', '第二中学', '第一幼儿园', '第二幼儿园', '第三幼儿园'],
    en: 'School',
    tail: '',
    capacity: 3,
  },
  { kind: 'care-home', zh: ['长者照护之家', '综合为老服务中心', '养老院'], en: 'Care home', tail: '', capacity: 3 },
  {
    kind: 'site',
    zh: ['一号工地', '二号工地', '三号工地', '四号工地', '五号工地', '六号工地'],
    en: 'Building site',
    tail: '',
    capacity: 3,
  },
];

/** Where units of a kind stand, in order; the committee is the one whose area holds the place. */
export interface Stands {
  office(index: number): Position;
  committee(index: number): Position;
  named(kind: string, index: number): { readonly at: Position; readonly committee: string };
}

export function makeUnits(plan: BuildPlan, categories: readonly Category[], stands: Stands): Unit[] {
  const handles = (kind: string) => categories.filter((row) => row.handlers.includes(kind)).map((row) => row.code);
  const units: Unit[] = OFFICES.map((office, i) => ({
    id: office.kind,
    name: { zh: office.zh, en: office.en },
    kind: office.kind,
    ...(office.parent ? { parent: office.parent } : {}),
    ...(office.upper ? { upper: true } : {}),
    committees: [],
    base: stands.office(i),
    capacity: office.capacity,
    handles: handles(office.kind),
  }));
  const add = (
    id: string,
    kind: string,
    zh: string,
    en: string,
    committees: readonly string[],
    base: Position,
    capacity: number,
    parent = 'hq-office',
  ) => units.push({ id, name: { zh, en }, kind, parent, committees, base, capacity, handles: handles(kind) });
  for (const [i, c] of plan.committees.entries()) {
    add(
      `committee-${c.id}`,
      'committee',
      `${c.zh.replace('居民区', '')}居委会`,
      `${c.en} residents’ committee`,
      [c.id],
      stands.committee(i),
      8,
    );
  }
  const names = plan.committees.length;
  for (const [i, name] of PROPERTY.entries()) {
    const c = plan.committees[i % names] as BuildPlan['committees'][number];
    add(
      `property-${String(i + 1).padStart(2, '0')}`,
      'property',
      `${name}物业`,
      `Property firm ${i + 1}`,
      [c.id],
      stands.committee(i % names),
      6,
      `committee-${c.id}`,
    );
  }
  for (const i of [0, 1, 2]) {
    const share = plan.committees.filter((_, k) => k % 3 === i).map((c) => c.id);
    add(
      `sanitation-${i + 1}`,
      'sanitation',
      `保洁${'一二三'[i]}队`,
      `Sanitation squad ${i + 1}`,
      share,
      stands.committee(i * 4),
      14,
      'greening',
    );
  }
  add('rescue-1', 'rescue-team', '应急抢险一队', 'Rescue team 1', [], stands.committee(9), 12);
  add('rescue-2', 'rescue-team', '应急抢险二队', 'Rescue team 2', [], stands.committee(0), 12);
  for (const { kind, zh, en, capacity } of NAMED) {
    for (const [i, name] of zh.entries()) {
      const { at, committee } = stands.named(kind, i);
      add(
        `${kind}-${i + 1}`,
        kind,
        name,
        `${en} ${i + 1}`,
        [committee],
        at,
        capacity,
        kind === 'site'
          ? 'community-management'
          : kind === 'mall' || kind === 'tower'
            ? 'business-office'
            : 'community-service',
      );
    }
  }
  return units;
}

/** Units that every subdistrict has; what a real district starts from before it enters its own firms, schools and sites. */
export function publicUnits(units: readonly Unit[]): Unit[] {
  const offices = new Set(OFFICES.map((office) => office.kind));
  return units.filter((unit) => offices.has(unit.kind) || unit.kind === 'committee');
}

/** Posts by kind of unit: id tail, words, roles, how many. */
type PostRow = readonly [tail: string, zh: string, en: string, roles: readonly string[], count: number];
const POSTS: Readonly<Record<string, readonly PostRow[]>> = {
  'hq-office': [
    ['commander', '总指挥', 'Commander', ['commander'], 2],
    ['deputy', '副总指挥', 'Deputy commander', ['commander'], 3],
    ['duty', '指挥部值班', 'Headquarters duty', ['shift-leader', 'handler'], 2],
  ],
  'ops-centre': [
    ['shift-leader', '值班长', 'Shift leader', ['shift-leader'], 4],
    ['intake', '受理员', 'Intake officer', ['intake'], 4],
    ['dispatcher', '派遣员', 'Dispatcher', ['dispatcher'], 4],
    ['video', '视频巡查员', 'Video patrol', ['supervisor'], 4],
    ['admin', '系统管理员', 'Administrator', ['admin'], 1],
    ['auditor', '审计员', 'Auditor', ['auditor'], 1],
    ['gateway', '接口账号', 'Machine door', ['gateway'], 1],
  ],
  'party-admin': [['observer', '联络观察', 'Observer', ['observer'], 1]],
  committee: [
    ['head', '居民区书记', 'Committee head', ['committee', 'supervisor'], 1],
    ['member', '居委委员', 'Committee member', ['committee'], 3],
    ['grid', '网格监督员', 'Grid supervisor', ['supervisor'], 1],
  ],
};
const HANDLERS_OF: Readonly<Record<string, number>> = {
  'city-management': 6,
  police: 4,
  greening: 5,
  housing: 4,
  sanitation: 6,
  'rescue-team': 6,
  property: 3,
  'health-centre': 3,
};

export function makePosts(units: readonly Unit[]): { posts: Post[]; holders: number[] } {
  const posts: Post[] = [];
  const holders: number[] = [];
  const add = (unit: Unit, [tail, zh, en, roles, count]: PostRow) => {
    const area = unit.kind === 'committee' ? unit.committees[0] : undefined;
    posts.push({ id: `${unit.id}.${tail}`, unit: unit.id, name: { zh, en }, roles, ...(area ? { area } : {}) });
    holders.push(count);
  };
  for (const unit of units) {
    for (const row of POSTS[unit.kind] ?? []) add(unit, row);
    if (unit.kind === 'committee') continue;
    add(unit, ['lead', unit.kind === 'property' ? '物业经理' : '负责人', 'Lead', ['handler'], 1]);
    const more = HANDLERS_OF[unit.kind] ?? (unit.upper || unit.kind.endsWith('office') ? 2 : 1);
    add(unit, ['worker', unit.upper ? '联络员' : '处置人员', 'Worker', ['handler'], more]);
  }
  return { posts, holders };
}

const FAMILY = '沈陆顾朱严蒋徐陶秦姚范叶潘章钟戴童柳江曹'.split('');
const GIVEN = '安宁和平清明晓晨文静书云海川松柏竹溪远舟言修敏悦乐知行嘉禾雨晴'.split('');

/** A name put together from syllables, and said to be so: '沈安和·演'. */
export function syntheticName(random: Random): string {
  return `${random.pick(FAMILY)}${random.pick(GIVEN)}${random.chance(0.7) ? random.pick(GIVEN) : ''}·演`;
}

export function makePeople(
  seed: number,
  posts: readonly Post[],
  holders: readonly number[],
): { id: string; name: string; posts: string[]; synthetic: true }[] {
  const random = new Random(seed, 'people');
  return posts.flatMap((post, i) =>
    Array.from({ length: holders[i] as number }, (_, k) => ({
      id: `${post.id}.${k + 1}`,
      name: syntheticName(random),
      posts: [post.id],
      synthetic: true as const,
    })),
  );
}
