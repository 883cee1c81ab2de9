import type { CaseState } from '../../domain/cases/index.ts';
import { deriveId, HOUR, idOf, kindOf, MINUTE } from '../../domain/kernel/index.ts';
import type { Session } from '../client.ts';
import type { Player } from '../world.ts';
import { type Casework, caseOf, desk, later, turnOf, worker } from './casework.ts';

/** Units in the field and the level above: take cases, go there, handle, feed back; ask for time, help, another unit. */
export function unitPlayer(work: Casework): Player {
  const { world } = work;
  const people = world.scenario.people.unit;
  const turns = new Map<string, string>();

  const handleMinutes = (category: string): number => people.handle[category] ?? people.handle['other'] ?? 35;
  /** Whoever says it: the unit itself, or the desk for a unit that only has a radio. */
  function speaker(unit: string): { session: Session | undefined; voice: object } {
    const own = worker(world, unit);
    return own ? { session: own, voice: {} } : { session: desk(world, 'intake'), voice: { voice: { unit } } };
  }
  function photo(id: string, turn: string, at: number): object {
    return { media: `sim:${deriveId('photo', id, turn)}`, when: 'after', takenAt: at };
  }

  function take(id: string, state: CaseState, turn: string): void {
    const draw = world.random('take', id, turn);
    const unit = state.unit as string;
    if (draw.chance(people.refusesShare) && state.dispatches.length === 1) {
      later(work, id, draw.logNormal(people.take, people.spread), () => {
        const own = worker(world, unit);
        world.say(own, { type: 'case.request-send-back', stream: `case/${id}`, data: { reason: '不属本单位职责' } });
      });
    }
    // Some do not hear it until they are called.
    const wait = draw.chance(people.forgetsShare) ? draw.between(25, 45) : draw.logNormal(people.take, people.spread);
    later(work, id, wait, (now) => {
      if (now.requests.some((row) => row.kind === 'send-back')) {
        later(work, id, 20, () => {
          const { session, voice } = speaker(unit);
          world.say(session, { type: 'case.take', stream: `case/${id}`, data: voice });
        });
        return;
      }
      const { session, voice } = speaker(unit);
      world.say(session, { type: 'case.take', stream: `case/${id}`, data: voice });
    });
  }

  function handle(id: string, state: CaseState, turn: string): void {
    const draw = world.random('handle', id, turn, state.requestHistory.length);
    const unit = state.unit as string;
    const need =
      draw.logNormal(people.travel, people.spread) + draw.logNormal(handleMinutes(state.category), people.spread);
    const left = state.clocks.step ? (state.clocks.step.dueAt - world.now()) / MINUTE : Number.POSITIVE_INFINITY;
    const own = worker(world, unit);
    if (own && need > left * 0.9 && draw.chance(0.7)) {
      later(work, id, Math.max(1, left * 0.6), () =>
        world.say(own, {
          type: 'case.request-delay',
          stream: `case/${id}`,
          data: { reason: '风雨大，作业受限', minutes: Math.min(240, Math.ceil((need - left) / 10) * 10 + 20) },
        }),
      );
    }
    if (own && draw.chance(people.helpShare)) {
      later(work, id, need * 0.3, () =>
        world.say(own, { type: 'case.request-help', stream: `case/${id}`, data: { reason: '人手、设备不足' } }),
      );
    }
    const suspended = state.requestHistory.some((row) => row.kind === 'suspend');
    if (own && !suspended && draw.chance(people.suspendShare)) {
      later(work, id, need * 0.4, () =>
        world.say(own, {
          type: 'case.request-suspend',
          stream: `case/${id}`,
          data: { reason: '需待风力减弱后登高作业', reviewAt: world.now() + 5 * HOUR },
        }),
      );
    }
    feedBackAfter(id, unit, need, turn);
  }

  function feedBackAfter(id: string, unit: string, need: number, turn: string): void {
    const draw = world.random('feed back', id, turn);
    later(work, id, need, (now) => {
      // A request that waits for its answer holds the work up.
      if (now.requests.some((row) => row.kind === 'suspend' || row.kind === 'help')) {
        feedBackAfter(id, unit, 10, turn);
        return;
      }
      const { session, voice } = speaker(unit);
      const evidence = draw.chance(people.withoutPhotoShare)
        ? { evidence: [], withoutPhoto: '手机进水，无法拍照' }
        : { evidence: [photo(id, turn, world.now())] };
      world.say(session, {
        type: 'case.feed-back',
        stream: `case/${id}`,
        data: { done: '现场已处置', ...evidence, ...voice },
      });
    });
  }

  return {
    on(event) {
      if (kindOf(event.stream) !== 'case') return;
      const id = idOf(event.stream);
      const state = caseOf(world, id);
      if (!state) return;
      const turn = turnOf(state);
      if (turns.get(id) !== turn) {
        turns.set(id, turn);
        if (state.stage === 'dispatched' && state.unit) take(id, state, turn);
        if (state.stage === 'handling' && state.unit) handle(id, state, turn);
        if (state.stage === 'followed') {
          const draw = world.random('upper', id, turn);
          later(work, id, draw.logNormal(110, 0.6), () =>
            world.say(desk(world, 'dispatcher'), {
              type: 'case.upper-done',
              stream: `case/${id}`,
              data: { done: '区级单位已处置', evidence: [photo(id, turn, world.now())] },
            }),
          );
        }
      }
      if (event.type === 'case.supervised') {
        const { supervision } = event.data as { supervision: string };
        world.after(world.random('answer', supervision).logNormal(12, 0.5), () => {
          const now = caseOf(world, id);
          const who = now?.unit ? worker(world, now.unit) : undefined;
          if (
            now?.supervisions.some((row) => row.id === supervision && !row.answer) &&
            !['closed', 'evaluated', 'rejected', 'voided', 'merged'].includes(now.stage)
          ) {
            world.say(who ?? desk(world, 'dispatcher'), {
              type: 'case.answer',
              stream: `case/${id}`,
              data: { supervision, text: '正在处置，马上完成' },
            });
          }
        });
      }
    },
  };
}
