import type { Words } from '../places/index.ts';

export type Severity = 'error' | 'warning';
/** One thing wrong with a list: where, and the code that says what and what to do. No personal data in the params. */
export interface RollProblem {
  readonly code: ProblemCode;
  readonly sheet: string;
  /** As the spreadsheet numbers it; 0 when the sheet as a whole is meant. */
  readonly row: number;
  /** Letter of the column, and its heading. */
  readonly column?: string;
  readonly heading?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}
export type ProblemCode = keyof typeof PROBLEMS;

interface ProblemWords {
  readonly severity: Severity;
  readonly words: Words;
  readonly todo: Words;
}
const words = (severity: Severity, zh: string, en: string, todoZh: string, todoEn: string): ProblemWords => ({
  severity,
  words: { zh, en },
  todo: { zh: todoZh, en: todoEn },
});

/** Everything that a list can be told; `{name}` is filled from the params. An error keeps the whole list out. */
export const PROBLEMS = {
  'header-missing': words(
    'error',
    '没有找到表头',
    'No heading was found',
    '表头须有地址和户主、电话等列名；不是名册的工作表请隐藏或删除',
    'The headings must name the address and name, number and so on; hide or delete a sheet that is no list',
  ),
  'no-address': words(
    'error',
    '没有一列写明住在哪里',
    'No column says where the households live',
    '请在"列对应"中指定地址，或弄、号、室',
    'Assign the address, or lane, door and room, in the mapping',
  ),
  'committee-unknown': words(
    'error',
    '没有"{said}"这个居民区；相近的有 {nearest}',
    'There is no committee “{said}”; near to it: {nearest}',
    '请改成系统中的名称',
    'Use the name that the system knows',
  ),
  'committee-contradicts': words(
    'error',
    '写的是{said}，这个楼组属于{actual}',
    'The list says {said}, the stairwell belongs to {actual}',
    '请核对地址和居民区，改正其一',
    'Check address and committee, and correct one of them',
  ),
  'not-your-area': words(
    'error',
    '属于{actual}，不在您的居民区',
    'Belongs to {actual}, which is not your area',
    '请删去这一行，或由街道导入',
    'Take the row out, or have the subdistrict import it',
  ),
  'compound-missing': words(
    'error',
    '没有写小区、弄号或路名',
    'Neither compound nor lane nor road is given',
    '请填写小区或弄号',
    'Fill in the compound or the lane',
  ),
  'compound-unknown': words(
    'error',
    '找不到"{said}"；相近的有 {nearest}',
    '“{said}” is not known; near to it: {nearest}',
    '请改正，或先在辖区资料中补上这个小区',
    'Correct it, or add the compound to the district data first',
  ),
  'compound-ambiguous': words(
    'error',
    '"{said}"不止一处：{names}',
    '“{said}” may be several: {names}',
    '请写上路名或小区名',
    'Give the road or the compound',
  ),
  'door-missing': words('error', '没有写门牌号', 'The door number is missing', '请填写号', 'Fill in the door'),
  'stairwell-unknown': words(
    'error',
    '{compound}没有 {said}；相近的楼组有 {nearest}',
    '{compound} has no {said}; the nearest stairwells are {nearest}',
    '请核对门牌号，或先在辖区资料中补上这个楼组',
    'Check the door number, or add the stairwell to the district data first',
  ),
  'floor-unknown': words(
    'error',
    '看不出 {room} 在几层，无法分到楼组（{stairwells}）',
    'On which floor is {room}? It decides the stairwell ({stairwells})',
    '请填写楼层',
    'Fill in the floor',
  ),
  'room-missing': words(
    'error',
    '没有写室号',
    'The room is missing',
    '请填写室号；整幢一户写"全幢"',
    'Fill in the room; where one household has the whole house, write 全幢',
  ),
  'room-date': words(
    'error',
    '表格软件把这一格变成了日期',
    'The spreadsheet made a date of this cell',
    '请把单元格格式改为"文本"后重新填写',
    'Format the cell as text and type it again',
  ),
  'cell-error': words(
    'error',
    '单元格是错误值 {value}',
    'The cell holds the error {value}',
    '请改正公式，或直接填写',
    'Correct the formula, or type the value',
  ),
  'formula-empty': words(
    'error',
    '公式没有算出的结果',
    'The formula has no stored result',
    '请用表格软件打开并保存一次，或直接填写',
    'Open and save it in a spreadsheet once, or type the value',
  ),
  'people-unreadable': words(
    'error',
    '人数"{said}"看不懂',
    'The number of people “{said}” cannot be read',
    '请填数字',
    'Fill in a number',
  ),
  'people-many': words(
    'warning',
    '一户 {count} 人',
    '{count} people in one household',
    '请核对；确实如此可以启用',
    'Check it; if it is so, adopt it',
  ),
  duplicate: words(
    'error',
    '与第 {first} 行（{sheet}）是同一户，内容不同',
    'The same household as row {first} ({sheet}), with other contents',
    '请合并成一处',
    'Bring the two together',
  ),
  'duplicate-same': words(
    'warning',
    '与第 {first} 行（{sheet}）重复，只取一次',
    'The same as row {first} ({sheet}); taken once',
    '可以不改',
    'Nothing has to be done',
  ),
  'person-without-home': words(
    'error',
    '这一行没有地址，上面也没有可以接续的住户',
    'The row has no address, and no household above that it could belong to',
    '请填写地址',
    'Fill in the address',
  ),
  masked: words(
    'error',
    '这一格是打了码的导出件',
    'The cell comes from a masked export',
    '请用未打码的名册，否则会覆盖真实资料',
    'Use the unmasked list, or the real data would be overwritten',
  ),
  'text-long': words(
    'error',
    '这一格超过 {most} 个字',
    'The cell is longer than {most} characters',
    '请写短',
    'Shorten it',
  ),
  'phone-unreadable': words(
    'warning',
    '有一个号码不是电话号码，不取',
    'One of the numbers is no telephone number and is left out',
    '请核对位数：手机 11 位，座机 8 位',
    'Check the digits: 11 for a mobile, 8 for a landline',
  ),
  'wecom-unreadable': words(
    'warning',
    '企业微信账号不是一个账号，不取',
    'This is no single WeCom account and is left out',
    '每户填一个账号：字母、数字、点、下划线、连字符',
    'One account for a household: letters, digits, dots, underscores, hyphens',
  ),
  'tag-unknown': words(
    'warning',
    '标签"{said}"不认识，不取',
    'The tag “{said}” is not known and is left out',
    '请改用标签表中的名称',
    'Use a name from the list of tags',
  ),
  'use-unknown': words(
    'warning',
    '用途"{said}"不认识，不取',
    'The use “{said}” is not known and is left out',
    '请填 自住、租赁、群租、空关 或 经营',
    'Use 自住, 租赁, 群租, 空关 or 经营',
  ),
  'floor-kind-unknown': words(
    'warning',
    '楼层类型"{said}"不认识，按楼层推算',
    'The kind of floor “{said}” is not known; worked out from the floor',
    '请填 底层、半地下、顶层 或 中间层',
    'Use 底层, 半地下, 顶层 or 中间层',
  ),
  'floor-unreadable': words(
    'warning',
    '楼层"{said}"看不懂，按室号推算',
    'The floor “{said}” cannot be read; worked out from the room',
    '请填数字，地下填 B1',
    'Fill in a number, B1 for below ground',
  ),
  'floor-high': words(
    'warning',
    '第 {floor} 层超过这个楼组的 {floors} 层',
    'Floor {floor} is above the {floors} floors of the stairwell',
    '请核对室号和楼层',
    'Check room and floor',
  ),
  formula: words(
    'warning',
    '有 {count} 格是公式，取了上次算出的值',
    '{count} cells are formulas; the value last worked out was taken',
    '请核对；可以不改',
    'Check them; nothing has to be done',
  ),
  'filled-down': words(
    'warning',
    '有 {count} 行没写弄或号，按上一行（合并单元格）补上',
    '{count} rows lack lane or door; taken from the row above, as merged cells are',
    '请抽查几行',
    'Look at some of them',
  ),
  'sheet-hidden': words(
    'warning',
    '隐藏的工作表，没有读',
    'A hidden sheet; it was not read',
    '需要时在"工作表"中选上',
    'Choose it under sheets if it is wanted',
  ),
  'sheet-empty': words(
    'warning',
    '工作表里没有住户',
    'There are no households in the sheet',
    '可以不改',
    'Nothing has to be done',
  ),
} as const satisfies Readonly<Record<string, ProblemWords>>;

export function problemText({ code, params = {} }: Pick<RollProblem, 'code' | 'params'>): {
  readonly severity: Severity;
  readonly words: Words;
  readonly todo: Words;
} {
  const { severity, words, todo } = PROBLEMS[code];
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
  return { severity, words: { zh: filled(words.zh), en: filled(words.en) }, todo };
}
