import { deriveId, HOUR, MINUTE } from '../../domain/kernel/index.ts';
import type { RosterState } from '../../domain/people/index.ts';
import type { Session } from '../client.ts';
import type { Player, World } from '../world.ts';

const STREAM = 'duty/roster';
/** Day shift from 08:00, night shift from 20:00 Beijing time. */
const SHIFT = 12 * HOUR;

/** The duty room: a leader and an officer for every shift, signing on and off, handing over with open items, a log of calls. */
export function dutyPlayer(world: World): Player {
  const { from, to } = world.scenario;
  const leaders = world.cast.sessions.filter(({ who }) => who.roles.includes('commander'));
  const officers = world.cast.sessions.filter(({ who }) => who.roles.includes('shift-leader'));
  const idOfShift = (role: string, n: number): string => deriveId('shift', world.seed, role, n);

  function plan(
    planner: Session,
    role: 'leader' | 'officer',
    people: readonly Session[],
    n: number,
    start: number,
  ): void {
    const session = people[n % people.length];
    if (!session) return;
    const shift = idOfShift(role, n);
    const unit = session.who.unit ?? 'ops-centre';
    world.say(planner, {
      type: 'duty.plan-shift',
      stream: STREAM,
      data: { shift, role, unit, person: session.who.person, from: start, to: start + SHIFT },
    });
    const draw = world.random('duty', role, n);
    world.at(Math.max(start, from + 6 * MINUTE) + draw.between(-8, 5) * MINUTE, () =>
      world.say(session, { type: 'duty.sign-on', stream: STREAM, data: { shift } }),
    );
    // The last shift stays: a desk is never left empty.
    if (start + SHIFT >= to) return;
    if (role === 'officer') handOver(people, session, n, start + SHIFT);
    else world.at(start + SHIFT + 12 * MINUTE, () => leave(session, shift));
  }

  /** Laid out a little after the next officer has signed on; taken over; then the old one leaves. */
  function handOver(people: readonly Session[], session: Session, n: number, end: number): void {
    const next = people[(n + 1) % people.length];
    if (!next || next === session) {
      world.at(end - 2 * MINUTE, () => leave(session, idOfShift('officer', n)));
      return;
    }
    world.at(end + 6 * MINUTE, () => {
      const open = [...world.mirror.all<{ stage: string; no: string }>('case')]
        .filter(([, state]) => ['handling', 'dispatched', 'followed', 'suspended'].includes(state.stage))
        .slice(0, 50)
        .map(([id, state]) => ({ stream: `case/${id}`, note: `${state.no} 在办` }));
      world.say(session, {
        type: 'duty.hand-over',
        stream: STREAM,
        data: { to: next.who.person, open, note: '在办事项如列，重点关注积水点和未确认住户' },
      });
      world.after(3, () => {
        const offered = world.mirror
          .state<RosterState>(STREAM)
          ?.handovers.findLast((row) => row.to === next.who.person && row.takenAt === undefined);
        if (offered) world.say(next, { type: 'duty.take-over', stream: STREAM, data: { handover: offered.id } });
      });
      world.after(6, () => leave(session, idOfShift('officer', n)));
    });
  }

  function leave(session: Session, shift: string): void {
    if (world.mirror.state<RosterState>(STREAM)?.shifts[shift]?.phase === 'on')
      world.say(session, { type: 'duty.sign-off', stream: STREAM, data: { shift } });
  }

  function log(n: number): void {
    const draw = world.random('log', n);
    const officer = officers[0];
    const [counterpart, what] = draw.pick([
      ['区防汛办', '询问街道响应、转移和积水情况'],
      ['区总值班室', '点名抽查在岗情况'],
      ['区绿化市容局', '协调行道树倒伏处置力量'],
      ['供电公司', '核对停电楼栋'],
    ] as const);
    world.say(officer, {
      type: 'duty.log',
      stream: STREAM,
      data: { kind: 'call', direction: draw.chance(0.7) ? 'in' : 'out', counterpart, what, done: '已按要求答复' },
    });
    const wait = draw.exponential(150);
    if (world.now() + wait * MINUTE < to) world.after(wait, () => log(n + 1));
  }

  return {
    begin() {
      const planner = officers[0];
      if (!planner) return;
      world.at(from + 3 * MINUTE, () => {
        // 08:00 and 20:00 Beijing time are 00:00 and 12:00 UTC. The shift that is running at the start is planned from its true beginning.
        const first = Math.floor(from / SHIFT) * SHIFT;
        for (let n = 0, start = first; start < to; n++, start += SHIFT) {
          plan(planner, 'leader', leaders, n, start);
          plan(planner, 'officer', officers, n, start);
        }
      });
      world.at(from + 40 * MINUTE, () => log(0));
    },
  };
}
