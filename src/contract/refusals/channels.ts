import type { RefusalCatalogue } from './refusal.ts';

/** What is wrong with the settings of a channel. Values never stand in a refusal: they may be secrets. */
export const channelRefusals: RefusalCatalogue = {
  'provider.unknown': {
    status: 404,
    zh: '没有设置这个服务商',
    en: 'There is no such provider',
    todo: { zh: '请在服务商清单中选用', en: 'Choose one from the list of providers' },
  },
  'provider.unknown-channel': {
    status: 422,
    zh: '没有“{channel}”这种通道',
    en: 'There is no channel “{channel}”',
    todo: { zh: '请从通道清单中选用', en: 'Choose one from the list of channels' },
  },
  'provider.drill-outside': {
    status: 422,
    zh: '演练只能连接本机的模拟服务商，“{field}”指向了外面',
    en: 'A drill speaks to simulators on this machine only; “{field}” leads out of it',
    todo: {
      zh: '请填写本机地址（127.0.0.1），真实通道请在正式街道设置',
      en: 'Give an address on this machine (127.0.0.1); set real channels up in the real district',
    },
  },
  'provider.key-lost': {
    status: 409,
    zh: '这个服务商的密钥已存，但打开它的钥匙不在',
    en: 'The secrets of this provider are kept, but the key that opens them is not here',
    todo: {
      zh: '请把 secret.key 放回数据目录（或在 YIPING_SECRET_KEY 中给出），否则重新填写全部密钥',
      en: 'Put secret.key back into the data folder (or name the key in YIPING_SECRET_KEY), or else enter every secret anew',
    },
  },
  'provider.forged': {
    status: 403,
    zh: '这份推送不能证明来自该服务商（{reason}）',
    en: 'This push does not prove that the provider sent it ({reason})',
    todo: { zh: '请核对服务商处与此处的密钥、时钟是否一致', en: 'Check that key and clock agree on both sides' },
  },
  'push.closed': {
    status: 404,
    zh: '这里现在不能开通浏览器提醒',
    en: 'Being told in the browser cannot be switched on here now',
    todo: { zh: '请打开最近一份通知短信里的链接再试', en: 'Try again from the link in the latest message' },
  },
  'push.unfit': {
    status: 422,
    zh: '这个浏览器的推送服务不在允许之列',
    en: 'The push service of this browser is not one that may be used',
    todo: { zh: '请换手机自带的浏览器再试；短信照常发送', en: 'Try the browser of the telephone; text messages go on' },
  },
  'channel.setting-missing': {
    status: 422,
    zh: '还缺“{field}”',
    en: '“{field}” is missing',
    todo: { zh: '请向服务商索取后填写', en: 'Ask the provider for it and fill it in' },
  },
  'channel.setting-unknown': {
    status: 422,
    zh: '这个通道没有“{field}”这一项',
    en: 'This channel has no setting “{field}”',
    todo: { zh: '请删去', en: 'Leave it out' },
  },
  'channel.setting-too-long': {
    status: 422,
    zh: '“{field}”太长，或含换行',
    en: '“{field}” is too long, or holds a line break',
    todo: { zh: '请检查是否多粘贴了内容', en: 'Check whether too much was pasted' },
  },
  'channel.setting-url': {
    status: 422,
    zh: '“{field}”不是合格的网址，或网址里带有账号密码',
    en: '“{field}” is no web address, or holds a login',
    todo: { zh: '请填写以 https:// 开头的完整地址', en: 'Give the whole address, beginning with https://' },
  },
  'channel.setting-plain-http': {
    status: 422,
    zh: '“{field}”用的是明文 http，只允许用于本机和内网地址',
    en: '“{field}” is plain http, which is allowed for this machine and private networks only',
    todo: { zh: '请改用 https 地址', en: 'Use an https address' },
  },
  'channel.setting-number': {
    status: 422,
    zh: '“{field}”须为整数',
    en: '“{field}” must be a whole number',
    todo: { zh: '请只填数字', en: 'Use digits only' },
  },
  'channel.setting-choice': {
    status: 422,
    zh: '“{field}”只能是：{choices}',
    en: '“{field}” must be one of: {choices}',
    todo: { zh: '请从中选择', en: 'Choose one of them' },
  },
  'channel.setting-form': {
    status: 422,
    zh: '“{field}”的格式不对',
    en: '“{field}” does not have the form that the provider gives it',
    todo: { zh: '请从服务商的页面重新复制', en: 'Copy it again from the page of the provider' },
  },
  'channel.setting-path': {
    status: 422,
    zh: '“{field}”不是合格的 JSONPath',
    en: '“{field}” is no JSONPath',
    todo: { zh: '请参照默认值填写，例如 $.code', en: 'Write it like the default, for example $.code' },
  },
  'channel.setting-pem': {
    status: 422,
    zh: '“{field}”不是 PEM 格式的私钥',
    en: '“{field}” is no private key in PEM form',
    todo: { zh: '请粘贴 BEGIN 行至 END 行的全部内容', en: 'Paste everything from the BEGIN to the END line' },
  },
};
