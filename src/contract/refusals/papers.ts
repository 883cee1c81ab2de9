import type { RefusalCatalogue } from './refusal.ts';

/** What cannot be printed, or not be read off paper. */
export const paperRefusals: RefusalCatalogue = {
  'paper.nothing-there': {
    status: 404,
    zh: '这份通知没有发到这里',
    en: 'The notice did not go to this place',
    todo: { zh: '换一个居民区或楼组', en: 'Choose another committee or stairwell' },
  },
  'paper.nothing-open': {
    status: 409,
    zh: '这里没有待上门的户，不用打印',
    en: 'No door is left to visit here; there is nothing to print',
    todo: { zh: '换一个居民区，或打印“全部未完成”', en: 'Choose another committee, or print all that are open' },
  },
  'paper.too-long': {
    status: 409,
    zh: 'Word 名单最多 {most} 户，这里有 {households} 户',
    en: 'A list for Word has at most {most} households; here are {households}',
    todo: { zh: '改打 PDF，或逐个楼组导出', en: 'Print the PDF, or take one stairwell at a time' },
  },
  'paper.unknown-code': {
    status: 422,
    zh: '没有这个代码',
    en: 'No household has this code',
    todo: { zh: '照纸上再看一遍，六位', en: 'Read the six signs on the paper again' },
  },
};
