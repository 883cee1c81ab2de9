import type { RefusalCatalogue } from './refusal.ts';

/** Refusals of the GeoReport door; there they are told as GeoReport's errors, with both languages in one description. */
export const open311Refusals: RefusalCatalogue = {
  'georeport.jurisdiction-missing': {
    status: 400,
    zh: '未写明 jurisdiction_id',
    en: 'jurisdiction_id was not provided',
    todo: { zh: '请写明街道编号', en: 'Name the district' },
  },
  'georeport.key': {
    status: 403,
    zh: '缺少 api_key，或密钥无效、已撤销、属于别的街道',
    en: 'The api_key is missing, not valid, withdrawn, or of another district',
    todo: { zh: '请向街道管理员申请密钥', en: 'Ask the administrator of the district for a key' },
  },
  'georeport.closed': {
    status: 403,
    zh: '该街道的查询须带 api_key',
    en: 'This district answers questions with an api_key only',
    todo: { zh: '请带上密钥，或请街道开放公开查询', en: 'Send a key, or ask the district to open it to the public' },
  },
  'georeport.service-unknown': {
    status: 404,
    zh: '没有 service_code {code}',
    en: 'service_code {code} was not found',
    todo: { zh: '请从 services 列表中选择', en: 'Choose one from the list of services' },
  },
  'georeport.attribute': {
    status: 400,
    zh: '属性 {code} 的取值不在允许之内',
    en: 'The attribute {code} has a value that is not allowed',
    todo: { zh: '请对照该服务的定义', en: 'See the definition of the service' },
  },
  'georeport.place-missing': {
    status: 400,
    zh: '须写明 lat 与 long，或 address_string，或 address_id',
    en: 'lat with long, address_string or address_id must be provided',
    todo: { zh: '请补上位置', en: 'Add where it is' },
  },
  'georeport.place-outside': {
    status: 400,
    zh: '位置距本街道 {metres} 米以外',
    en: 'The place lies more than {metres} m outside this district',
    todo: {
      zh: '请核对经纬度的次序与坐标系（WGS-84）',
      en: 'Check the order of lat and long, and that they are WGS-84',
    },
  },
  'georeport.address-unknown': {
    status: 400,
    zh: '本街道没有这个地址',
    en: 'There is no such address in this district',
    todo: { zh: '请改用 lat 与 long', en: 'Send lat and long instead' },
  },
  'georeport.span': {
    status: 400,
    zh: 'start_date 至 end_date 须先后有序，且不超过 {days} 天',
    en: 'end_date must follow start_date by no more than {days} days',
    todo: { zh: '请缩短时间范围', en: 'Shorten the span' },
  },
  'georeport.radius': {
    status: 400,
    zh: 'lat、long、radius 须一起写明',
    en: 'lat, long and radius go together',
    todo: { zh: '请补齐，或都不写', en: 'Give all three or none' },
  },
  'georeport.keys-most': {
    status: 422,
    zh: '最多 {most} 个有效密钥',
    en: 'There can be {most} keys at most',
    todo: { zh: '请先撤销不用的', en: 'Withdraw one that is not used' },
  },
  'georeport.key-unknown': {
    status: 404,
    zh: '没有这个密钥，或已撤销',
    en: 'There is no such key, or it was withdrawn',
    todo: { zh: '请刷新列表', en: 'Reload the list' },
  },
};
