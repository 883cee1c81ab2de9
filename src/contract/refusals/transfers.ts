import type { RefusalCatalogue } from './refusal.ts';

const ASK_ROLE = { zh: '请由有此权限的岗位办理', en: 'Let a post with that right do it' };
const LOOK_AGAIN = { zh: '刷新后按当前可用的操作办理', en: 'Look again and use what it offers now' };
const FROM_MAP = { zh: '请从地图或名单中选择', en: 'Choose from the map or the list' };

/** Refusals of transfers, their ledgers and the shelters. */
export const transferRefusals: RefusalCatalogue = {
  'transfer.unknown': {
    status: 404,
    zh: '没有这份转移名单',
    en: 'There is no such transfer list',
    todo: { zh: '请核对编号，或先拟名单', en: 'Check the id, or draw the list up first' },
  },
  'transfer.exists': {
    status: 409,
    zh: '这个编号已有一份转移名单',
    en: 'There already is a transfer list with this id',
    todo: { zh: '为新名单使用新的编号', en: 'Use a fresh id for a new list' },
  },
  'transfer.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'transfer.wrong-phase': {
    status: 409,
    zh: '转移现处于 {phase}，不能进行 {step}',
    en: 'The transfer is {phase}; {step} is not its turn',
    todo: LOOK_AGAIN,
  },
  'transfer.personal-number': {
    status: 422,
    zh: '名称里有个人手机号，名称会长期留存',
    en: 'The name holds a person’s mobile number, and it is kept for good',
    todo: { zh: '删去号码；联系人在户册里查', en: 'Take the number out; contacts are in the roll' },
  },
  'transfer.list-open': {
    status: 422,
    zh: '没有说明转移哪些户',
    en: 'It does not say which households are to be moved',
    todo: { zh: '选定范围，或粘贴户的名单', en: 'Choose an audience, or paste a list of households' },
  },
  'transfer.list-unknown': {
    status: 422,
    zh: '辖区里没有 {place}',
    en: 'The district has no {place}',
    todo: FROM_MAP,
  },
  'transfer.list-area': {
    status: 422,
    zh: '画出的范围须有 {least} 至 {most} 个角、边线不相交，最多 {areas} 块',
    en: 'A drawn area has {least} to {most} corners and does not cross itself; there are at most {areas} areas',
    todo: { zh: '重画这一块', en: 'Draw it again' },
  },
  'transfer.list-empty': {
    status: 422,
    zh: '这个范围里没有要转移的人',
    en: 'There is nobody to be moved in this audience',
    todo: { zh: '放宽条件', en: 'Widen it' },
  },
  'transfer.too-many': {
    status: 422,
    zh: '名单有 {households} 户，一份最多 {most} 户',
    en: 'The list has {households} households; one holds {most} at most',
    todo: { zh: '按居民区或险情分成几份', en: 'Split it by committee or by risk' },
  },
  'transfer.times': {
    status: 422,
    zh: '告知时限须晚于现在，到达时限不早于告知时限',
    en: 'The time to tell by lies ahead, and the time to arrive by is not before it',
    todo: { zh: '核对区指令上的时限', en: 'Check the times of the district’s order' },
  },
  'ledger.unknown': {
    status: 404,
    zh: '这份转移在这个居民区没有台账',
    en: 'This transfer has no ledger in this committee',
    todo: {
      zh: '登记区转移指令后才有台账；名单外的户请先补入',
      en: 'The ledger begins with the order; add households that are not on the list',
    },
  },
  'ledger.exists': {
    status: 409,
    zh: '这本台账已经打开',
    en: 'This ledger is open already',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'ledger.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'ledger.unknown-household': {
    status: 422,
    zh: '这本台账里没有 {household} 户',
    en: 'Household {household} is not in this ledger',
    todo: {
      zh: '核对门牌，或先补入名单；整条命令未办',
      en: 'Check the door, or add it to the list; nothing of the command was done',
    },
  },
  'ledger.witnesses-alike': {
    status: 422,
    zh: '两位见证人不能是同一人',
    en: 'The two witnesses are one person',
    todo: { zh: '请另一位在场人员见证', en: 'Name another person who was there' },
  },
  'ledger.witness-unknown': {
    status: 422,
    zh: '见证人 {person} 没有在册岗位',
    en: 'Witness {person} holds no post',
    todo: { zh: '从在册人员中选两位在场的', en: 'Choose two of those who hold a post and were there' },
  },
  'ledger.not-refused': {
    status: 409,
    zh: '这户没有拒绝转移，不能强制',
    en: 'This household has not refused, so nobody is moved by force',
    todo: {
      zh: '先告知；拒绝的先登记签字或两人见证',
      en: 'Tell them first; record a refusal with signature or two witnesses',
    },
  },
  'ledger.not-told': {
    status: 409,
    zh: '这户没有告知过，不能改回已告知',
    en: 'This household was never told, so it cannot go back to told',
    todo: { zh: '改回待告知', en: 'Put it back to the list' },
  },
  'ledger.not-lifted': {
    status: 409,
    zh: '转移指令没有解除，任何人不得返家',
    en: 'The order is not lifted; nobody returns before',
    todo: {
      zh: '等区里解除后先登记解除指令文号',
      en: 'Wait for the district, then enter the number of the order that lifts it',
    },
  },
  'ledger.return-not-allowed': {
    status: 409,
    zh: '{household} 户还没有准许返家',
    en: 'Household {household} may not return yet',
    todo: {
      zh: '由值班长确认水电和房屋安全后准许',
      en: 'The shift leader allows it once power, water and house are safe',
    },
  },
  'shelter.unknown': {
    status: 422,
    zh: '辖区里没有避难点 {shelter}',
    en: 'The district has no shelter {shelter}',
    todo: FROM_MAP,
  },
  'shelter.may-not': { status: 403, zh: '您的岗位无权进行 {step}', en: 'Your post may not do {step}', todo: ASK_ROLE },
  'shelter.not-open': {
    status: 409,
    zh: '{shelter} 没有开放',
    en: '{shelter} is not open',
    todo: { zh: '先开放避难点，或送往已开放的', en: 'Open it first, or go to one that is open' },
  },
  'shelter.open-already': {
    status: 409,
    zh: '这个避难点已经开放',
    en: 'This shelter is open already',
    todo: { zh: '无需重复', en: 'Nothing more to do' },
  },
  'shelter.no-capacity': {
    status: 422,
    zh: '没有说明可安置多少人',
    en: 'It does not say how many people can stay',
    todo: { zh: '填写可安置人数', en: 'Give its capacity' },
  },
  'shelter.above-capacity': {
    status: 422,
    zh: '{capacity} 人超过核定的 {most} 人',
    en: '{capacity} persons are more than the {most} that it is made for',
    todo: { zh: '不超过核定人数；放不下的另开避难点', en: 'Keep to what it is made for, and open another shelter' },
  },
  'shelter.capacity-below-people': {
    status: 409,
    zh: '里面已有 {people} 人，不能改为 {capacity} 人',
    en: '{people} persons are in it; its capacity cannot be {capacity}',
    todo: { zh: '先把人转到别处', en: 'Move people elsewhere first' },
  },
  'shelter.people-in': {
    status: 409,
    zh: '里面还有 {people} 人，不能关闭',
    en: '{people} persons are in it; it cannot be closed',
    todo: {
      zh: '先返家或转到别的避难点，名单外人数改为 0',
      en: 'Let them return or move on, and set those on no list to 0',
    },
  },
  'shelter.full': {
    status: 409,
    zh: '{shelter} 还余 {room} 位，来的 {people} 人住不下；最近有空位的是 {instead}（余 {insteadRoom} 位）',
    en: '{shelter} has room for {room}, not for {people}; the nearest with room is {instead} (room for {insteadRoom})',
    todo: { zh: '请送往 {instead}；这次到达没有登记', en: 'Go to {instead}; the arrival was not recorded' },
  },
  'shelter.full-everywhere': {
    status: 409,
    zh: '{shelter} 还余 {room} 位，来的 {people} 人住不下；已开放的避难点都放不下',
    en: '{shelter} has room for {room}, not for {people}; no open shelter has',
    todo: {
      zh: '立即报值班长，增开避难点；这次到达没有登记',
      en: 'Tell the shift leader at once and open another shelter; the arrival was not recorded',
    },
  },
  'shelter.no-room-for-others': {
    status: 409,
    zh: '名单外 {people} 人住不下，最多 {room} 人',
    en: '{people} persons on no list do not fit; {room} do',
    todo: { zh: '多出的送往别的避难点', en: 'Take the others to another shelter' },
  },
  'shelter.bed-taken': {
    status: 409,
    zh: '床位 {bed} 已有人',
    en: 'Bed {bed} is taken',
    todo: { zh: '换一个床位；整条命令未办', en: 'Choose another bed; nothing of the command was done' },
  },
  'shelter.not-here': {
    status: 422,
    zh: '{household} 户不在这个避难点',
    en: 'Household {household} is not in this shelter',
    todo: { zh: '先登记到达', en: 'Record the arrival first' },
  },
};
