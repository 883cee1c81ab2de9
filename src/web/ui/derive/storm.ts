import { HOUR, type Instant } from '../../../domain/kernel/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import type { Bar, Curve } from '../time/TimeLine.tsx';
import type { Dictionary, Language } from '../words/index.tsx';
import { kindWords, warningTitle } from './standing.ts';

export interface StormFacts {
  readonly warnings: readonly Bar[];
  readonly levels: readonly Bar[];
  readonly cases: readonly Curve[];
  readonly notices: readonly { readonly at: Instant; readonly label: string }[];
  /** First thing that happened, if anything did. */
  readonly first: Instant | undefined;
}

/** What the time line shows of the journal; rain and wind are measured, not journalled, and come beside it. */
export function stormFacts(screen: ScreenState, words: Dictionary, language: Language): StormFacts {
  const warnings: Bar[] = [];
  for (const [id, { message, ended, concerns }] of Object.entries(all(screen, 'warning'))) {
    if (!message?.colour || !concerns || message.action === 'lift' || message.msgType === 'Cancel') continue;
    const row = kindWords(message.kind, message.event)[language];
    const to = ended?.at ?? message.expires ?? undefined;
    warnings.push({ id, row, colour: message.colour, label: warningTitle(message, words.colour, language), from: message.effective, to });
  }
  const levels: Bar[] = [];
  for (const [id, state] of Object.entries(all(screen, 'response'))) {
    for (const turn of state.timeline) {
      levels.push({ id: `${id}${turn.from}`, row: id, colour: turn.level, label: words.level[turn.level], from: turn.from, to: turn.to ?? undefined });
    }
  }
  const perHour = new Map<Instant, number>();
  for (const state of Object.values(all(screen, 'case'))) {
    if (state.recordedAt === 0) continue;
    const hour = Math.floor(state.occurredAt / HOUR) * HOUR;
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }
  const notices = Object.values(all(screen, 'notice')).flatMap((notice) => (notice.issuedAt ? [{ at: notice.issuedAt, label: notice.body[language].slice(0, 40) }] : []));
  // Rows that stand longest come first: the time line has room for two.
  const length = new Map<string, number>();
  for (const bar of warnings) length.set(bar.row, (length.get(bar.row) ?? 0) + ((bar.to ?? bar.from + HOUR) - bar.from));
  warnings.sort((a, b) => (length.get(b.row) ?? 0) - (length.get(a.row) ?? 0) || a.from - b.from);
  const starts = [...warnings.map((bar) => bar.from), ...levels.map((bar) => bar.from), ...perHour.keys()];
  return {
    warnings, levels, notices,
    cases: [...perHour].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at),
    first: starts.length ? Math.min(...starts) : undefined,
  };
}
