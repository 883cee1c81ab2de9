import type { RefusalCatalogue } from './refusal.ts';

const again = { zh: '请改正后重新上传', en: 'Correct it and hand it in again' };

/** Refusals of the household roll: of a list as a whole. What is wrong with its rows is listed in the preview. */
export const rollRefusals: RefusalCatalogue = {
  'roll.may-not': {
    status: 403,
    zh: '只有管理员可以导入全部名册，居民区只能导入自己的',
    en: 'Only an administrator may import the whole roll, a committee its own part',
    todo: { zh: '请管理员或本居民区操作', en: 'Ask an administrator or the committee itself' },
  },
  'roll.digest': {
    status: 422,
    zh: '名册校验值不是 64 位十六进制',
    en: 'The digest of the roll is not 64 hex digits',
    todo: { zh: '请用导入功能启用名册', en: 'Adopt the roll by the import' },
  },
  'roll.unknown': {
    status: 404,
    zh: '没有这次导入，或已过期',
    en: 'There is no such import, or it has expired',
    todo: { zh: '请重新上传', en: 'Hand the list in again' },
  },
  'roll.reading': {
    status: 409,
    zh: '名册还在读取',
    en: 'The list is still being read',
    todo: { zh: '请等进度到 100%', en: 'Wait until it has been read' },
  },
  'roll.interrupted': {
    status: 409,
    zh: '读取中断（服务器重启过）',
    en: 'Reading was interrupted: the server was started anew',
    todo: { zh: '请重新上传', en: 'Hand the list in again' },
  },
  'roll.errors': {
    status: 422,
    zh: '名册还有 {count} 处错误，未启用任何内容',
    en: 'The list has {count} errors; nothing of it was adopted',
    todo: {
      zh: '请按所列的工作表、行、列改正后重新上传',
      en: 'Correct them by sheet, row and column and hand it in again',
    },
  },
  'roll.nothing': {
    status: 409,
    zh: '名册与系统中的一致',
    en: 'The roll is like this already',
    todo: { zh: '无需启用', en: 'Nothing more to do' },
  },
  'roll.moved': {
    status: 409,
    zh: '预览之后名册又有变化，数字已重新计算',
    en: 'The roll has changed since the preview; the counts were worked out anew',
    todo: { zh: '请核对新的数字后再启用', en: 'Look at the new counts and adopt again' },
  },
  'roll.adopted': {
    status: 409,
    zh: '这次导入已经启用',
    en: 'This import was adopted already',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'roll.too-large': {
    status: 413,
    zh: '文件超过 {megabytes} MB',
    en: 'The file is larger than {megabytes} MB',
    todo: {
      zh: '请删去图片和无关的工作表，或按居民区分开',
      en: 'Leave out pictures and other sheets, or split it by committee',
    },
  },
  'roll.bomb': {
    status: 422,
    zh: '文件解开后过大或含有不应有的内容（{what}），未读取',
    en: 'The file unpacks to too much, or holds what no list holds ({what}); it was not read',
    todo: { zh: '请用表格软件另存为新的 .xlsx 再上传', en: 'Save it anew as .xlsx in a spreadsheet and hand that in' },
  },
  'roll.rows': {
    status: 422,
    zh: '一张工作表超过 {most} 行',
    en: 'A sheet has more than {most} rows',
    todo: { zh: '请按居民区分开', en: 'Split it by committee' },
  },
  'roll.unreadable': {
    status: 422,
    zh: '不是可读的 .xlsx 或 .csv 文件',
    en: 'This is no .xlsx or .csv file that can be read',
    todo: { zh: '请用表格软件打开，另存为 .xlsx', en: 'Open it in a spreadsheet and save it as .xlsx' },
  },
  'roll.old-excel': {
    status: 422,
    zh: '这是旧格式 .xls',
    en: 'This is the old format .xls',
    todo: {
      zh: '请用 Excel 或 WPS 打开，另存为 .xlsx 再上传',
      en: 'Open it in Excel or WPS, save it as .xlsx and hand that in',
    },
  },
  'roll.encrypted': {
    status: 422,
    zh: '文件设有打开密码',
    en: 'The file has a password',
    todo: { zh: '请去掉密码另存后上传', en: 'Save it without the password and hand that in' },
  },
  'roll.encoding': {
    status: 422,
    zh: '看不出文字编码',
    en: 'The encoding of the text cannot be told',
    todo: { zh: '请另存为 .xlsx，或 UTF-8 的 .csv', en: 'Save it as .xlsx, or as .csv in UTF-8' },
  },
  'roll.mapping': {
    status: 422,
    zh: '列对应与表头不符',
    en: 'The mapping does not fit the headings',
    todo: again,
  },
};
