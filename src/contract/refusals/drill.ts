import type { RefusalCatalogue } from './refusal.ts';

/** Refusals of the clock of a drill. */
export const drillRefusals: RefusalCatalogue = {
  'drill.real-district': {
    status: 409,
    zh: '这是真实辖区，时钟不能动',
    en: 'This is a real district; its clock cannot be moved',
    todo: { zh: '请到演练辖区操作', en: 'Go to a drill' },
  },
  'drill.may-not': {
    status: 403,
    zh: '您的岗位无权进行 {step}',
    en: 'Your post may not do {step}',
    todo: { zh: '请由导调、指挥长或管理员办理', en: 'Let the exercise staff, a commander or an administrator do it' },
  },
  'drill.exists': {
    status: 409,
    zh: '演练已经开始',
    en: 'The drill is open already',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'drill.speed': {
    status: 422,
    zh: '速度须在 0 到 {max} 之间',
    en: 'The speed lies between 0 and {max}',
    todo: { zh: '0 为暂停，1 为实时', en: '0 stands still, 1 is real time' },
  },
  'drill.backwards': {
    status: 422,
    zh: '时钟只能往前拨',
    en: 'The clock only moves forward',
    todo: { zh: '要看过去，请拖动时间线', en: 'To see the past, drag the time line' },
  },
  'drill.too-far': {
    status: 422,
    zh: '一次最多拨 {days} 天',
    en: 'One jump is {days} days at most',
    todo: { zh: '分几次拨', en: 'Jump several times' },
  },
  'drill.personal-number': {
    status: 422,
    zh: '文字里有个人手机号，演练记录会长期留存',
    en: 'The text holds a person’s mobile number, and the notes are kept for good',
    todo: { zh: '删去号码', en: 'Leave the number out' },
  },
};
