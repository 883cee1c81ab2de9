import { type Command, deriveId, type Instant } from '../kernel/index.ts';
import { type District, indexed } from '../places/index.ts';
import type { Finding, OpenRound, RoundCommand, RoundState } from './round.ts';

/** Shape of the case command that a finding asks for; the reactions hand it to the cases. */
interface CaseData {
  readonly source: 'sweep' | 'video';
  readonly category: string;
  readonly description: string;
  readonly place: {
    readonly position: readonly [number, number];
    readonly committee: string;
    readonly stairwell?: string;
    readonly address?: string;
  };
  readonly evidence: readonly {
    readonly media: string;
    readonly when: 'before' | 'after';
    readonly takenAt: Instant;
  }[];
  readonly links: {
    readonly round: string;
    readonly point?: string;
    readonly camera?: string;
    readonly response?: string;
    readonly task?: string;
  };
}
export type CaseOfFinding =
  | Command<'case.report', CaseData>
  | Command<'case.fix-on-spot', CaseData & { readonly done: string }>;

/** On 'round.ticked', for each finding: a case with everything filled in. Fixed on the spot is opened and closed in one. */
export function caseForFinding(
  district: District,
  round: string,
  state: RoundState,
  finding: Finding,
  happened: Instant,
): CaseOfFinding {
  const index = indexed(district);
  const item = district.checklists
    .find((list) => list.id === state.checklist)
    ?.items.find((row) => row.id === finding.item);
  const point = index.points.get(finding.target);
  const stairwell = finding.kind === 'stairwell' ? index.stairwells.get(finding.target) : undefined;
  const address =
    point?.name.zh ?? (stairwell && `${index.compounds.get(stairwell.compound)?.address ?? ''}${stairwell.name}`);
  const said = finding.note?.trim();
  const description = said || (item?.name.zh ?? index.categories.get(finding.category)?.name.zh ?? finding.category);
  const data: CaseData = {
    source: finding.found === 'video' ? 'video' : 'sweep',
    category: finding.category,
    description,
    place: { position: finding.position, committee: finding.committee, stairwell: stairwell?.id, address },
    evidence: finding.photos.map((media) => ({
      media,
      when: finding.fixed ? ('after' as const) : ('before' as const),
      takenAt: happened,
    })),
    links: {
      round,
      point: point?.id,
      camera: point?.kind === 'camera' ? point.id : undefined,
      response: state.response,
      task: state.task,
    },
  };
  const head = {
    id: deriveId('case of finding', finding.id),
    stream: `case/${deriveId('case', finding.id)}`,
    occurredAt: happened,
  };
  return finding.fixed
    ? { ...head, type: 'case.fix-on-spot', data: { ...data, done: description } }
    : { ...head, type: 'case.report', data };
}

/** On 'round.repeated': opens the next round of the series, with targets as the district has them by then. */
export function nextRoundFor(state: RoundState, next: string, nth: number): RoundCommand {
  const {
    title,
    spec,
    checklist,
    by,
    unit,
    person,
    level,
    dueMinutes,
    everyMinutes,
    absenceMinutes,
    response,
    task,
    series,
  } = state;
  const data: OpenRound = {
    title,
    targets: spec,
    checklist,
    by,
    unit,
    person,
    level,
    dueMinutes,
    everyMinutes,
    absenceMinutes,
    response,
    task,
    series,
    nth,
  };
  return { id: deriveId('round.open', series, nth), type: 'round.open', stream: `round/${next}`, data };
}
