import type { Words } from '../places/index.ts';
import type { ResponseKind } from './response.ts';

/**
 * Kinds of warning. Names as the signals of the met service (气象灾害预警信号) and hydrology write them; a longer name
 * is found before a shorter one that it contains (雷雨大风 before 大风). `codes` are type numbers used by public
 * warning feeds (list of 398 in qwd/dev-site, MIT) and GB/T 35561 event codes.
 */
export interface WarningKind {
  readonly code: string;
  readonly name: Words;
  readonly also: readonly string[];
  readonly codes: readonly string[];
  /** Kind of response that answers it. */
  readonly response: ResponseKind;
}

const kind = (
  code: string,
  zh: string,
  en: string,
  response: ResponseKind,
  codes: readonly string[],
  ...also: string[]
): WarningKind => ({ code, name: { zh, en }, also, codes, response });

export const WARNING_KINDS: readonly WarningKind[] = [
  kind(
    'typhoon',
    '台风',
    'typhoon',
    'flood-typhoon',
    ['1001', '11B01'],
    '热带气旋',
    'hurricane',
    'tropical storm',
    'tropical cyclone',
  ),
  kind('tornado', '龙卷风', 'tornado', 'flood-typhoon', ['1002'], '龙卷'),
  kind('rainstorm', '暴雨', 'rainstorm', 'flood-typhoon', ['1003', '11B03'], 'heavy rain', 'starkregen', 'rainfall'),
  kind('snowstorm', '暴雪', 'snowstorm', 'cold', ['1004'], 'winter storm', 'blizzard'),
  kind('cold-wave', '寒潮', 'cold wave', 'cold', ['1005']),
  kind(
    'gale',
    '大风',
    'gale',
    'flood-typhoon',
    ['1006', '11B06'],
    'high wind',
    'wind warning',
    'sturmböen',
    'windböen',
  ),
  kind('dust', '沙尘暴', 'dust storm', 'other', ['1007'], '沙尘'),
  kind('cold', '低温', 'low temperature', 'cold', ['1008'], '低温冰冻', '持续低温', 'freeze'),
  kind('heat', '高温', 'heat', 'heat', ['1009'], 'excessive heat'),
  kind('drought', '干旱', 'drought', 'other', ['1012']),
  kind('thunder', '雷电', 'lightning', 'flood-typhoon', ['1014'], 'lightning'),
  kind('hail', '冰雹', 'hail', 'flood-typhoon', ['1015']),
  kind('frost', '霜冻', 'frost', 'cold', ['1016'], 'frost'),
  kind('fog', '大雾', 'fog', 'other', ['1017'], '浓雾', 'nebel'),
  kind('haze', '霾', 'haze', 'other', ['1019'], '灰霾'),
  kind(
    'thunder-gale',
    '雷雨大风',
    'thunderstorm with gale',
    'flood-typhoon',
    ['1020'],
    '雷暴大风',
    'severe thunderstorm',
    'thunderstorm',
    'gewitter',
  ),
  kind('road-ice', '道路结冰', 'icy roads', 'cold', ['1021'], 'glätte'),
  kind('convection', '强对流', 'severe convection', 'flood-typhoon', ['1031']),
  kind('landslide', '地质灾害', 'geological hazard', 'flood-typhoon', ['1037', '1208'], '地质灾害气象风险'),
  kind('waterlogging', '内涝', 'urban flooding', 'flood-typhoon', ['1036', '1202', '1213'], '渍涝', '城市内涝'),
  kind('flood', '洪水', 'flood', 'flood-typhoon', ['1201'], '山洪灾害', '山洪', 'flash flood', 'hochwasser'),
  kind('high-tide', '高潮位', 'high tide', 'flood-typhoon', [], '风暴潮', 'storm surge', 'coastal flood'),
  kind('tsunami', '海啸', 'tsunami', 'flood-typhoon', ['1029']),
  kind('air-pollution', '空气重污染', 'heavy air pollution', 'other', ['1061'], '重污染天气'),
  kind('wildfire', '森林火险', 'wildfire danger', 'other', ['1025'], '森林（草原）火险', 'fire weather'),
  kind('earthquake', '地震', 'earthquake', 'other', ['1501']),
];

const NAMES: readonly (readonly [name: string, kind: WarningKind])[] = WARNING_KINDS.flatMap((k) =>
  [k.name.zh, k.name.en, ...k.also].map((name) => [name.toLowerCase(), k] as const),
).sort((a, b) => b[0].length - a[0].length);

/** The kind whose name is written in a text, the longest name first; undefined when none is. */
export function findKind(text: string): WarningKind | undefined {
  const low = text.toLowerCase();
  return NAMES.find(([name]) => low.includes(name))?.[1];
}

export function kindByCode(code: string): WarningKind | undefined {
  return WARNING_KINDS.find((k) => k.codes.includes(code));
}

/** Which kind of response a kind of warning calls for; 'other' for kinds not listed. */
export function responseKindOf(warningKind: string): ResponseKind {
  return WARNING_KINDS.find((k) => k.code === warningKind)?.response ?? 'other';
}
