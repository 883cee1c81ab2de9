import type { RefusalCatalogue } from './refusal.ts';

const ASK_ROLE = { zh: '请由有此权限的岗位办理', en: 'Let a post with that right do it' };
const NOTHING = { zh: '无需处理', en: 'Nothing to do' };

/** Refusals of posts, roster and duty log. */
export const peopleRefusals: RefusalCatalogue = {
  'person.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'person.own-post': {
    status: 403,
    zh: '不能给自己任岗或免岗',
    en: 'Nobody gives or takes a post of their own',
    todo: { zh: '请另一位管理员办理', en: 'Let another administrator do it' },
  },
  'person.unknown-post': {
    status: 422,
    zh: '没有岗位 {post}',
    en: 'There is no post {post}',
    todo: { zh: '从岗位清单中选用', en: 'Choose one from the list of posts' },
  },
  'person.post-held': {
    status: 409,
    zh: '已在岗位 {post}',
    en: 'The person already holds the post {post}',
    todo: NOTHING,
  },
  'person.post-not-held': {
    status: 409,
    zh: '不在岗位 {post}',
    en: 'The person does not hold the post {post}',
    todo: NOTHING,
  },
  'duty.may-not': {
    status: 403,
    zh: '您不能进行 {step}',
    en: 'You may not do {step}',
    todo: {
      zh: '请由本班次的人或有此权限的岗位办理',
      en: 'Let the holder of the shift or a post with that right do it',
    },
  },
  'duty.unknown-shift': {
    status: 404,
    zh: '没有班次 {shift}',
    en: 'There is no shift {shift}',
    todo: { zh: '请核对值班表', en: 'Check the roster' },
  },
  'duty.shift-exists': {
    status: 409,
    zh: '这个编号已有班次',
    en: 'There already is a shift with this id',
    todo: { zh: '为新班次使用新的编号', en: 'Use a fresh id for a new shift' },
  },
  'duty.unknown-unit': {
    status: 422,
    zh: '没有单位 {unit}',
    en: 'There is no unit {unit}',
    todo: { zh: '从单位清单中选用', en: 'Choose one from the list of units' },
  },
  'duty.shift-times': {
    status: 422,
    zh: '班次的起止时间不对',
    en: 'The times of the shift cannot be right',
    todo: { zh: '止须晚于起和现在，且不超过 36 小时', en: 'It ends after it begins and after now, within 36 hours' },
  },
  'duty.overlap': {
    status: 409,
    zh: '{person} 在这段时间已有班次',
    en: '{person} already has a shift in that time',
    todo: { zh: '换人，或改时间', en: 'Choose somebody else, or another time' },
  },
  'duty.shift-begun': {
    status: 409,
    zh: '班次已开始、已结束或已取消',
    en: 'The shift has begun, is over, or was cancelled',
    todo: { zh: '请看值班表的现状', en: 'Look at the roster as it stands' },
  },
  'duty.swap-with-self': {
    status: 422,
    zh: '不能与自己换班或替班',
    en: 'One cannot swap with or stand in for oneself',
    todo: { zh: '选另一个人', en: 'Choose somebody else' },
  },
  'duty.swap-not-agreed': {
    status: 409,
    zh: '对方还没有同意换班',
    en: 'The other has not agreed to the swap',
    todo: { zh: '等对方答复', en: 'Wait for the answer' },
  },
  'duty.too-early': {
    status: 409,
    zh: '班次开始前一小时内才能签到',
    en: 'One signs on within the hour before the shift',
    todo: { zh: '到时再签', en: 'Sign on later' },
  },
  'duty.shift-over': {
    status: 409,
    zh: '班次已经结束',
    en: 'The shift is over',
    todo: { zh: '请排新的班次', en: 'Have a new shift planned' },
  },
  'duty.not-on': {
    status: 409,
    zh: '这个班次没有签到',
    en: 'Nobody has signed on for this shift',
    todo: { zh: '先签到', en: 'Sign on first' },
  },
  'duty.desk-empty': {
    status: 409,
    zh: '您签退后这个岗位没有人',
    en: 'With you gone nobody is left in this role',
    todo: { zh: '等接班人签到，或写明理由', en: 'Wait for the next to sign on, or give a reason' },
  },
  'duty.handover-to-self': {
    status: 422,
    zh: '不能交班给自己',
    en: 'One cannot hand over to oneself',
    todo: { zh: '选接班人', en: 'Choose who takes over' },
  },
  'duty.unknown-handover': {
    status: 404,
    zh: '没有这次交班',
    en: 'There is no such handover',
    todo: { zh: '请交班人重新交班', en: 'Have it handed over again' },
  },
  'duty.handover-taken': { status: 409, zh: '这次交班已签收', en: 'This handover was signed already', todo: NOTHING },
  'duty.personal-number': {
    status: 422,
    zh: '文字里有个人手机号，值班记录会长期留存',
    en: 'The text holds a person’s mobile number, and the duty log is kept for good',
    todo: { zh: '改写单位、岗位或座机', en: 'Write the unit, the post, or a landline' },
  },
  'duty.not-due': { status: 409, zh: '还没到时候', en: 'It is not due yet', todo: NOTHING },
};
