import { idOf, MINUTE } from '../../domain/kernel/index.ts';
import type { NoticeState } from '../../domain/notices/index.ts';
import { type Evidence, type TaskState, unconfirmed } from '../../domain/responses/index.ts';
import { leavesBlind, type RoundState, secondRound } from '../../domain/sweeps/index.ts';
import type { Session } from '../client.ts';
import type { Random } from '../random.ts';
import type { Player, World } from '../world.ts';

/** The units at their tasks: answer, take in hand, show evidence, call it done; some late, some that need a reminder. */
export function taskPlayer(world: World): Player {
  const people = world.scenario.people.task;

  const taskOf = (stream: string): TaskState | undefined => world.mirror.state<TaskState>(stream);
  const isOpen = (task: TaskState | undefined): task is TaskState =>
    task !== undefined && ['assigned', 'received', 'in-hand'].includes(task.phase);
  /** People of the unit with an account; for a unit without one the desk writes down what it says on the telephone. */
  function voices(unit: string): readonly Session[] {
    const own = world.cast
      .ofUnit(unit)
      .filter(({ who }) =>
        who.roles.some((role) =>
          ['handler', 'committee', 'supervisor', 'commander', 'shift-leader', 'intake', 'dispatcher'].includes(role),
        ),
      );
    const desk = world.cast.find('intake');
    return own.length > 0 ? own : desk ? [desk] : [];
  }
  /** Each person asked confirms for themselves; where nobody is asked by name, one voice of the unit does. */
  function confirmWith(stream: string, task: TaskState, draw: Random, factor: number): void {
    const asked = unconfirmed(task);
    const wait = (): number =>
      draw.chance(people.forgetsShare) ? 60 : draw.logNormal(people.confirm * factor, people.spread);
    if (asked.length === 0) {
      const [voice] = voices(task.unit);
      world.after(wait(), () => {
        const now = taskOf(stream);
        if (now?.phase === 'assigned' && now.people.length === 0)
          world.say(voice, { type: 'task.confirm', stream, data: {} });
      });
      return;
    }
    for (const person of asked)
      world.after(wait(), () => {
        const now = taskOf(stream);
        if (!isOpen(now) || !unconfirmed(now).includes(person)) return;
        const own = world.cast.byPerson(person);
        // Whoever has no account tells the desk by telephone.
        world.say(own ?? world.cast.find('intake'), { type: 'task.confirm', stream, data: own ? {} : { person } });
      });
  }

  /** Whether the notice that the task consists of is on its way in the unit's own committee. */
  function isNoticeRunning(task: TaskState): boolean {
    const unit = world.district.units.find((row) => row.id === task.unit);
    if (!task.notice || unit?.kind !== 'committee') return false;
    return [...world.mirror.all<NoticeState>('notice').values()].some(
      (row) =>
        row.template === task.notice &&
        row.response === task.response &&
        row.phase === 'issued' &&
        unit.committees.some((id) => row.committees.includes(id)),
    );
  }

  function work(stream: string, task: TaskState): void {
    const number = task.rounds.at(-1)?.number ?? 1;
    const draw = world.random('task', stream, number, task.turns);
    const [voice] = voices(task.unit);
    if (task.phase === 'assigned') confirmWith(stream, task, draw, 1);
    if (
      number === 1 &&
      draw.chance(people.notApplicableShare) &&
      !task.mustClose &&
      task.sweep.length === 0 &&
      !task.notice
    ) {
      world.after(25, () => {
        const now = taskOf(stream);
        if (isOpen(now) && !now.claim)
          world.say(voice, { type: 'task.claim-not-applicable', stream, data: { reason: '本单位无此类设施' } });
      });
      return;
    }
    const window = task.dueAt === null ? 150 : Math.max(3, (task.dueAt - world.now()) / MINUTE);
    world.after(Math.min(window * 0.4, draw.logNormal(people.start, people.spread)), () => {
      if (taskOf(stream)?.phase !== 'in-hand' && isOpen(taskOf(stream)))
        world.say(voice, { type: 'task.take-in-hand', stream, data: {} });
    });
    // Done at some share of the time allowed; a few forget and come late.
    const share = draw.chance(people.forgetsShare)
      ? draw.between(1.05, 1.5)
      : Math.min(0.96, draw.logNormal(people.latePull, 0.35));
    // Deadlines of days and weeks after the storm (review, sealing of data) are kept early: the drill ends before them.
    const untilEnd = Math.max(30, ((world.scenario.to - world.now()) / MINUTE) * draw.between(0.5, 0.95));
    finishAfter(stream, number, Math.min(window * share, untilEnd), draw);
  }

  /** A round that ended with blind spots leaves its task open: another round goes to just these. */
  function lookAgain(task: TaskState, voice: Session | undefined): void {
    const ref = task.progress?.ref;
    const round = ref?.startsWith('round/') ? world.mirror.state<RoundState>(ref) : undefined;
    if (!ref || !round || !leavesBlind(round)) return;
    world.say(voice, secondRound(idOf(ref), round, { unit: round.unit, by: round.by, dueMinutes: 60, task: task.id }));
  }

  function finishAfter(stream: string, number: number, minutes: number, draw: Random): void {
    world.after(minutes, () => {
      const task = taskOf(stream);
      if (!isOpen(task) || task.claim || (task.rounds.at(-1)?.number ?? 1) !== number) return;
      const [voice] = voices(task.unit);
      // What consists of a notice or a sweep is done when that is, not when somebody says so.
      const waits = task.confirm === 'person' && unconfirmed(task).length > 0;
      const counted = task.progress ? task.progress.done < task.progress.total : isNoticeRunning(task);
      if (counted || waits) {
        if (counted) lookAgain(task, voice);
        finishAfter(stream, number, 20, draw);
        return;
      }
      world.say(voice, { type: 'task.complete', stream, data: { evidence: evidenceFor(task, draw) } }, () =>
        finishAfter(stream, number, 30, draw),
      );
    });
  }

  return {
    on(event) {
      if (!event.stream.startsWith('task/')) return;
      const task = taskOf(event.stream);
      if (!task) return;
      switch (event.type) {
        case 'task.assigned':
        case 'task.round-opened':
        case 'task.reopened':
          work(event.stream, task);
          break;
        case 'task.people-asked': {
          confirmWith(event.stream, task, world.random('asked', event.stream, event.version), 1);
          break;
        }
        case 'task.reminded':
        case 'task.escalated':
        case 'task.pressed': {
          // A reminder helps: whoever slept answers now.
          const draw = world.random('reminded', event.stream, event.version);
          if (task.phase === 'assigned') confirmWith(event.stream, task, draw, 0.5);
          if (task.lateAt !== null)
            finishAfter(event.stream, task.rounds.at(-1)?.number ?? 1, draw.between(5, 15), draw);
          break;
        }
        case 'task.not-applicable-claimed': {
          const draw = world.random('claim', event.stream);
          const leader = world.cast.find('shift-leader', { not: [event.by.person] });
          world.after(draw.logNormal(10, 0.4), () => {
            if (taskOf(event.stream)?.claim)
              world.say(leader, {
                type: 'task.answer-claim',
                stream: event.stream,
                data: { accept: true, reason: '情况属实' },
              });
          });
          break;
        }
      }
    },
  };
}

