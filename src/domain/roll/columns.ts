import type { Words } from '../places/index.ts';
import { TAGS } from './tags.ts';
import { plain } from './text.ts';

/** What a column of a committee's list can be. `tag:<code>` is a column of ticks for one tag. */
export type Field = (typeof COLUMNS)[number]['code'] | `tag:${string}`;

interface Column {
  readonly code: string;
  readonly words: Words;
  /** As lists name it, without blanks and brackets. The first is the name in our own export. */
  readonly names: readonly string[];
}

/** The columns of a household file (domain.md §11.2), by the names that committees give them. */
export const COLUMNS = [
  {
    code: 'committee',
    words: { zh: '居民区', en: 'Committee' },
    names: ['居民区', '居委', '居委会', '居民委员会', '社区', '所属居委', '所属居委会', '所属居民区', '所属社区'],
  },
  {
    code: 'compound',
    words: { zh: '小区', en: 'Compound' },
    names: ['小区', '小区名称', '小区名', '里弄', '小区里弄', '楼盘', '所在小区', '里弄名称'],
  },
  { code: 'lane', words: { zh: '弄', en: 'Lane' }, names: ['弄', '弄号', '弄堂号', '路弄', '路名弄号'] },
  {
    code: 'door',
    words: { zh: '号', en: 'Door' },
    names: ['号', '楼号', '门牌号', '幢', '栋', '幢号', '栋号', '号楼', '门牌', '楼栋', '楼幢', '门号', '楼栋号'],
  },
  {
    code: 'room',
    words: { zh: '室', en: 'Room' },
    names: ['室', '室号', '房号', '房间号', '房间', '户号', '门室', '房室号'],
  },
  {
    code: 'address',
    words: { zh: '地址（一格）', en: 'Address in one cell' },
    names: [
      '地址',
      '住址',
      '详细地址',
      '家庭住址',
      '家庭地址',
      '居住地址',
      '住所',
      '现住址',
      '门牌地址',
      '居住地',
      '实际居住地址',
    ],
  },
  { code: 'stairwell', words: { zh: '楼组', en: 'Stairwell' }, names: ['楼组', '楼组名称', '楼组号', '所属楼组'] },
  { code: 'floor', words: { zh: '楼层', en: 'Floor' }, names: ['楼层', '层', '所在楼层', '所在层'] },
  {
    code: 'floorKind',
    words: { zh: '楼层类型', en: 'Kind of floor' },
    names: ['楼层类型', '楼层类别', '底层顶层', '层别'],
  },
  {
    code: 'use',
    words: { zh: '用途', en: 'Use' },
    names: ['用途', '房屋用途', '使用情况', '居住性质', '房屋性质', '居住类型', '租住情况', '居住情况', '使用性质'],
  },
  {
    code: 'people',
    words: { zh: '人数', en: 'People' },
    names: [
      '人数',
      '人口数',
      '人口',
      '常住人口',
      '居住人数',
      '家庭人数',
      '实际居住人数',
      '实住人数',
      '家庭人口',
      '常住人数',
    ],
  },
  {
    code: 'name',
    words: { zh: '户主 / 姓名', en: 'Name' },
    names: ['户主', '户主姓名', '姓名', '居民姓名', '联系人', '联系人姓名', '对象姓名', '老人姓名', '户主信息姓名'],
  },
  {
    code: 'phone',
    words: { zh: '电话', en: 'Telephone' },
    names: [
      '电话',
      '手机',
      '联系电话',
      '手机号',
      '手机号码',
      '电话号码',
      '联系方式',
      '移动电话',
      '固定电话',
      '座机',
      '固话',
      '本人电话',
      '户主电话',
      '联系人电话',
    ],
  },
  {
    code: 'tags',
    words: { zh: '标签', en: 'Tags' },
    names: [
      '标签',
      '人员类别',
      '对象类别',
      '关爱类型',
      '关爱对象',
      '困难类型',
      '人群标签',
      '特殊情况',
      '重点对象',
      '人员标签',
      '关爱类别',
      '人员类型',
    ],
  },
  {
    code: 'language',
    words: { zh: '语言、听力', en: 'Language, hearing' },
    names: ['语言', '语种', '语言听力', '沟通需求', '语言需求', '听力语言', '语言听力需求'],
  },
  {
    code: 'wecom',
    words: { zh: '企业微信账号', en: 'WeCom account' },
    names: ['企业微信账号', '企业微信', '企微账号', '企微', '企业微信ID', '企业微信userid', '外部联系人ID'],
  },
  {
    code: 'emergencyName',
    words: { zh: '紧急联系人', en: 'Emergency contact' },
    names: ['紧急联系人', '紧急联系人姓名', '备用联系人', '子女姓名', '亲属姓名', '家属姓名'],
  },
  {
    code: 'emergencyPhone',
    words: { zh: '紧急联系人电话', en: 'Number of the emergency contact' },
    names: [
      '紧急联系人电话',
      '紧急联系人手机',
      '紧急联系人联系电话',
      '紧急联系电话',
      '备用联系人电话',
      '子女电话',
      '亲属电话',
      '家属电话',
      '子女联系电话',
    ],
  },
  {
    code: 'keyName',
    words: { zh: '备用钥匙保管人', en: 'Holder of the spare key' },
    names: ['备用钥匙保管人', '备用钥匙', '钥匙保管人', '钥匙保管人姓名', '备用钥匙姓名'],
  },
  {
    code: 'keyPhone',
    words: { zh: '钥匙保管人电话', en: "Number of the key's holder" },
    names: ['钥匙保管人电话', '备用钥匙保管人电话', '备用钥匙电话', '备用钥匙联系电话'],
  },
  {
    code: 'note',
    words: { zh: '备注（不保存）', en: 'Remarks (not kept)' },
    names: ['备注', '说明', '其他', '情况说明'],
  },
  {
    code: 'number',
    words: { zh: '序号（不保存）', en: 'Running number (not kept)' },
    names: ['序号', '编号', '序', 'No', 'NO', '№'],
  },
] as const satisfies readonly Column[];

const BY_NAME: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...TAGS.flatMap(({ code, names }) => names.map((name) => [plain(name), `tag:${code}`] as const)),
  ...COLUMNS.flatMap(({ code, names }) => names.map((name) => [plain(name), code] as const)),
]);
const FIELDS: ReadonlySet<string> = new Set([
  ...COLUMNS.map((column) => column.code),
  ...TAGS.map(({ code }) => `tag:${code}`),
]);

export const isField = (text: string): text is Field => FIELDS.has(text);

/** Fields that may come in several columns of one list; of all others the first counts. */
export const SEVERAL: ReadonlySet<Field> = new Set<Field>(['phone', 'tags', 'emergencyPhone', 'note', 'number']);

/** The field that a heading names, if it is a known one. */
export function fieldOf(heading: string): Field | undefined {
  return BY_NAME.get(plain(heading));
}

/** Name of a field for the reader of a mapping. */
export function fieldWords(field: Field): Words {
  const column = COLUMNS.find((one) => one.code === field);
  if (column) return column.words;
  const tag = TAGS.find(({ code }) => `tag:${code}` === field);
  return tag ? { zh: `打勾：${tag.names[0]}`, en: `Ticks: ${tag.code}` } : { zh: field, en: field };
}
