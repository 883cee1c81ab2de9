import type { CaseEventType, ContactResult, ContactWho, RejectReason, RequestKind, Source, Step, Urgency } from '../../../domain/cases/index.ts';
import type { AnswerWay, ConfirmedBy, DoorState, NoticePhase } from '../../../domain/notices/index.ts';
import type { Household } from '../../../domain/places/index.ts';
import type { DutyRole, ShiftPhase } from '../../../domain/people/index.ts';
import type { EvidenceKind, ResponseKind, ResponseStep, TaskPhase, WarningAction, WarningEnd } from '../../../domain/responses/index.ts';
import type { RoundPhase, TickResult } from '../../../domain/sweeps/index.ts';

/** Buttons of a case; the ones that only the clock presses are left out. */
export type CaseButton = Exclude<Step, 'case.switch-limits' | 'case.note-overdue' | 'case.escalate' | 'case.review-suspension' | 'case.let-evaluation-lapse' | 'case.absorb' | 'case.draft'>;

export const zhWork = {
  case: {
    panel: '案件', no: '编号', whole: '整体时限', step: '环节时限', stopped: '已停表', reported: '上报', recorded: '录入', recordedLater: (t: string) => `补录于 ${t}`, source: '来源', category: '类别', place: '地点', unit: '处置单位', handler: '经办', reporters: (n: string) => `上报人 ${n}`,
    timeline: '经过', contacts: '联系链', contactsNone: '还没有联系记录', requests: '待批申请', duplicates: '疑似重复', duplicateAt: (m: string, t: string) => `相距 ${m}，相差 ${t}`, mergeHere: '并入此案', suggestions: '建议单位', suggestionsNone: '没有能承办的单位', walking: '步行', load: '负荷', dispatchTo: '派遣',
    why: '首选', actions: '可办', noActions: '您的岗位此刻没有可办的步骤', evidence: '照片', before: '前', during: '中', after: '后', reworks: (n: string) => `返工 ${n}`, reopens: (n: string) => `重开 ${n}`, disputed: '有异议', storm: '风暴时限', mergedInto: '已并入', absorbed: (n: string) => `并入 ${n} 件`,
    new: '上报案件', newDone: (no: string) => `已上报 ${no}`, where: '位置', whereNeeded: '请在地图上点选位置', what: '什么情况', whatPlaceholder: '一句话说明，不写姓名电话', kind: '类别', address: '地址（弄、号）', occurred: '发生时间（补录时填写）', urgency: '紧急程度', gone: '找不到这个案件', choose: '在队列或地图上选一个案件',
    chooseNote: '也可以按 R 上报新案件', loadingTrail: '正在取经过…', by: '由', whoTold: '何人上报', standards: '立案 / 结案标准', register: '立案', closeWhen: '结案', askedBy: '申请', minutesMore: (n: string) => `加 ${n} 分钟`, lastWord: '最近', upper: '上级单位', suspendedTill: (t: string) => `挂账至 ${t}`, score: '评分',
    withoutPhoto: '无照片的原因', doneText: '办理结果', found: '属实', notFound: '不属实', passed: '核查通过', failed: '不通过，返工', text: '内容', answerBy: '限时回复', minutes: '延长分钟', reviewAt: '复核时间', external: '外部单号', system: '系统', voice: '由对讲代录', handlerName: '承办人（选填）', solved: '问题已解决', notSolved: '未解决', verifyFirst: '先核实', into: '并入哪一件', units: '单位', way: '方式', who: '对象', result: '结果',
    late: '超时', inTime: '按时',
  },
  step: {
    'case.discard': '弃稿', 'case.report': '上报', 'case.fix-on-spot': '即查即改', 'case.join': '添加上报人', 'case.accept': '受理', 'case.verify': '核实', 'case.register': '立案', 'case.reject': '不予立案', 'case.correct': '更正', 'case.merge': '并案', 'case.dispatch': '派遣', 'case.take': '接单', 'case.assign': '指定承办人',
    'case.feed-back': '反馈', 'case.hand-up': '报上级', 'case.follow-up': '跟踪', 'case.upper-done': '上级办结', 'case.take-back': '收回', 'case.request-delay': '申请延时', 'case.request-send-back': '申请回退', 'case.request-suspend': '申请挂账', 'case.request-void': '申请作废', 'case.request-help': '申请会办', 'case.prolong': '延长挂账', 'case.resume': '恢复',
    'case.grant:delay': '准予延时', 'case.grant:send-back': '准予回退', 'case.grant:suspend': '准予挂账', 'case.grant:void': '准予作废', 'case.grant:help': '准予会办', 'case.deny:delay': '不准延时', 'case.deny:send-back': '不准回退', 'case.deny:suspend': '不准挂账', 'case.deny:void': '不准作废', 'case.deny:help': '不准会办',
    'case.withdraw:delay': '撤回延时', 'case.withdraw:send-back': '撤回回退', 'case.withdraw:suspend': '撤回挂账', 'case.withdraw:void': '撤回作废', 'case.withdraw:help': '撤回会办', 'case.supervise': '督办', 'case.answer': '回复督办', 'case.remind': '催办', 'case.audit-fix': '审核自处理', 'case.start-check': '开始核查', 'case.check': '核查',
    'case.reopen': '重开', 'case.dispute': '登记异议', 'case.answer-dispute': '答复异议', 'case.evaluate': '评价', 'case.contact': '记联系', 'case.note': '记一笔', 'case.add-evidence': '加照片', 'case.set-external-no': '外部单号', 'case.link': '关联',
  } satisfies Record<CaseButton, string> as Record<CaseButton, string>,
  happened: {
    'case.drafted': '起草', 'case.discarded': '弃稿', 'case.reported': '上报', 'case.fixed-on-spot': '即查即改', 'case.joined': '又有人上报', 'case.sent-to-verify': '受理，先核实', 'case.accepted': '受理', 'case.registered': '立案', 'case.verified': '核实属实', 'case.rejected': '不予立案', 'case.corrected': '更正', 'case.merged': '并入他案', 'case.absorbed': '并入一件',
    'case.dispatched': '派遣', 'case.taken': '接单', 'case.assigned': '指定承办人', 'case.fed-back': '反馈', 'case.handed-up': '报上级', 'case.followed-up': '跟踪', 'case.taken-back': '收回', 'case.requested': '提出申请', 'case.granted-delay': '准予延时', 'case.granted-send-back': '准予回退', 'case.granted-suspend': '准予挂账', 'case.granted-void': '准予作废', 'case.granted-help': '准予会办',
    'case.denied': '不准申请', 'case.withdrawn': '撤回申请', 'case.prolonged': '延长挂账', 'case.resumed': '恢复处理', 'case.supervised': '督办', 'case.answered': '回复督办', 'case.reminded': '催办', 'case.fix-refused': '自处理未通过', 'case.check-started': '开始核查', 'case.reworked': '核查不通过，返工', 'case.closed': '结案', 'case.reopened': '重开', 'case.disputed': '上报人有异议', 'case.dispute-answered': '答复异议', 'case.evaluated': '评价',
    'case.contacted': '联系', 'case.noted': '记录', 'case.evidence-added': '补充照片', 'case.external-no-set': '外部单号', 'case.linked': '关联', 'case.limits-switched': '切换时限', 'case.overdue': '超时', 'case.escalated': '无人接单，已报值班长', 'case.suspension-due': '挂账到期待复核',
  } satisfies Record<CaseEventType, string> as Record<CaseEventType, string>,
  source: {
    patrol: '监督员巡查', video: '视频巡查', sensor: '物联感知', ai: 'AI 识别', 'hotline-12345': '12345', committee: '居委', property: '物业', resident: '居民', 'hotline-962121': '962121', upper: '上级交办', 'special-team': '自查', 'community-cloud': '社区云', sweep: '排查', voice: '对讲',
  } satisfies Record<Source, string> as Record<Source, string>,
  urgency: { normal: '一般', urgent: '紧急', 'very-urgent': '非常紧急' } satisfies Record<Urgency, string> as Record<Urgency, string>,
  reject: { 'not-found': '核实不属实', 'outside-area': '不属本辖区', 'not-our-matter': '不属受理范围', 'too-little-said': '信息不全且无法联系', 'already-solved': '已自行消除', repeat: '重复上报' } satisfies Record<RejectReason, string> as Record<RejectReason, string>,
  request: { delay: '延时', 'send-back': '回退', suspend: '挂账', void: '作废', help: '会办' } satisfies Record<RequestKind, string> as Record<RequestKind, string>,
  who: { resident: '住户', relative: '亲属', neighbour: '邻居', 'stairwell-leader': '楼组长', committee: '居委', property: '物业', owner: '业主', reporter: '上报人', unit: '单位', other: '其他' } satisfies Record<ContactWho, string> as Record<ContactWho, string>,
  way: { call: '电话', radio: '对讲', message: '消息', door: '上门', 'in-person': '当面' },
  result: { reached: '联系上', 'no-answer': '无人接', 'wrong-number': '号码不对', refused: '拒绝', 'nobody-home': '无人在家', 'will-come': '会来', 'passed-on': '已转告' } satisfies Record<ContactResult, string> as Record<ContactResult, string>,
  level: { IV: 'Ⅳ级', III: 'Ⅲ级', II: 'Ⅱ级', I: 'Ⅰ级', LIFT: '解除后' },
  colour: { BLUE: '蓝色', YELLOW: '黄色', ORANGE: '橙色', RED: '红色' },
  response: {
    title: '应急响应', none: '没有进行中的响应', noneNote: '收到预警后，系统在这里建议级别，由指挥长签发', recommend: '系统建议', because: '依据', sign: '签发', propose: '提请签发', start: '启动响应', raise: '提升', lower: '降低', lift: '解除响应', history: '过程', order: '文号', upperNumber: '上级文号', upperOrder: '上级命令', level: '级别', reason: '事由', measures: '措施', expected: '预计时长（小时）', scope: '范围', scopeAll: '全街道', dangers: '仍有的危险',
    kind: { 'flood-typhoon': '防汛防台', epidemic: '疫情', heat: '高温', cold: '低温', event: '活动', other: '其他' } satisfies Record<ResponseKind, string> as Record<ResponseKind, string>,
    step: { start: '启动', raise: '提升', lower: '降低', lift: '解除', 'change-scope': '调整范围', extend: '延长' } satisfies Record<ResponseStep, string> as Record<ResponseStep, string>,
    waiting: '待签发', signProposal: '签发此提请', decline: '退回', board: '任务板', boardNote: '行是单位，列是预案任务；点一格看任务', done: (a: string, b: string) => `办结 ${a}/${b}`, lateTasks: (n: string) => `${n} 超时`, unit: '单位', behind: '落后在前', all: '全部任务', openOnly: '只看未完', until: (t: string) => `预计至 ${t}`, expectedPassed: '已过预计时长，请解除或延长', signedBy: '签发人', noTasks: '这次响应还没有任务', onlyCommander: '签发需要指挥长岗位', lifted: '已解除', review: '复盘',
  },
  task: {
    panel: '任务', due: '时限', noDue: '按令执行', evidence: '要求', basis: '依据', rounds: (n: string) => `第 ${n} 轮`, every: (t: string) => `每 ${t} 一轮`, confirm: '确认收到', inHand: '着手办理', complete: '办结', notApplicable: '申报不适用', reopen: '退回重办', press: '催办', progress: '进度', given: '已交', receipts: '确认', text: '办理情况', claim: '申报不适用', acceptClaim: '同意', refuseClaim: '不同意', total: '应办', finished: '已办', refused: '拒绝', removed: '拆除', reinforced: '加固', foundCount: '发现', photoRefs: '照片编号', number: '期号',
    phase: { none: '—', assigned: '待确认', received: '已确认', 'in-hand': '办理中', waiting: '待下一轮', done: '已办结', 'not-applicable': '不适用', cancelled: '已取消' } satisfies Record<TaskPhase, string> as Record<TaskPhase, string>,
    kind: { receipt: '回执', log: '记录', list: '清单', photo: '照片', counts: '数量', brief: '简报', minutes: '纪要', ledger: '台账', note: '说明' } satisfies Record<EvidenceKind, string> as Record<EvidenceKind, string>,
    unanswered: '逾时未确认', late: '超时', mustClose: '须闭环', reminded: (n: string) => `已催 ${n} 次`, escalated: '已升级',
  },
  notice: {
    title: '入户通知', compose: '拟发通知', none: '还没有通知', noneNote: '按 N 拟一份通知，选对象、看人数、两人签发', template: '模板', level: '按何级梯次', audience: '对象', everyone: '全街道', committees: '居民区', floors: '楼层', tags: '只发给有标签的户', head: '将通知', headNote: (h: string, p: string, s: string) => `${h} 户 ${p} 人，${s} 个楼组`, headEmpty: '没有符合的住户', preview: '正文预览', save: '拟稿', sign: '第二人签发', signNote: '人数较多，需另一人签发', issue: '发出', takeBack: '撤回', correct: '更正', close: '结束', discard: '弃稿',
    phase: { none: '—', composed: '待签发', signed: '已签，待发', issued: '通知中', settled: '已全部落定', closed: '已结束', discarded: '已弃', 'taken-back': '已撤回', expired: '已到期' } satisfies Record<NoticePhase, string> as Record<NoticePhase, string>,
    board: '确认情况', rows: { households: '户数', delivered: '已送达', confirmed: '已确认', help: '需帮助', unreached: '未联系', visit: '待上门', share: '确认率' }, committee: '居民区', compound: '小区', stairwell: '楼组', doors: '上门名单', doorsNote: '按行走顺序；照护对象在前', room: '室', floor: (n: string) => `${n} 层`, tick: { seen: '见到人', 'nobody-home': '无人', vacant: '空关', refused: '拒绝', help: '要帮助' }, first: '当面', sumHolds: (n: string) => `各状态合计 ${n} 户，与户册相符`, sumBroken: (a: string, b: string) => `各状态合计 ${a} 户，户册 ${b} 户，不相符`,
    state: { pending: '待通知', unreached: '未联系上', delivered: '已送达', 'to-visit': '待上门', 'nobody-home': '无人·留条', vacant: '空关', refused: '拒绝', confirmed: '已确认', seen: '已见到人', 'needs-help': '需帮助', helped: '已帮助', 'taken-back': '已撤回', expired: '到期未达' } satisfies Record<DoorState, string> as Record<DoorState, string>,
    by: { self: '本人', relative: '亲属', neighbour: '邻居', 'stairwell-leader': '楼组长', committee: '居委', leader: '负责人' } satisfies Record<ConfirmedBy, string> as Record<ConfirmedBy, string>,
    answerWay: { digit: '按键', link: '链接', qr: '扫码', app: '应用', call: '电话', visit: '上门', loudspeaker: '喇叭', paper: '纸单' } satisfies Record<AnswerWay, string> as Record<AnswerWay, string>,
    floorKind: { 'semi-basement': '半地下', ground: '底层', middle: '中间层', top: '顶层' } satisfies Record<Household['floorKind'], string> as Record<Household['floorKind'], string>, openDoors: (n: string) => `未落定 ${n} 户`, issuedAt: (t: string) => `发出于 ${t}`, needsField: '请填写', openOnly: '只看未落定',
  },
  sweep: {
    title: '巡查与排查', rounds: '轮次', none: '还没有巡查', noneNote: '响应启动后按级别自动开轮，也可手动开一轮', coverage: '覆盖', byKind: '按种类', byCommittee: '按居民区', blind: '盲点', blindNote: '本轮还没有人看到', targets: '点位', looked: '已看', hazards: '隐患', due: '截止', on: '在走', absent: (t: string) => `无人打点 ${t}`, openRound: '开一轮', kinds: '点位种类', unit: '承担单位', minutes: '限时（分钟）', foot: '步巡', video: '视频', every: '每隔（分钟，选填）', noBlind: '没有盲点', tick: '正常', hazard: '隐患', notReachable: '看不到', whatHazard: '是什么隐患',
    phase: { none: '—', open: '进行中', finished: '已完成', overdue: '超时收轮', stopped: '已停止' } satisfies Record<RoundPhase, string> as Record<RoundPhase, string>,
    result: { normal: '正常', hazard: '隐患', 'not-applicable': '不适用', 'not-reachable': '看不到' } satisfies Record<TickResult, string> as Record<TickResult, string>,
    point: { drain: '雨水箅', tree: '行道树', sign: '店招', billboard: '户外广告', 'curtain-wall': '玻璃幕墙', site: '工地', underground: '地下空间', underpass: '下立交', water: '积水点', camera: '探头', gauge: '水位计', shelter: '安置点', 'care-home': '养老机构', 'old-house': '老旧房屋', pump: '泵', hydrant: '消火栓', metro: '地铁站', school: '学校', stairwell: '楼组' },
    finish: '收轮', stop: '停止', opened: (t: string) => `${t} 开轮`,
  },
  duty: {
    title: '值班', now: '此刻在岗', planned: '排班', signOn: '签到', signOff: '签退', handOver: '交班', takeOver: '接班', handovers: '交接', log: '值班记录', logAdd: '记一条', nobody: '此刻无人签到', gap: '缺岗', none: '没有排班', person: '人员', unit: '单位', from: '从', to: '到', open: '未了事项', note: '交代', waiting: '待接班', taken: (t: string) => `${t} 接班`, counterpart: '对方', what: '内容', doneWhat: '处理', noLog: '还没有记录', noHandovers: '还没有交接', collect: '未了事项由系统带出', to_: '交给',
    role: { leader: '带班领导', officer: '值班员', standby: '备勤' } satisfies Record<DutyRole, string> as Record<DutyRole, string>,
    phase: { planned: '待签到', on: '在岗', off: '已签退', missed: '缺岗', cancelled: '已取消' } satisfies Record<ShiftPhase, string> as Record<ShiftPhase, string>,
    kind: { call: '电话', order: '指令', consultation: '会商', 'spot-check': '抽查' }, direction: { in: '来', out: '去' },
  },
  warning: {
    title: '预警信号', active: '生效', past: '已结束', none: '没有预警', noneNote: '贴上短信或微信里的预警全文，或 CAP XML', original: '原文（未改动）', issuer: '发布', sent: '发布时间', sentRaw: '原文时间', effective: '生效', expires: '到期', noExpiry: '至解除或更新', areas: '区域', received: '收到', action: { issue: '发布', update: '更新', continue: '继续', lift: '解除' } satisfies Record<WarningAction, string> as Record<WarningAction, string>, ended: { replaced: '已被更新', lifted: '已解除', expired: '已到期', withdrawn: '已撤回' } satisfies Record<WarningEnd, string> as Record<WarningEnd, string>,
    paste: '录入预警', pasteNote: '粘贴全文，先看识别结果再收下。发布单位和时间不改动。', read: '识别', accept: '收下', concerns: '涉及本街道', notConcerns: '不涉及本街道', assumed: '系统补全，请核对', withdraw: '撤回（误录）', judgeYes: '改为涉及', judgeNo: '改为不涉及', sample: '例：市气象台2026年07月25日10时46分发布台风橙色预警信号：…', nothingRead: '没有识别出预警', signal: '预警信号',
  },
  log: { title: '日志', filter: '筛选', all: '全部', older: '更早的', nothing: '没有记录', seq: '序号', at: '记录', occurred: '发生', who: '何人', what: '何事', stream: '对象', kinds: { case: '案件', warning: '预警', response: '响应', task: '任务', notice: '通知', doors: '楼组', round: '巡查', duty: '值班', order: '指令', call: '电话', drill: '演练', person: '人员' } as Record<string, string> },
};
