import { HOUR, type Instant } from '../../../domain/kernel/index.ts';
import { type Colour, severity } from '../../../domain/responses/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';
import type { Bar, Curve } from '../time/TimeLine.tsx';
import type { Dictionary, Language } from '../words/index.tsx';
import { kindWords } from './standing.ts';

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
  const signals: { row: string; colour: Colour; from: Instant; to: Instant }[] = [];
  for (const { message, ended, concerns } of Object.values(all(screen, 'warning'))) {
    if (!message?.colour || !concerns || message.action === 'lift' || message.msgType === 'Cancel') continue;
    const row = kindWords(message.kind, message.event)[language];
    signals.push({
      row,
      colour: message.colour,
      from: message.effective,
      to: ended?.at ?? message.expires ?? Number.POSITIVE_INFINITY,
    });
  }
  const warnings = [...new Set(signals.map((one) => one.row))].flatMap((row) =>
    worstByTime(signals.filter((one) => one.row === row)).map((bar) => ({
      ...bar,
      label: words.colour[bar.colour as Colour],
    })),
  );
  const levels: Bar[] = [];
  for (const [id, state] of Object.entries(all(screen, 'response'))) {
    for (const turn of state.timeline) {
      levels.push({
        id: `${id}${turn.from}`,
        row: id,
        colour: turn.level,
        label: words.level[turn.level],
        from: turn.from,
        to: turn.to ?? undefined,
      });
    }
  }
  const perHour = new Map<Instant, number>();
  for (const state of Object.values(all(screen, 'case'))) {
    if (state.recordedAt === 0) continue;
    const hour = Math.floor(state.occurredAt / HOUR) * HOUR;
    perHour.set(hour, (perHour.get(hour) ?? 0) + 1);
  }
  const notices = Object.values(all(screen, 'notice')).flatMap((notice) =>
    notice.issuedAt ? [{ at: notice.issuedAt, label: notice.body[language].slice(0, 40) }] : [],
  );
  // Rows that stand longest come first: the time line has room for two.
  const length = new Map<string, number>();
  for (const bar of warnings)
    length.set(bar.row, (length.get(bar.row) ?? 0) + ((bar.to ?? bar.from + HOUR) - bar.from));
  warnings.sort((a, b) => (length.get(b.row) ?? 0) - (length.get(a.row) ?? 0) || a.from - b.from);
  const starts = [...warnings.map((bar) => bar.from), ...levels.map((bar) => bar.from), ...perHour.keys()];
  return {
    warnings,
    levels,
    notices,
    cases: [...perHour].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at),
    first: starts.length ? Math.min(...starts) : undefined,
  };
}

/** City and district warn of the same thing in their own words: one bar shows the worst colour that stood at each time. */
function worstByTime(
  signals: readonly { row: string; colour: Colour; from: Instant; to: Instant }[],
): Omit<Bar, 'label'>[] {
  const edges = [...new Set(signals.flatMap((one) => [one.from, one.to]))].sort((a, b) => a - b);
  const bars: (Omit<Bar, 'label'> & { to?: Instant })[] = [];
  for (const [i, from] of edges.entries()) {
    const to = edges[i + 1];
    if (to === undefined) break;
    const standing = signals.filter((one) => one.from <= from && one.to >= to);
    const worst = standing.reduce<Colour | undefined>(
      (a, one) => (severity(one.colour) > severity(a) ? one.colour : a),
      undefined,
    );
    if (!worst) continue;
    const last = bars.at(-1);
    const end = to === Number.POSITIVE_INFINITY ? undefined : to;
    if (last && last.colour === worst && last.to === from) bars[bars.length - 1] = { ...last, to: end };
    else bars.push({ id: `${signals[0]?.row}${from}`, row: signals[0]?.row ?? '', colour: worst, from, to: end });
  }
  return bars;
}
