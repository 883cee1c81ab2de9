import type { RefusalCatalogue } from './refusal.ts';

/** Refusals of the engine and the doors themselves. */
export const kernelRefusals: RefusalCatalogue = {
  'command.malformed': {
    status: 400,
    zh: '命令格式不对：{field} {problem}',
    en: 'The command is malformed: {field} {problem}',
    todo: { zh: '请按接口说明改正后重发', en: 'Correct it as the API description says and send it again' },
  },
  'command.unknown': {
    status: 400,
    zh: '没有名为 {type} 的命令',
    en: 'There is no command named {type}',
    todo: { zh: '请对照接口说明，或更新程序', en: 'Check the API description, or update your program' },
  },
  'command.id-reused': {
    status: 409,
    zh: '命令号已用于另一内容',
    en: 'This command id was already used with other content',
    todo: { zh: '为新命令使用新的命令号', en: 'Use a fresh id for a new command' },
  },
  'command.stream-mismatch': {
    status: 400,
    zh: '命令 {type} 不能发给 {stream}',
    en: 'The command {type} cannot be sent to {stream}',
    todo: { zh: '请核对对象编号', en: 'Check the id of what it is meant for' },
  },
  'clock.ahead': {
    status: 422,
    zh: '发生时间比现在晚 {minutes} 分钟',
    en: 'The time of occurrence lies {minutes} minutes ahead of now',
    todo: { zh: '请校准设备时钟，或不填发生时间', en: 'Set the clock of the device, or leave the time out' },
  },
  'engine.busy': {
    status: 503,
    zh: '系统繁忙，命令未受理',
    en: 'The system is busy; the command was not taken',
    todo: {
      zh: '稍后用同一命令号重发，不会重复',
      en: 'Send it again with the same id in a moment; it will not be done twice',
    },
  },
  'engine.storage': {
    status: 503,
    zh: '数据库不可用，命令未受理',
    en: 'The database is not available; the command was not taken',
    todo: {
      zh: '稍后用同一命令号重发，不会重复；请通知管理员',
      en: 'Send it again with the same id later, it will not be done twice; tell the administrator',
    },
  },
};
