import type { limits } from '../../../domain/cases/index.ts';
import type { drillAggregate } from '../../../domain/drill/index.ts';
import type { doorsAggregate, noticeAggregate } from '../../../domain/notices/index.ts';
import type { personAggregate, rosterAggregate } from '../../../domain/people/index.ts';
import type { profileAggregate } from '../../../domain/places/index.ts';
import type { orders, responses, standing, tasks, warnings } from '../../../domain/responses/index.ts';
import type { rollAggregate } from '../../../domain/roll/index.ts';
import type { roundAggregate } from '../../../domain/sweeps/index.ts';

type Fold = (...args: never[]) => unknown;
type Told<A extends { evolve: Fold }> = Parameters<A['evolve']>[1] extends { type: infer T extends string } ? T : never;
/** Every fact that the journal can hold besides those of cases: one without words does not compile. */
export type OtherFact =
  | Told<typeof limits>
  | Told<typeof drillAggregate>
  | Told<typeof doorsAggregate>
  | Told<typeof noticeAggregate>
  | Told<typeof personAggregate>
  | Told<typeof rosterAggregate>
  | Told<typeof profileAggregate>
  | Told<typeof rollAggregate>
  | Told<typeof orders>
  | Told<typeof responses>
  | Told<typeof standing>
  | Told<typeof tasks>
  | Told<typeof warnings>
  | Told<typeof roundAggregate>;

/** What the log says of a fact, in few words. */
export const zhFacts = {
  'district.adopted': '启用辖区资料',
  'roll.adopted': '更新户册',
  'limits.switched': '切换办理时限',
  'drill.opened': '演练开始',
  'drill.clock-set': '调整演练时钟',
  'drill.injected': '导演注入',
  'round.opened': '开始一轮',
  'round.ticked': '查到',
  'round.absent': '不在或查不了',
  'round.covered': '已覆盖',
  'round.finished': '本轮完成',
  'round.closed-overdue': '到期未查全',
  'round.stopped': '停止本轮',
  'round.series-ended': '不再轮巡',
  'round.repeated': '接续下一轮',
  'notice.composed': '拟稿',
  'notice.discarded': '弃稿',
  'notice.signed': '签发',
  'notice.issued': '发出',
  'notice.corrected': '更正',
  'notice.taken-back': '撤回',
  'notice.stairwell-settled': '一个楼组落定',
  'notice.stairwell-reopened': '一个楼组重开',
  'notice.settled': '全部落定',
  'notice.closed': '结束',
  'notice.expired': '到期',
  'doors.opened': '开始通知各户',
  'doors.joined': '接入再通知',
  'doors.reached-late': '迟到送达',
  'doors.delivery-recorded': '送达回执',
  'doors.confirmed': '住户确认',
  'doors.visited': '上门',
  'doors.help-needed': '住户需帮助',
  'doors.help-given': '已帮助',
  'doors.climbed': '换下一种方式',
  'doors.care-unreached': '重点户未联系上',
  'doors.ended': '到期收口',
  'doors.settled': '本楼组落定',
  'doors.reopened': '重开',
  'warning.received': '收到预警',
  'warning.ended': '预警解除',
  'warning.end-foretold': '预告解除',
  'warning.judged': '研判',
  'order.issued': '下令',
  'order.received': '收令',
  'order.done-reported': '报告办结',
  'order.withdrawn': '撤令',
  'order.overdue': '逾期未办',
  'standing.noted': '记入常设',
  'standing.dropped': '移出常设',
  'response.proposed': '建议响应',
  'response.declined': '不予采纳',
  'response.started': '启动响应',
  'response.raised': '提升响应',
  'response.lowered': '降低响应',
  'response.lifted': '解除响应',
  'response.scope-changed': '调整范围',
  'response.extended': '延长',
  'response.upper-order-noted': '记录上级命令',
  'response.reviewed': '复盘',
  'response.expected-passed': '过了预计时间',
  'task.assigned': '派下',
  'task.confirmed': '确认收到',
  'task.people-asked': '按在岗人员逐人确认',
  'task.taken-in-hand': '开始办理',
  'task.evidence-given': '提交证明',
  'task.done': '办结',
  'task.not-applicable-claimed': '申报不涉及',
  'task.claim-answered': '答复不涉及',
  'task.reopened': '重开',
  'task.pressed': '催办',
  'task.extended': '准予延时',
  'task.progressed': '进度',
  'task.cancelled': '取消',
  'task.late': '超时',
  'task.unanswered': '到时未确认',
  'task.reminded': '自动提醒',
  'task.escalated': '上报一级',
  'task.round-opened': '开始新一轮',
  'person.appointed': '任职',
  'person.relieved': '离任',
  'duty.shift-planned': '排班',
  'duty.shift-cancelled': '撤班',
  'duty.swap-asked': '申请换班',
  'duty.swap-answered': '答复换班',
  'duty.swap-decided': '审批换班',
  'duty.signed-on': '到岗',
  'duty.signed-off': '离岗',
  'duty.handed-over': '交班',
  'duty.taken-over': '接班',
  'duty.logged': '值班记事',
  'duty.shift-missed': '无人到岗',
} satisfies Record<OtherFact, string> as Record<OtherFact, string>;
