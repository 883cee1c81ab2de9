import type { RefusalCatalogue } from './refusal.ts';

const ASK_ROLE = { zh: '请由有此权限的岗位办理', en: 'Let a post with that right do it' };
const FROM_LIST = { zh: '从清单中选用', en: 'Choose one from the list' };

/** Refusals of sweeps and patrols. */
export const sweepRefusals: RefusalCatalogue = {
  'round.unknown': {
    status: 404,
    zh: '没有这一轮',
    en: 'There is no such round',
    todo: { zh: '请核对编号，或先开始一轮', en: 'Check the id, or open a round first' },
  },
  'round.exists': {
    status: 409,
    zh: '这个编号已有一轮',
    en: 'There already is a round with this id',
    todo: { zh: '为新的一轮使用新的编号', en: 'Use a fresh id for a new round' },
  },
  'round.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'round.unknown-unit': { status: 422, zh: '没有单位 {unit}', en: 'There is no unit {unit}', todo: FROM_LIST },
  'round.unknown-checklist': {
    status: 422,
    zh: '没有检查表 {checklist}',
    en: 'There is no checklist {checklist}',
    todo: FROM_LIST,
  },
  'round.unknown-item': {
    status: 422,
    zh: '检查表里没有 {item}',
    en: 'The checklist has no item {item}',
    todo: FROM_LIST,
  },
  'round.unknown-category': {
    status: 422,
    zh: '没有类别 {category}',
    en: 'There is no category {category}',
    todo: FROM_LIST,
  },
  'round.nothing-to-look-at-again': {
    status: 409,
    zh: '{round} 这一轮还没有结束，或没有留下盲点',
    en: 'Round {round} is not over yet, or left no blind spot',
    todo: { zh: '等收轮后再开补看，或另开一轮', en: 'Wait until it is over, or open another round' },
  },
  'round.unknown-target': {
    status: 422,
    zh: '辖区里没有点位 {target}',
    en: 'The district has no target {target}',
    todo: { zh: '请从地图或名单中选择', en: 'Choose from the map or the list' },
  },
  'round.targets-open': {
    status: 422,
    zh: '没有说明看哪些点位',
    en: 'It does not say what to look at',
    todo: { zh: '选定点位类型、点位或责任单位', en: 'Choose kinds, targets, or the unit that answers for them' },
  },
  'round.no-targets': {
    status: 422,
    zh: '按这些条件没有一个点位',
    en: 'No target answers to this',
    todo: { zh: '放宽条件', en: 'Widen it' },
  },
  'round.no-ticks': {
    status: 422,
    zh: '没有打点内容',
    en: 'There is nothing ticked',
    todo: { zh: '至少打一个点', en: 'Tick at least one target' },
  },
  'round.not-on-list': {
    status: 422,
    zh: '{target} 不在这一轮的名单上',
    en: '{target} is not on the list of this round',
    todo: {
      zh: '请核对点位；名单外的隐患请直接上报',
      en: 'Check the target; report a hazard outside the list as a case',
    },
  },
  'round.hazard-without-kind': {
    status: 422,
    zh: '{target} 有隐患，但没说是哪一项',
    en: '{target} has a hazard, but not which',
    todo: { zh: '点选检查项或类别', en: 'Choose the item or the category' },
  },
  'round.over': {
    status: 409,
    zh: '这一轮已经结束',
    en: 'This round is over',
    todo: {
      zh: '结束前看过的请填当时的时间；之后看到的请打在新一轮上',
      en: 'Give the time of what was seen before the end; tick the rest in a new round',
    },
  },
  'round.blind-targets': {
    status: 409,
    zh: '还有 {blind} 个点位没人看过',
    en: 'Nobody has looked at {blind} of the targets',
    todo: { zh: '看完，或写明理由后收轮', en: 'Look at them, or finish with a reason' },
  },
  'round.not-due': {
    status: 409,
    zh: '还没到时候',
    en: 'It is not due yet',
    todo: { zh: '无需处理', en: 'Nothing to do' },
  },
};
