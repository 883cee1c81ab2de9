import type { RefusalCatalogue } from './refusal.ts';

/** Photos, recordings and clips on their way in and out. */
export const mediaRefusals: RefusalCatalogue = {
  'media.protocol': {
    status: 400,
    zh: '上传请求不合 tus 协议：{problem}',
    en: 'The upload does not keep to the tus protocol: {problem}',
    todo: { zh: '请按接口说明发送 tus 1.0.0 请求', en: 'Send tus 1.0.0 requests as the API description says' },
  },
  'media.no-upload': {
    status: 404,
    zh: '没有这次上传，或已过期',
    en: 'There is no such upload, or it has expired',
    todo: { zh: '请用同一编号重新开始上传', en: 'Begin it again under the same id' },
  },
  'media.offset': {
    status: 409,
    zh: '续传位置不对',
    en: 'The piece does not begin where the upload stands',
    todo: { zh: '请先查询（HEAD）已收到的字节数再续传', en: 'Ask with HEAD how much has arrived and go on from there' },
  },
  'media.id-taken': {
    status: 422,
    zh: '这个编号已用于另一份内容',
    en: 'This id stands for other content already',
    todo: { zh: '请换一个新编号上传', en: 'Send it under a fresh id' },
  },
  'media.checksum': {
    status: 422,
    zh: '收到的内容与校验值不符，已丢弃',
    en: 'What arrived does not have the announced checksum and was thrown away',
    todo: { zh: '请从头重新上传', en: 'Send it again from the beginning' },
  },
  'media.too-large': {
    status: 413,
    zh: '文件过大，最多 {megabytes} MB',
    en: 'The file is too large; at most {megabytes} MB',
    todo: { zh: '请在手机上压缩或剪短后再传', en: 'Reduce or shorten it on the phone' },
  },
  'media.too-many-unfinished': {
    status: 429,
    zh: '未传完的文件已有 {most} 个',
    en: '{most} uploads are unfinished already',
    todo: { zh: '请先传完或取消之前的文件', en: 'Finish or cancel the earlier ones first' },
  },
  'media.disk-full': {
    status: 507,
    zh: '服务器磁盘已满，文件未收',
    en: 'The disk of the server is full; the file was not taken',
    todo: {
      zh: '文件请留在手机上稍后再传；请通知管理员清理磁盘',
      en: 'Keep it on the phone and try later; tell the administrator to make room',
    },
  },
  'media.wrong-content': {
    status: 415,
    zh: '内容不是可用的格式（照片：JPEG、PNG、WebP、AVIF；录音录像：WebM、Ogg、MP4）',
    en: 'The content is of no usable form (photos: JPEG, PNG, WebP, AVIF; recordings and clips: WebM, Ogg, MP4)',
    todo: { zh: '请转成上述格式再传', en: 'Convert it to one of these' },
  },
  'media.heic': {
    status: 415,
    zh: '本服务器读不了 HEIC 照片',
    en: 'This server cannot read HEIC photos',
    todo: {
      zh: '请在手机相机设置中选“兼容性最佳”（JPEG）后重拍，或转成 JPEG',
      en: 'Set the camera to “Most Compatible” (JPEG), or convert the photo to JPEG',
    },
  },
  'media.unreadable': {
    status: 415,
    zh: '照片损坏或像素过多，无法显示',
    en: 'The photo is damaged or has too many pixels to be shown',
    todo: { zh: '请重拍，或缩小后再传', en: 'Take it again, or reduce it first' },
  },
  'media.erased': {
    status: 422,
    zh: '照片或录音已按规定删除',
    en: 'It was erased as the rules demand',
    todo: { zh: '如需留证，请用新编号另传', en: 'Send another under a fresh id if evidence is needed' },
  },
  'media.reason-needed': {
    status: 403,
    zh: '内有人脸，须有查看个人信息的权限并写明理由',
    en: 'A face can be made out: it takes the right to see personal data, and a reason',
    todo: {
      zh: '请由有权限的岗位写明理由查看，或先遮挡人脸',
      en: 'Let a post with that right give a reason, or cover the face',
    },
  },
  'media.uncover': {
    status: 403,
    zh: '取消或减少人脸遮挡须有查看个人信息的权限',
    en: 'To uncover a face takes the right to see personal data',
    todo: { zh: '请由有权限的岗位办理', en: 'Let a post with that right do it' },
  },
};
