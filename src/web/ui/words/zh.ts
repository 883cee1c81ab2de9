import { zhWork } from './zh-work.ts';

/** Words of the interface in Chinese, the first language: their shape is the shape of every other. */
const shell = {
  product: '一屏',
  common: {
    close: '关闭', cancel: '取消', ok: '确定', back: '返回', retry: '重试', loading: '正在载入…', all: '全部', none: '无', more: '更多', less: '收起',
    save: '保存', send: '提交', print: '打印', search: '查找', optional: '选填', reason: '理由', note: '说明', beijing: '北京时间', open: '打开',
    yes: '是', no: '否', since: (t: string) => `自 ${t}`, ago: (t: string) => `${t}前`, in: (t: string) => `还有 ${t}`, over: (t: string) => `超 ${t}`,
    synthetic: '合成数据', syntheticLong: '演练街道的楼组、住户、人员和雨量为合成数据；边界、道路和预警为真实数据。',
    language: '切换语言 / Language', theme: '明暗主题', done: '已办理', people: (n: string) => `${n} 人`, households: (n: string) => `${n} 户`,
    unknownPerson: '某人', system: '系统', of: (a: string, b: string) => `${a}/${b}`, sample: '共', metresShort: '米',
  },
  entry: {
    lead: '从一声预警，到最后一处隐患结案，都在这一屏。',
    choose: '选择街道', drill: '演练', real: '正式', drillNote: '真实台风重演 · 数据合成 · 与正式数据隔离', realNote: '正式使用', waiting: '等待首位管理员',
    enterAs: '一键进入演练', enterAsNote: '选择一个岗位，系统扮演其他人', account: '账号', password: '密码', signIn: '登录', signingIn: '正在登录…',
    setup: '初始设置', setupNote: '这个街道还没有管理员。设置码在服务器启动时打印在终端，只能用一次。', code: '设置码', name: '姓名', newPassword: '设置密码', create: '创建首位管理员',
    anyPost: '其他岗位（全部单位）', otherAccount: '使用其他账号', loading: '正在读取街道列表…', none: '服务器上还没有街道', failed: '读不到街道列表', signOut: '退出', openWall: '大屏', openConsole: '进入工作台',
    change: '首次登录须修改密码', oldPassword: '现在的密码', changeDo: '修改密码', passwordRule: '至少 12 个字符，可用一句话', madeAdmin: '首位管理员已创建', sessionEnded: '登录已结束，请重新登录',
    role: {
      commander: '指挥长', 'shift-leader': '值班长', intake: '受理员', dispatcher: '派遣员', supervisor: '监督员', handler: '处置单位', committee: '居委会', observer: '观察员',
      admin: '管理员', auditor: '审计员', gateway: '接口', resident: '居民', system: '系统',
    } as Record<string, string>,
    foot: '开源 · Apache-2.0 · 地图数据 © OpenStreetMap contributors',
  },
  tabs: { map: '态势', responses: '响应', notices: '通知', sweeps: '巡查', duty: '值班', warnings: '预警', log: '日志' },
  bar: {
    tabs: '工作台分区', clock: '街道时钟', speed: (n: string) => `${n} 倍速`, paused: '已暂停', pause: '暂停时钟', run: '继续', faster: '加快', jump: '跳到…', jumpTitle: '把演练时钟拨到', jumpNote: '只能向前拨。期间到期的时限会按先后顺序触发。',
    level: '应急响应', noLevel: '未启动响应', warnings: '生效预警', noWarnings: '无生效预警', duty: '在岗', nobody: '无人签到', leader: '带班', officer: '值班', standby: '备勤',
    drillBanner: '演练', live: '实时', broken: '连接中断，正在重连', loading: '正在连接', ended: '登录已结束', failed: '连不上服务器', dataAge: (t: string) => `数据 ${t}前`, fresh: '数据实时',
    mute: '静音', unmute: '打开声音', help: '快捷键', menu: '账户', wall: '大屏',
  },
  left: {
    title: '剩余工作', new: '待受理', newNote: '已上报未受理、待核实', late: '已超时', lateNote: '环节或整体时限已过', open: '在办', openNote: '未结案件', tasks: '未完任务', tasksNote: '本次响应下达未办结',
    doors: '未确认户', doorsNote: '已发通知中未确认', blind: '盲点', blindNote: '本轮巡查未看到', lateOf: (n: string) => `${n} 超时`, upTo: (t: string) => `截至 ${t}`, oldest: (t: string) => `最久 ${t}`, stale: '来源静默', rows: '查看所计各行',
  },
  queue: {
    title: '案件队列', new: '新', late: '超时', mine: '我的', all: '全部', filter: '筛选地点、类别、编号', nothing: '没有案件', nothingNote: '新上报的案件会出现在这里', noMatch: '没有符合筛选的案件', walk: '上下选择',
    stepClock: (stage: string, left: string) => `${stage}时限，${left}`, noClock: '无时限', owner: '责任', unowned: '待定', urgent: '紧急', count: (n: string) => `${n} 件`,
  },
  map: {
    label: '街道地图', layers: '图层', cases: '案件', units: '单位与负荷', notices: '楼组通知', sweeps: '巡查盲点', cameras: '探头', gauges: '水位计', points: '点位', buildings: '建筑', committees: '居民区', north: '转正北', zoomIn: '放大', zoomOut: '缩小', whole: '全街道',
    pick: '在地图上点选位置', picked: '已选位置', attribution: '© OpenStreetMap contributors', loading: '正在铺开地图…', failed: '地图没有载入', seen: '已巡', unseen: '未巡', hazard: '有隐患', load: (a: string, b: string) => `在办 ${a} / 可办 ${b}`,
    unconfirmed: (a: string, b: string) => `未确认 ${a} / ${b} 户`, caseHere: '在此上报', noWebgl: '这台机器不能绘制地图（缺少 WebGL）；队列和表格照常可用',
  },
  time: {
    line: '风暴时间线：左右拖动可回看任一分钟', live: '实时', looking: (t: string) => `正在回看 ${t}`, lookingNote: '整屏显示的是当时所知，不能办理', backToLive: '回到实时', play: '从此播放', pausePlay: '暂停播放', level: '响应', warnings: '预警', rain: '雨 毫米', wind: '风 米/秒', notices: '通知',
    rainAt: (n: string) => `雨 ${n} mm/h`, windAt: (n: string) => `风 ${n} m/s`, playSpeed: (n: string) => `${n} 分/秒`, winding: '正在取当时的画面…', windFailed: '取不到那一分钟',
  },
  keys: {
    title: '快捷键', find: '筛选队列', walk: '在队列中上下', open: '打开案件', dispatch: '派遣', map: '在地图上定位', notice: '发通知', report: '上报案件', help: '快捷键一览', escape: '收起、返回实时', language: '切换中文 / English', tabs: '切换分区', theme: '切换明暗', time: '时间线上前后 10 分钟（Shift 一小时）', mute: '静音',
  },
  wall: {
    title: '指挥大屏', work: '剩余工作', units: '落后单位', unitsNone: '没有单位落后', storm: '风暴时钟', since: (t: string) => `启动于 ${t}`, day: (n: string) => `第 ${n} 天`, lateTasks: (n: string) => `${n} 项超时`, openTasks: (n: string) => `${n} 项未完`, lateCases: (n: string) => `${n} 件超时`,
    following: '画面跟随', whole: '全街道', newest: '最新案件', latest: '超时最久', rain: '本时雨量', wind: '平均风速', gust: '阵风', quiet: '目前没有生效预警', noResponse: '未启动应急响应', next: '即将到期', nextNone: '一小时内没有到期时限', waterAt: '最深积水', rainTotal: '过程雨量',
  },
};
export const zh = { ...shell, ...zhWork };
export type Dictionary = typeof zh;
