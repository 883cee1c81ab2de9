import {
  accept,
  type Context,
  type Decision,
  type Due,
  deriveId,
  type Instant,
  idOf,
  MINUTE,
  refuse,
} from '../kernel/index.ts';
import { withoutMobileNumbers } from '../people/index.ts';
import { type District, indexed } from '../places/index.ts';
import { blindOf } from './coverage.ts';
import { evolveRound } from './evolve.ts';
import { mayRound } from './may.ts';
import type { Finding, OpenRound, RecordedTick, RoundCommand, RoundEvent, RoundState, Target, Tick } from './round.ts';
import { leavesBlind } from './second-round.ts';
import { saysWhat, targetsOf, unknownTarget, whereIs } from './targets.ts';

type Decided = Decision<RoundEvent>;
type Ctx = Context<District>;

export function decideRound(state: RoundState, command: RoundCommand, ctx: Ctx): Decided {
  if (command.type === 'round.open') return open(state, command, ctx);
  if (state.phase === 'none') return refuse('round.unknown');
  if (!mayRound(state, command.type, ctx.by)) return refuse('round.may-not', { step: command.type });
  switch (command.type) {
    case 'round.tick':
      return tick(state, command.data.ticks, command.occurredAt ?? ctx.now, ctx);
    case 'round.finish':
      return finish(state, command.data.reason);
    case 'round.stop':
      if (state.phase === 'open')
        return accept({ type: 'round.stopped', data: { ...tally(state), reason: command.data.reason } });
      return followsUp(state) ? accept({ type: 'round.series-ended', data: command.data }) : refuse('round.over');
    case 'round.note-absence': {
      const at = absenceAt(state);
      if (at === undefined || ctx.now < at) return refuse('round.not-due');
      return accept({
        type: 'round.absent',
        data: { since: lastHeard(state), unit: state.unit, person: state.person },
      });
    }
    case 'round.close-overdue': {
      if (state.phase !== 'open' || ctx.now < state.dueAt) return refuse('round.not-due');
      const sum = tally(state);
      return accept({ type: sum.blind.length === 0 ? 'round.finished' : 'round.closed-overdue', data: sum });
    }
    case 'round.repeat': {
      const at = repeatAt(state);
      if (at === undefined || ctx.now < at) return refuse('round.not-due');
      return accept({
        type: 'round.repeated',
        data: { next: deriveId('round', state.series, state.nth + 1), nth: state.nth + 1 },
      });
    }
  }
}

function open(state: RoundState, command: Extract<RoundCommand, { type: 'round.open' }>, ctx: Ctx): Decided {
  if (state.phase !== 'none') return refuse('round.exists');
  const { targets: spec, ...data } = command.data;
  const index = indexed(ctx.district);
  if (!index.units.has(data.unit)) return refuse('round.unknown-unit', { unit: data.unit });
  if (data.checklist !== undefined && !ctx.district.checklists.some((row) => row.id === data.checklist)) {
    return refuse('round.unknown-checklist', { checklist: data.checklist });
  }
  if (!saysWhat(spec)) return refuse('round.targets-open');
  const before = data.after === undefined ? undefined : ctx.state<RoundState>(`round/${data.after}`);
  if (data.after !== undefined && (!before || !leavesBlind(before)))
    return refuse('round.nothing-to-look-at-again', { round: data.after });
  const missing = unknownTarget(ctx.district, spec);
  if (missing !== undefined) return refuse('round.unknown-target', { target: missing });
  const targets = targetsOf(ctx.district, spec);
  if (targets.length === 0) return refuse('round.no-targets');
  if (!mayRound({ unit: data.unit, targets }, 'round.open', ctx.by))
    return refuse('round.may-not', { step: 'round.open' });
  return accept({
    type: 'round.opened',
    data: {
      ...data,
      spec,
      targets,
      dueAt: ctx.now + minutesOpen(data) * MINUTE,
      series: data.series ?? idOf(command.stream),
      nth: data.nth ?? 1,
    },
  });
}

/** A repeated round is over when the next one begins, however long it was given. */
function minutesOpen(round: Pick<OpenRound, 'dueMinutes' | 'everyMinutes'>): number {
  return Math.min(round.dueMinutes, round.everyMinutes ?? round.dueMinutes);
}

