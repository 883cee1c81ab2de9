import type { District } from '../../src/domain/places/index.ts';

const WHAT = [
  '路边行道树倒伏，压住人行道，需尽快清理',
  '店招松动，随风摇晃，有坠落风险',
  '雨水箅子被落叶堵住，积水约十厘米',
  '弄堂口电线垂落，已请行人绕行',
  '工地围挡被吹倒一段，长约三米',
  '老房屋顶漏雨，家中有老人',
];

/** Data of reports along the real streets: the same for the same district, varied in place, category and words. */
export function reportData(district: District, i: number): object {
  const category = district.categories[(i * 7) % district.categories.length];
  const committee = district.committees[(i * 3) % district.committees.length];
  const road = district.roads[(i * 13) % district.roads.length];
  const at = road?.line[0] ?? district.centre;
  return {
    source: 'patrol',
    category: category?.code,
    description: `${WHAT[i % WHAT.length]}（${i}）`,
    place: { position: [at[0], at[1]], committee: committee?.id, address: `${road?.name.zh ?? ''}${(i % 900) + 1}号` },
  };
}

/** Bodies of POST /api/v1/commands in which @id@ stands for a fresh UUID. */
export function reportBodies(district: District, count: number): string[] {
  return Array.from({ length: count }, (_, i) =>
    JSON.stringify({ id: '@id@', type: 'case.report', stream: 'case/@id@', data: reportData(district, i) }),
  );
}
