import {
  type Colour,
  findKind,
  WARNING_KINDS,
  type WarningAction,
  type WarningKind,
} from '../../../domain/responses/index.ts';

const COLOUR_OF: Readonly<Record<string, Colour>> = { 蓝: 'BLUE', 黄: 'YELLOW', 橙: 'ORANGE', 红: 'RED' };
const LEVEL_COLOUR: Readonly<Record<string, Colour>> = {
  IV: 'BLUE',
  III: 'YELLOW',
  II: 'ORANGE',
  I: 'RED',
  '4': 'BLUE',
  '3': 'YELLOW',
  '2': 'ORANGE',
  '1': 'RED',
  四: 'BLUE',
  三: 'YELLOW',
  二: 'ORANGE',
  一: 'RED',
  一般: 'BLUE',
  较重: 'YELLOW',
  严重: 'ORANGE',
  特别严重: 'RED',
};
const KIND_NAMES = WARNING_KINDS.flatMap((kind) => [
  kind.name.zh,
  ...kind.also.filter((name) => /[一-龥]/.test(name)),
]).sort((a, b) => b.length - a.length);
const SIGNAL = new RegExp(`(${KIND_NAMES.join('|')})\\s*([蓝黄橙红])\\s*色`, 'g');
/** 更新为…黄色, 升级为红色, 降级为黄色: the colour that now holds. */
const CHANGED = new RegExp(
  `(更新|变更|升级|提升|降级|调整|升|降)[^,。:;]{0,18}?(?:为|成)\\s*(?:(${KIND_NAMES.join('|')}))?\\s*([蓝黄橙红])\\s*色`,
);

/** What the head of a text says, before its forecast. */
export interface Clause {
  readonly action: WarningAction | null;
  readonly kind: WarningKind | null;
  readonly kindWritten: string;
  readonly colour: Colour | null;
  /** Level words that contradict the colour. */
  readonly contradiction: string | null;
  /** Names of several kinds in the head, when there is more than one. */
  readonly several: readonly string[];
  readonly keepsOthers: boolean;
}

/**
 * @param head the clause with station, time, verb and signal
 * @param whole the whole text (where "暴雨蓝色预警信号更新为暴雨黄色预警信号" may stand at the end)
 */
export function readClause(head: string, whole: string): Clause {
  const signals = [...head.matchAll(SIGNAL)].map((match) => ({
    name: match[1] as string,
    colour: COLOUR_OF[match[2] as string] as Colour,
  }));
  const changedHead = CHANGED.exec(head);
  const changedBody = CHANGED.exec(whole);
  const first = signals[0];
  const kind = findKind(first?.name ?? changedHead?.[2] ?? '') ?? null;
  const names = [...new Set(signals.map((signal) => findKind(signal.name)?.code ?? signal.name))];
  const lifts = /解除/.test(head);
  const action: WarningAction | null = lifts
    ? 'lift'
    : /(继续|延续|维持)(发布)?/.test(head)
      ? 'continue'
      : changedHead || changedBody
        ? 'update'
        : /发布|升级|变更/.test(head)
          ? 'issue'
          : null;
  const stated = lifts ? first?.colour : changedHead ? (COLOUR_OF[changedHead[3] as string] as Colour) : first?.colour;
  const colour = stated ?? null;
  const saysBody = changedBody ? (COLOUR_OF[changedBody[3] as string] as Colour) : null;
  const level =
    /[[(【]?\s*(特别严重|严重|较重|一般|I{1,3}V?|IV|[1-4一二三四])\s*级?\s*[/,]?\s*(特别严重|严重|较重|一般)?\s*[\])】]/.exec(
      afterSignal(head),
    );
  const levelColours = level
    ? [level[1], level[2]].flatMap((word) => (word && LEVEL_COLOUR[word] ? [LEVEL_COLOUR[word] as Colour] : []))
    : [];
  const clash =
    colour !== null && (levelColours.some((c) => c !== colour) || (!lifts && saysBody !== null && saysBody !== colour));
  return {
    action,
    kind,
    kindWritten: first?.name ?? changedHead?.[2] ?? '',
    colour,
    contradiction: clash ? [level?.[0], changedBody?.[0]].filter(Boolean).join(' / ') : null,
    several: names.length > 1 ? names : [],
    keepsOthers: /其[余它他][^。]{0,30}仍(?:然)?(?:生效|有效|维持)|仍(?:然)?生效/.test(whole),
  };
}

/** The part of the head after the first signal: the level stands there in brackets. */
function afterSignal(head: string): string {
  const at = head.search(/[蓝黄橙红]\s*色/);
  return at < 0 ? '' : head.slice(at);
}
