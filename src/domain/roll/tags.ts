import type { Household } from '../places/index.ts';
import { plain } from './text.ts';

/** Household tags of domain.md §11.2 with what committees write for them; the first name is ours. */
export const TAGS: readonly { readonly code: string; readonly names: readonly string[] }[] = [
  {
    code: 'aged-80',
    names: ['高龄', '高龄老人', '八十岁以上', '80岁以上', '80以上', '80+', '八旬', '高龄80岁以上', '高龄独居'],
  },
  { code: 'living-alone', names: ['独居', '独居老人', '单独居住', '独老'] },
  { code: 'childless-elder', names: ['孤老', '孤寡', '孤寡老人', '三无老人'] },
  { code: 'all-elderly', names: ['纯老家庭', '纯老', '纯老户', '双老'] },
  { code: 'disabled', names: ['残疾', '残疾人', '残障', '肢残', '视力残疾', '听力残疾', '聋哑', '盲人'] },
  { code: 'incapacitated', names: ['失能', '半失能', '卧床', '长期卧床', '生活不能自理', '失智'] },
  { code: 'low-income', names: ['低保', '低保户', '最低生活保障'] },
  { code: 'low-income-edge', names: ['低保边缘', '低收入', '支出型贫困', '边缘户'] },
  { code: 'special-support', names: ['特扶', '特别扶助', '计生特扶'] },
  { code: 'lost-only-child', names: ['失独', '失独家庭'] },
  { code: 'entitled', names: ['优抚', '优抚对象', '烈属', '军属', '退役军人'] },
  { code: 'mental-care', names: ['精神障碍', '精障', '精神障碍监护', '精神病人'] },
  { code: 'pregnant', names: ['孕产', '孕妇', '产妇', '孕产妇'] },
  { code: 'infant', names: ['幼儿', '婴幼儿', '婴儿', '三岁以下'] },
  { code: 'tenant', names: ['租客', '租户'] },
  { code: 'flood-prone', names: ['底层易淹', '易淹', '易积水'] },
];
/** Written as one word, meaning two. */
const BOTH: Readonly<Record<string, readonly string[]>> = {
  [plain('高龄独居')]: ['aged-80', 'living-alone'],
  [plain('独居高龄')]: ['aged-80', 'living-alone'],
  [plain('孤寡独居')]: ['childless-elder', 'living-alone'],
};
const TAG_OF = new Map(TAGS.flatMap(({ code, names }) => names.map((name) => [plain(name), code] as const)));
const NONE: ReadonlySet<string> = new Set(
  ['无', '否', '没有', '正常', '一般', '-', '—', '/', '×', 'x', '0', 'n'].map(plain),
);

/** Tags in one cell, split as lists split them; words that are no tag are handed back. */
export function tagsIn(text: string): { readonly tags: readonly string[]; readonly unknown: readonly string[] } {
  const tags: string[] = [];
  const unknown: string[] = [];
  for (const part of text.normalize('NFKC').split(/[、，,;；/／|\s+]+/)) {
    const word = plain(part);
    if (word === '' || NONE.has(word)) continue;
    const both = BOTH[word];
    const one = TAG_OF.get(word);
    if (both) tags.push(...both);
    else if (one) tags.push(one);
    else unknown.push(part.trim());
  }
  return { tags, unknown };
}

/** Whether a cell of a column of ticks is ticked. */
export function isTick(text: string): boolean {
  const word = plain(text);
  return word !== '' && !NONE.has(word);
}

/** 用途. */
export const USES: Readonly<Record<Household['use'], readonly string[]>> = {
  owner: ['自住', '自有', '业主', '产权', '自用', '户籍自住', '居住'],
  tenant: ['租赁', '出租', '租住', '租房', '承租', '整租'],
  shared: ['群租', '合租', '集体宿舍', '宿舍'],
  vacant: ['空关', '空置', '空房', '无人居住', '空'],
  business: ['经营', '商用', '店铺', '商铺', '办公', '沿街商铺'],
};
/** 楼层类型. */
export const FLOOR_KINDS: Readonly<Record<Household['floorKind'], readonly string[]>> = {
  'semi-basement': ['半地下', '地下', '半地下室', '地下室'],
  ground: ['底层', '一层', '首层', '底楼'],
  middle: ['中间层', '标准层', '中层'],
  top: ['顶层', '阁楼', '顶楼'],
};
const codeBook = <K extends string>(table: Readonly<Record<K, readonly string[]>>) =>
  new Map(
    (Object.entries(table) as [K, readonly string[]][]).flatMap(([code, names]) =>
      [code, ...names].map((name) => [plain(name), code] as const),
    ),
  );
const USE_OF = codeBook(USES);
const FLOOR_KIND_OF = codeBook(FLOOR_KINDS);
export const useOf = (text: string): Household['use'] | undefined => USE_OF.get(plain(text));
export const floorKindOf = (text: string): Household['floorKind'] | undefined => FLOOR_KIND_OF.get(plain(text));
