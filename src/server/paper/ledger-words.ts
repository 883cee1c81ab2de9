import type {
  LateKind,
  LineState,
  Place,
  RefusalProof,
  Risk,
  ToldHow,
  Transport,
} from '../../domain/transfers/index.ts';
import type { PaperLanguage } from './words.ts';

/** Words of the transfer ledger as a workbook. */
export interface LedgerWords {
  readonly sums: string;
  readonly ledger: string;
  readonly shelters: string;
  readonly committee: string;
  readonly households: string;
  readonly people: string;
  readonly left: string;
  readonly late: string;
  readonly sum: string;
  readonly lifted: string;
  readonly forced: string;
  readonly open: string;
  readonly closed: string;
  readonly heads: readonly string[];
  readonly shelterHeads: readonly string[];
  readonly state: Readonly<Record<LineState, string>>;
  readonly lateWith: Readonly<Record<LateKind, string>>;
  readonly places: Readonly<Record<Place['kind'], string>>;
  readonly risk: Readonly<Record<Risk, string>>;
  readonly how: Readonly<Record<ToldHow, string>>;
  readonly transport: Readonly<Record<Transport, string>>;
  readonly proof: Readonly<Record<RefusalProof['kind'], string>>;
}

export const ledgerWords: Readonly<Record<PaperLanguage, LedgerWords>> = {
  zh: {
    sums: '合计',
    ledger: '转移安置台账',
    shelters: '避难点',
    committee: '居民区',
    households: '户数',
    people: '人数',
    left: '未办',
    late: '逾时',
    sum: '合计',
    lifted: '解除',
    forced: '强制',
    open: '开放',
    closed: '关闭',
    heads: [
      ...[
        '居民区',
        '门牌',
        '室',
        '人数',
        '需搀扶',
        '险情',
        '状态',
        '逾时',
        '告知',
        '接送',
        '计划去向',
        '出发',
        '到达',
        '所在',
      ],
      ...['床位', '核查', '拒绝与强制', '准许返家', '返家'],
    ],
    shelterHeads: ['避难点', '状态', '可安置', '床位', '已住', '其中名单外', '余位', '管理单位'],
    state: {
      listed: '待告知',
      told: '已告知待转移',
      refused: '拒绝转移',
      moving: '转移途中',
      settled: '已安置',
      gone: '自行离开',
      'may-return': '可返家',
      returned: '已返家',
      'stood-down': '解除未转移',
      struck: '移出名单',
    },
    lateWith: { told: '未告知', arrived: '未到', check: '未核查' },
    places: { shelter: '集中安置', kin: '投亲靠友', nearby: '就近安置' },
    risk: {
      'old-house': '老旧房屋',
      shed: '工棚',
      basement: '易淹地下空间',
      'low-ground': '低洼底层',
      care: '关爱对象',
      other: '其他',
    },
    how: { visit: '上门', call: '电话', message: '短信或链接', loudspeaker: '喊话' },
    transport: { walk: '步行', bus: '大巴', car: '小车', ambulance: '救护车', own: '自行' },
    proof: { signature: '本人签字', witnesses: '两人见证' },
  },
  en: {
    sums: 'Sums',
    ledger: 'Transfer ledger',
    shelters: 'Shelters',
    committee: 'Committee',
    households: 'Households',
    people: 'People',
    left: 'Left to do',
    late: 'Late',
    sum: 'Sum',
    lifted: 'lifted',
    forced: 'by force',
    open: 'open',
    closed: 'closed',
    heads: [
      ...['Committee', 'Address', 'Room', 'People', 'To be helped', 'Danger', 'State', 'Late', 'Told', 'Transport'],
      ...['Planned for', 'Left', 'Arrived', 'Stays', 'Bed', 'Seen', 'Refusal, force', 'Return allowed', 'Home'],
    ],
    shelterHeads: ['Shelter', 'State', 'Capacity', 'Beds', 'In', 'Of these on no list', 'Room for', 'Kept by'],
    state: {
      listed: 'To be told',
      told: 'Told, to be moved',
      refused: 'Refuses',
      moving: 'On the way',
      settled: 'Settled',
      gone: 'Left on their own',
      'may-return': 'May return',
      returned: 'Home again',
      'stood-down': 'Stood down',
      struck: 'Struck off',
    },
    lateWith: { told: 'not told', arrived: 'not there', check: 'not seen' },
    places: { shelter: 'Shelter', kin: 'With kin', nearby: 'Near by' },
    risk: {
      'old-house': 'Old house',
      shed: 'Site shed',
      basement: 'Basement that floods',
      'low-ground': 'Low ground floor',
      care: 'Person of care',
      other: 'Other',
    },
    how: { visit: 'at the door', call: 'by phone', message: 'by message', loudspeaker: 'by loudspeaker' },
    transport: { walk: 'on foot', bus: 'bus', car: 'car', ambulance: 'ambulance', own: 'their own' },
    proof: { signature: 'their signature', witnesses: 'two witnesses' },
  },
};
