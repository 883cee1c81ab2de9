import type { RefusalCatalogue } from './refusal.ts';

const ASK_ROLE = { zh: '请由有此权限的岗位办理', en: 'Let a post with that right do it' };

/** Refusals of the closed loop. */
export const caseRefusals: RefusalCatalogue = {
  'case.too-long-settled': {
    status: 409,
    zh: '案件 {no} 了结已超过 30 天',
    en: 'Case {no} was settled more than 30 days ago',
    todo: { zh: '请作为新案件上报，并写明原案件号', en: 'Report it as a new case and name the old number' },
  },
  'case.unknown': {
    status: 404,
    zh: '没有这个案件',
    en: 'There is no such case',
    todo: { zh: '请核对案件编号，或先上报', en: 'Check the number of the case, or report it first' },
  },
  'case.wrong-stage': {
    status: 409,
    zh: '案件现处于 {stage}，不能进行 {step}',
    en: 'The case is at {stage}; {step} is not its turn',
    todo: { zh: '刷新案件，按当前可用的操作办理', en: 'Look at the case again and use what it offers now' },
  },
  'case.already-there': {
    status: 409,
    zh: '这一步已办过，案件现处于 {stage}',
    en: 'This step is done already; the case is at {stage}',
    todo: { zh: '无需重复办理', en: 'Nothing more to do' },
  },
  'case.not-allowed': {
    status: 403,
    zh: '您的岗位无权进行 {step}',
    en: 'Your post may not do {step}',
    todo: ASK_ROLE,
  },
  'case.not-own-unit': {
    status: 403,
    zh: '案件不在您的单位名下',
    en: 'The case is not with your unit',
    todo: {
      zh: '请由承办单位办理，或请派遣员改派',
      en: 'Let the unit that has it do it, or ask the dispatcher to send it to you',
    },
  },
  'case.not-own-area': {
    status: 403,
    zh: '案件不在您负责的居民区',
    en: 'The case does not lie in the area you answer for',
    todo: {
      zh: '请由所在居民区办理，或更正案件地点',
      en: 'Let the committee of that area do it, or correct the place',
    },
  },
  'case.voice-unit-missing': {
    status: 403,
    zh: '代录须注明是承办单位的口头回报',
    en: 'To enter it for a unit, say that the unit holding the case said so',
    todo: {
      zh: '请填写通话单位，且须与承办单位一致',
      en: 'Name the unit that spoke; it must be the one that has the case',
    },
  },
  'case.not-author': {
    status: 403,
    zh: '不是您起草的',
    en: 'It is not your draft',
    todo: { zh: '请由起草人办理', en: 'Let its author do it' },
  },
  'case.not-reporter': {
    status: 403,
    zh: '不是本案的上报人',
    en: 'Not a reporter of this case',
    todo: {
      zh: '请由上报人提出，或注明代哪位上报人提出',
      en: 'Let a reporter say it, or name the reporter for whom you enter it',
    },
  },
  'case.not-asker': {
    status: 403,
    zh: '申请不是您提出的',
    en: 'The request is not yours',
    todo: { zh: '请由申请人撤回，或由审批人决定', en: 'Let the one who asked withdraw it, or its approver decide' },
  },
  'case.asker-may-not-grant': {
    status: 403,
    zh: '申请人不能审批自己的申请',
    en: 'Who asks does not decide on the request',
    todo: { zh: '请由另一名审批人决定', en: 'Let another approver decide' },
  },
  'case.handler-may-not-check': {
    status: 403,
    zh: '处置的人和单位不能核查本案',
    en: 'Who handled it, person or unit, does not check it',
    todo: { zh: '请由其他单位的监督员或受理员核查', en: 'Let a supervisor or intake officer of another unit check' },
  },
  'case.before-last-step': {
    status: 422,
    zh: '发生时间比上一步早 {minutes} 分钟',
    en: 'The time of occurrence lies {minutes} minutes before the step it follows',
    todo: { zh: '请更正发生时间，补录须按先后顺序', en: 'Correct the time; what is entered later is entered in order' },
  },
  'case.unknown-category': {
    status: 422,
    zh: '没有类别 {category}',
    en: 'There is no category {category}',
    todo: { zh: '请从类别表中选择', en: 'Choose one from the list of categories' },
  },
  'case.unknown-place': {
    status: 422,
    zh: '没有居民区或楼组 {place}',
    en: 'There is no committee or stairwell {place}',
    todo: { zh: '请在地图上点选地点', en: 'Pick the place on the map' },
  },
  'case.unknown-unit': {
    status: 422,
    zh: '没有单位 {unit}',
    en: 'There is no unit {unit}',
    todo: { zh: '请从单位表中选择', en: 'Choose one from the list of units' },
  },
  'case.unit-is-upper': {
    status: 422,
    zh: '{unit} 属区级，不能直接派遣',
    en: '{unit} belongs to the level above and takes no dispatch',
    todo: { zh: '请改用上报区级，案件继续跟踪', en: 'Hand the case up instead; it stays followed' },
  },
  'case.unit-not-upper': {
    status: 422,
    zh: '{unit} 不属区级',
    en: '{unit} does not belong to the level above',
    todo: { zh: '请改用派遣', en: 'Dispatch it instead' },
  },
  'case.evidence-missing': {
    status: 422,
    zh: '缺少处置后照片',
    en: 'A picture of the place afterwards is missing',
    todo: {
      zh: '请补拍处置后照片，确实不能拍的写明原因（自处理必须有照片）',
      en: 'Add a picture taken afterwards, or say why there is none (a fix on the spot always needs one)',
    },
  },
  'case.too-much-evidence': {
    status: 422,
    zh: '本案证据已满',
    en: 'The case holds as much evidence as it can',
    todo: { zh: '请另立一案', en: 'Report another case' },
  },
  'case.nothing-said': {
    status: 422,
    zh: '没有新的内容',
    en: 'It says nothing new',
    todo: { zh: '请填写内容后再提交', en: 'Fill in what is new and send it again' },
  },
  'case.already-assigned': {
    status: 409,
    zh: '已指定此人',
    en: 'That person is named already',
    todo: { zh: '无需重复办理', en: 'Nothing more to do' },
  },
  'case.reporter-known': {
    status: 409,
    zh: '此人已是本案上报人',
    en: 'That person is a reporter of this case already',
    todo: { zh: '无需重复办理', en: 'Nothing more to do' },
  },
  'case.request-pending': {
    status: 409,
    zh: '同类申请正在等待审批',
    en: 'A request of this kind is waiting already',
    todo: { zh: '请等待审批，或先撤回', en: 'Wait for the decision, or withdraw it first' },
  },
  'case.no-such-request': {
    status: 404,
    zh: '没有这个申请',
    en: 'There is no such request',
    todo: { zh: '请刷新案件后再试', en: 'Look at the case again' },
  },
  'case.request-decided': {
    status: 409,
    zh: '申请已有结果：{outcome}',
    en: 'The request has been settled: {outcome}',
    todo: { zh: '需要时请重新申请', en: 'Ask again if it is still needed' },
  },
  'case.no-limit': {
    status: 409,
    zh: '本案这一步没有时限，无需延时',
    en: 'This step has no limit, so there is nothing to delay',
    todo: { zh: '直接处置即可', en: 'Just go on' },
  },
  'case.review-in-past': {
    status: 422,
    zh: '日期已过',
    en: 'That time has passed',
    todo: { zh: '请选择以后的时间', en: 'Choose a later time' },
  },
  'case.help-units-missing': {
    status: 422,
    zh: '没有指定会办单位',
    en: 'No unit to help is named',
    todo: { zh: '请选择至少一个承办单位以外的单位', en: 'Choose at least one unit besides the one that has the case' },
  },
  'case.no-such-supervision': {
    status: 404,
    zh: '没有待答复的督办',
    en: 'There is no supervision to answer',
    todo: { zh: '请刷新案件后再试', en: 'Look at the case again' },
  },
  'case.already-answered': {
    status: 409,
    zh: '督办已答复',
    en: 'The supervision was answered',
    todo: { zh: '补充情况请写备注', en: 'Add a note if there is more to say' },
  },
  'case.merge-into-itself': {
    status: 422,
    zh: '不能并入自身',
    en: 'A case cannot be merged into itself',
    todo: { zh: '请选择另一个案件', en: 'Choose another case' },
  },
  'case.master-unknown': {
    status: 422,
    zh: '没有要并入的案件',
    en: 'The case to merge into does not exist',
    todo: { zh: '请重新选择主案', en: 'Choose the main case again' },
  },
  'case.master-not-open': {
    status: 409,
    zh: '主案 {no} 已处于 {stage}，不能并入',
    en: 'The main case {no} is at {stage} and takes no more',
    todo: { zh: '请选择在办的案件，或重开主案', en: 'Choose an open case, or reopen the main one' },
  },
  'case.already-absorbed': {
    status: 409,
    zh: '来案已并入',
    en: 'That case was taken over already',
    todo: { zh: '无需重复办理', en: 'Nothing more to do' },
  },
  'case.dispute-open': {
    status: 409,
    zh: '异议尚未答复',
    en: 'A dispute is not answered yet',
    todo: { zh: '请先答复异议或重开', en: 'Answer the dispute or reopen the case first' },
  },
  'case.no-dispute': {
    status: 409,
    zh: '没有待答复的异议',
    en: 'There is no dispute to answer',
    todo: { zh: '无需办理', en: 'Nothing to do' },
  },
  'case.score-out-of-range': {
    status: 422,
    zh: '评分须为 1 至 5',
    en: 'The score must be 1 to 5',
    todo: { zh: '请改正评分', en: 'Correct the score' },
  },
  'case.not-overdue': {
    status: 409,
    zh: '时限未到或已记录',
    en: 'The limit has not run out, or that is noted already',
    todo: { zh: '无需办理', en: 'Nothing to do' },
  },
  'case.limits-already': {
    status: 409,
    zh: '时限已是此模式',
    en: 'The limits are in that mode already',
    todo: { zh: '无需办理', en: 'Nothing to do' },
  },
};
