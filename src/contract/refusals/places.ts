import type { RefusalCatalogue } from './refusal.ts';

/** Refusals of the reference data of a district. */
export const placesRefusals: RefusalCatalogue = {
  'district.may-not': {
    status: 403,
    zh: '只有管理员可以启用辖区资料',
    en: 'Only an administrator may put district data into force',
    todo: { zh: '请管理员操作', en: 'Ask an administrator' },
  },
  'district.digest': {
    status: 422,
    zh: '资料校验值不是 64 位十六进制',
    en: 'The digest of the data is not 64 hex digits',
    todo: { zh: '请用导入功能提交资料', en: 'Hand the data in by the import' },
  },
  'district.pack': {
    status: 422,
    zh: '资料包有 {count} 处不对，未使用任何内容',
    en: 'The pack has {count} mistakes; nothing of it was used',
    todo: {
      zh: '请按 problems 所列的文件、行号和原因改正后重新导入',
      en: 'Correct what problems lists by file, row and reason, and import it again',
    },
  },
  'district.same': {
    status: 409,
    zh: '正在使用的就是这份资料（{version}）',
    en: 'This data is in force already ({version})',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'district.version-reused': {
    status: 409,
    zh: '版本号 {version} 已用于另一份资料',
    en: 'Version {version} was used for other data',
    todo: { zh: '请更改版本号后再导入', en: 'Give the pack another version and import it again' },
  },
};
