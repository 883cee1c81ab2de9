import type { limits } from '../../../domain/cases/index.ts';
import type { drillAggregate } from '../../../domain/drill/index.ts';
import type { doorsAggregate, noticeAggregate } from '../../../domain/notices/index.ts';
import type { personAggregate, rosterAggregate } from '../../../domain/people/index.ts';
import type { profileAggregate } from '../../../domain/places/index.ts';
import type { orders, responses, standing, tasks, warnings } from '../../../domain/responses/index.ts';
import type { rollAggregate } from '../../../domain/roll/index.ts';
import type { roundAggregate } from '../../../domain/sweeps/index.ts';
import type { ledgerAggregate, shelterAggregate, transferAggregate } from '../../../domain/transfers/index.ts';

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
  | Told<typeof roundAggregate>
  | Told<typeof transferAggregate>
  | Told<typeof ledgerAggregate>
  | Told<typeof shelterAggregate>;

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
  'transfer.drawn-up': '拟转移名单',
  'transfer.added': '名单补入',
  'transfer.discarded': '弃用名单',
  'transfer.ordered': '登记区转移指令',
  'transfer.lifted': '转移解除',
  'transfer.ledger-done': '一个居民区办完',
  'transfer.ledger-reopened': '一个居民区重开',
  'transfer.closed': '转移办结',
  'ledger.opened': '打开台账',
  'ledger.joined': '台账补入',
  'ledger.planned': '安排去向',
  'ledger.told': '已告知转移',
  'ledger.left': '已出发',
  'ledger.arrived': '到达安置',
  'ledger.checked': '每日核查',
  'ledger.went-off': '自行离开',
  'ledger.refused': '拒绝转移',
  'ledger.forced': '按区指令强制转移',
  'ledger.return-allowed': '准许返家',
  'ledger.returned': '已返家',
  'ledger.struck': '移出名单',
  'ledger.put-back': '改正误登',
  'ledger.late': '逾时未办',
  'ledger.lifted': '台账解除',
  'ledger.done': '台账办完',
  'ledger.reopened': '台账重开',
  'shelter.opened': '避难点开放',
  'shelter.closed': '避难点关闭',
  'shelter.capacity-set': '改可安置人数',
  'shelter.conditions-noted': '登记保障条件',
  'shelter.others-counted': '登记名单外人数',
  'shelter.bed-assigned': '安排床位',
  'shelter.admitted': '入住避难点',
  'shelter.released': '离开避难点',
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