/** Evidence of the kind that the plan asks for. Numbers are made up within what the unit could have. */
function evidenceFor(task: TaskState, draw: Random): Evidence {
  const text = '已按预案落实';
  switch (task.evidenceKind) {
    case 'receipt':
      return { kind: 'receipt', note: text };
    case 'log':
      return { kind: 'log', text: '值守、巡查记录已登记' };
    case 'list': {
      const total = draw.whole(8, 40);
      return { kind: 'list', total, done: total, text: '清单逐项完成' };
    }
    case 'photo':
      return { kind: 'photo', refs: [`sim:${idOf(`task/${task.id}`)}:${task.rounds.at(-1)?.number ?? 1}`], text };
    case 'counts': {
      const row = (what: string, most: number) => {
        const found = draw.whole(0, most);
        const removed = Math.floor(found * 0.35);
        return { what, found, removed, reinforced: found - removed };
      };
      return { kind: 'counts', rows: [row('店招', 24), row('户外广告', 6), row('树木', 15), row('围挡', 4)] };
    }
    case 'brief':
      return { kind: 'brief', number: task.rounds.at(-1)?.number ?? 1, text: '值守、排查、处置情况已汇总上报' };
    case 'minutes':
      return { kind: 'minutes', text: '会商纪要：明确重点点位、责任单位和上报时限' };
    case 'ledger': {
      const due = draw.whole(2, 14);
      const refused = draw.chance(0.15) ? 1 : 0;
      return {
        kind: 'ledger',
        due,
        done: due - refused,
        refused,
        text: refused ? '一人不愿转移，两名见证人签字' : '全部妥善安置',
      };
    }
    case 'note':
      return { kind: 'note', text };
  }
}