function tick(state: RoundState, ticks: readonly Tick[], happened: Instant, ctx: Ctx): Decided {
  if (ticks.length === 0) return refuse('round.no-ticks');
  const late = state.phase !== 'open';
  if (late && happened > (state.endedAt ?? 0)) return refuse('round.over');
  const targets = new Map(state.targets.map((target) => [target.id, target]));
  const recorded: RecordedTick[] = [];
  const findings: Finding[] = [];
  const looks = new Map<string, number>();
  const told = new Set(
    Object.entries(state.looks).flatMap(([id, list]) =>
      list.flatMap((look) => (look.category ? [`${id} ${look.category}`] : [])),
    ),
  );

  for (const { note, photos, ...row } of ticks) {
    const target = targets.get(row.target);
    if (!target) return refuse('round.not-on-list', { target: row.target });
    const kind = kindOfHazard(state, row, ctx.district);
    if (!kind.ok) return kind;
    const look = (looks.get(row.target) ?? state.looks[row.target]?.length ?? 0) + 1;
    looks.set(row.target, look);
    recorded.push({ ...row, category: kind.category, look });
    if (kind.category === undefined || told.has(`${row.target} ${kind.category}`)) continue;
    told.add(`${row.target} ${kind.category}`);
    const place = whereIs(ctx.district, target);
    if (!place) return refuse('round.unknown-target', { target: row.target });
    findings.push({
      ...aboutTarget(target),
      ...place,
      id: deriveId(ctx.commandId, 'finding', findings.length),
      category: kind.category,
      item: row.item,
      note: note && withoutMobileNumbers(note),
      photos: photos ?? [],
      fixed: row.fixed ?? false,
      found: state.by,
    });
  }
  const event: RoundEvent = { type: 'round.ticked', data: { ticks: recorded, findings, late } };
  const after = evolveRound(state, {
    ...event,
    by: ctx.by,
    at: ctx.now,
    occurredAt: happened,
    seq: 0,
    stream: '',
    version: 0,
    commandId: ctx.commandId,
  });
  const covered = !state.covered && blindOf(after).length === 0;
  return covered
    ? accept<RoundEvent>(event, { type: 'round.covered', data: { targets: state.targets.length } })
    : accept(event);
}

function aboutTarget({ id, kind, committee }: Target) {
  return { target: id, kind, committee };
}

/** Category of the case that a tick makes; undefined unless it found a hazard. */
function kindOfHazard(
  state: RoundState,
  row: Tick,
  district: District,
): { ok: true; category?: string } | Extract<Decided, { ok: false }> {
  if (row.result !== 'hazard') return { ok: true };
  const item =
    row.item === undefined
      ? undefined
      : district.checklists.find((list) => list.id === state.checklist)?.items.find((it) => it.id === row.item);
  if (row.item !== undefined && !item) return refuse('round.unknown-item', { item: row.item });
  const category = row.category ?? item?.category;
  if (category === undefined) return refuse('round.hazard-without-kind', { target: row.target });
  if (!indexed(district).categories.has(category)) return refuse('round.unknown-category', { category });
  return { ok: true, category };
}

function finish(state: RoundState, reason: string | undefined): Decided {
  if (state.phase !== 'open') return refuse('round.over');
  const sum = tally(state);
  if (sum.blind.length > 0 && !reason?.trim()) return refuse('round.blind-targets', { blind: sum.blind.length });
  return accept({ type: 'round.finished', data: { ...sum, reason } });
}

function tally(state: RoundState): { looked: number; blind: readonly string[] } {
  const blind = blindOf(state).map((target) => target.id);
  return { looked: state.targets.length - blind.length, blind };
}

function lastHeard(state: RoundState): Instant {
  return Math.max(state.openedAt, state.lastTickAt);
}

function absenceAt(state: RoundState): Instant | undefined {
  if (state.phase !== 'open' || state.absenceMinutes === undefined || state.absentSince !== undefined || state.covered)
    return undefined;
  return lastHeard(state) + state.absenceMinutes * MINUTE;
}

function followsUp(state: RoundState): boolean {
  return state.everyMinutes !== undefined && !state.repeated && state.phase !== 'stopped';
}

function repeatAt(state: RoundState): Instant | undefined {
  return state.phase !== 'open' && state.everyMinutes !== undefined && followsUp(state)
    ? state.openedAt + state.everyMinutes * MINUTE
    : undefined;
}

export function dueRound(state: RoundState): Due | undefined {
  if (state.phase === 'none') return undefined;
  const repeat = repeatAt(state);
  if (repeat !== undefined) return { at: repeat, type: 'round.repeat', data: {} };
  if (state.phase !== 'open') return undefined;
  const absence = absenceAt(state);
  if (absence !== undefined && absence < state.dueAt) return { at: absence, type: 'round.note-absence', data: {} };
  return { at: state.dueAt, type: 'round.close-overdue', data: {} };
}
