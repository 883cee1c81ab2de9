import type { RefusalCatalogue } from './refusal.ts';

const ASK_ROLE = { zh: '请由有此权限的岗位办理', en: 'Let a post with that right do it' };
const LOOK_AGAIN = { zh: '刷新后按当前可用的操作办理', en: 'Look again and use what it offers now' };

/** Refusals of notices and doors. */
export const noticeRefusals: RefusalCatalogue = {
  'notice.unknown': {
    status: 404,
    zh: '没有这份通知',
    en: 'There is no such notice',
    todo: { zh: '请核对通知编号，或先拟稿', en: 'Check the id of the notice, or compose it first' },
  },
  'notice.exists': {
    status: 409,
    zh: '这个编号已有一份通知',
    en: 'There already is a notice with this id',
    todo: { zh: '为新通知使用新的编号', en: 'Use a fresh id for a new notice' },
  },
  'notice.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'notice.own-signature': {
    status: 403,
    zh: '拟稿人不能为自己的通知复签',
    en: 'Who composed the notice cannot be its second signature',
    todo: { zh: '请另一位指挥长或值班长复签', en: 'Let another commander or shift leader sign' },
  },
  'notice.wrong-phase': {
    status: 409,
    zh: '通知现处于 {phase}，不能进行 {step}',
    en: 'The notice is {phase}; {step} is not its turn',
    todo: LOOK_AGAIN,
  },
  'notice.second-signature-missing': {
    status: 409,
    zh: '通知发往 {households} 户，超过 {from} 户须两人签',
    en: 'The notice goes to {households} households; above {from} two persons sign',
    todo: { zh: '请另一位指挥长或值班长复签后再发', en: 'Have another commander or shift leader sign, then issue it' },
  },
  'notice.unknown-template': {
    status: 422,
    zh: '没有模板 {template}',
    en: 'There is no template {template}',
    todo: { zh: '从模板清单中选用', en: 'Choose one from the list of templates' },
  },
  'notice.fields-missing': {
    status: 422,
    zh: '模板还缺：{fields}',
    en: 'The template still wants: {fields}',
    todo: { zh: '补齐后再拟', en: 'Fill them in' },
  },
  'notice.fields-unknown': {
    status: 422,
    zh: '模板没有这些项：{fields}',
    en: 'The template has no such fields: {fields}',
    todo: { zh: '删去，或换一个模板', en: 'Leave them out, or choose another template' },
  },
  'notice.personal-number': {
    status: 422,
    zh: '“{field}”里有个人手机号，通知文字会长期留存',
    en: '“{field}” holds a person’s mobile number, and the text of a notice is kept for good',
    todo: { zh: '改用居委或值班室的座机', en: 'Use the landline of the committee or the duty room' },
  },
  'notice.audience-open': {
    status: 422,
    zh: '没有说明通知谁',
    en: 'It does not say whom the notice is for',
    todo: {
      zh: '选定范围；若确要通知全辖区，请明确勾选“全部”',
      en: 'Choose an audience; if everybody is meant, say so',
    },
  },
  'notice.audience-unknown': {
    status: 422,
    zh: '辖区里没有 {place}',
    en: 'The district has no {place}',
    todo: { zh: '请从地图或名单中选择', en: 'Choose from the map or the list' },
  },
  'notice.area-corners': {
    status: 422,
    zh: '画出的范围须有 {least} 至 {most} 个角，最多 {areas} 块',
    en: 'A drawn area has {least} to {most} corners, and there are at most {areas} areas',
    todo: { zh: '删去多余的角，或分成几块', en: 'Take corners away, or split it' },
  },
  'notice.area-crossed': {
    status: 422,
    zh: '画出的范围边线相交，里外分不清',
    en: 'The outline of the drawn area crosses itself, so inside and outside are not clear',
    todo: { zh: '撤销最后几个角后重画', en: 'Undo the last corners and draw on' },
  },
  'notice.audience-empty': {
    status: 422,
    zh: '这个范围里没有一户',
    en: 'There is no household in this audience',
    todo: { zh: '放宽条件', en: 'Widen it' },
  },
  'notice.expiry-past': {
    status: 422,
    zh: '截止时间已过',
    en: 'The time of expiry is past',
    todo: { zh: '改为将来的时间，或不设截止', en: 'Choose a later time, or none' },
  },
  'notice.not-expired': {
    status: 409,
    zh: '通知还没到截止时间',
    en: 'The notice has not expired yet',
    todo: { zh: '无需处理', en: 'Nothing to do' },
  },
  'notice.earlier-unknown': {
    status: 422,
    zh: '前一份通知 {notice} 没有发出过',
    en: 'The earlier notice {notice} was never issued',
    todo: { zh: '请核对前一份通知', en: 'Check which notice it follows' },
  },
  'notice.open-doors': {
    status: 409,
    zh: '还有 {stairwells} 个楼组没有办完',
    en: '{stairwells} stairwells are not done yet',
    todo: { zh: '办完，或写明理由后办结', en: 'Finish them, or close it with a reason' },
  },
  'doors.unknown': {
    status: 404,
    zh: '这份通知没有发到这个楼组',
    en: 'This notice was not issued to this stairwell',
    todo: { zh: '请核对通知和楼组', en: 'Check the notice and the stairwell' },
  },
  'doors.exists': {
    status: 409,
    zh: '这个楼组已经打开',
    en: 'The doors of this stairwell are open already',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'doors.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'doors.unknown-household': {
    status: 422,
    zh: '这份通知的这个楼组里没有 {household} 户',
    en: 'Household {household} is not in this stairwell’s part of the notice',
    todo: { zh: '请核对门牌；整条命令未办', en: 'Check the door; nothing of the command was done' },
  },
  'doors.unknown-category': {
    status: 422,
    zh: '没有类别 {category}',
    en: 'There is no category {category}',
    todo: { zh: '从类别清单中选用', en: 'Choose one from the list of categories' },
  },
};
