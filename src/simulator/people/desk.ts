import type { CaseState, RequestKind } from '../../domain/cases/index.ts';
import { HOUR, idOf, kindOf, MINUTE } from '../../domain/kernel/index.ts';
import { Refusal } from '../client.ts';
import type { Player } from '../world.ts';
import { type Casework, caseOf, desk, later, turnOf } from './casework.ts';
import { unitsFor } from './places.ts';

interface Suggestions {
  readonly units?: readonly { readonly unit: string }[];
}

/** The duty desk: takes in, verifies, registers, dispatches, decides side requests, checks and closes. */
export function deskPlayer(work: Casework): Player {
  const { world } = work;
  const times = world.scenario.people.desk;
  const turns = new Map<string, string>();
  const minutes = (id: string, what: 'accept' | 'verify' | 'register' | 'dispatch' | 'check', turn: string): number =>
    world.random('desk', what, id, turn).logNormal(times[what], times.spread);

  function onTurn(id: string, state: CaseState, turn: string): void {
    switch (state.stage) {
      case 'reported':
        later(work, id, minutes(id, 'accept', turn), (now) => takeIn(id, now), 'desk');
        break;
      case 'verifying':
        later(work, id, minutes(id, 'verify', turn), (now) => verify(id, now));
        break;
      case 'accepted':
        later(
          work,
          id,
          minutes(id, 'register', turn),
          () => world.say(desk(world, 'shift-leader'), { type: 'case.register', stream: `case/${id}`, data: {} }),
          'desk',
        );
        break;
      case 'registered':
        later(work, id, minutes(id, 'dispatch', turn), (now) => dispatch(id, now), 'desk');
        break;
      case 'followed':
        later(work, id, 45, () =>
          world.say(desk(world, 'dispatcher'), {
            type: 'case.follow-up',
            stream: `case/${id}`,
            data: { word: '已联系区级单位，正在处置' },
          }),
        );
        break;
      case 'suspended':
        later(work, id, Math.max(10, ((state.suspension?.reviewAt ?? 0) - world.now()) / MINUTE), () =>
          world.say(desk(world, 'dispatcher'), {
            type: 'case.resume',
            stream: `case/${id}`,
            data: { note: '条件具备，恢复处置' },
          }),
        );
        break;
      case 'self-handled':
        later(
          work,
          id,
          minutes(id, 'check', turn),
          (now) =>
            world.say(desk(world, 'intake', now.handledBy.persons), {
              type: 'case.audit-fix',
              stream: `case/${id}`,
              data: { passed: true, note: '照片核实' },
            }),
          'desk',
        );
        break;
      case 'fed-back':
        later(work, id, minutes(id, 'check', turn), (now) => check(id, now, turn), 'desk');
        break;
    }
  }

  function takeIn(id: string, state: CaseState): void {
    const intake = desk(world, 'intake');
    const known = work.background.get(id);
    const master = known && known.nth > 0 ? work.firstOf.get(known.incident.id) : undefined;
    const into = master && master !== id ? caseOf(world, master) : undefined;
    if (master && into && !['closed', 'evaluated', 'rejected', 'voided', 'merged'].includes(into.stage)) {
      world.say(intake, { type: 'case.merge', stream: `case/${id}`, data: { into: master } });
      return;
    }
    const draw = world.random('take in', id);
    if (known?.incident.category === 'ST99' && draw.chance(0.2)) {
      world.say(intake, { type: 'case.reject', stream: `case/${id}`, data: { reason: 'not-our-matter' } });
      return;
    }
    // What staff saw themselves needs no second look; what is told by telephone or machine does, more often than not.
    const toldFromAfar = ['resident', 'hotline-12345', 'hotline-962121', 'sensor', 'ai'].includes(state.source);
    const verify =
      state.urgency !== 'very-urgent' && toldFromAfar && (known?.incident.real === false || draw.chance(0.45));
    world.say(intake, { type: 'case.accept', stream: `case/${id}`, data: { verify } });
  }

  function verify(id: string, state: CaseState): void {
    const real = work.background.get(id)?.incident.real ?? true;
    const area = state.place?.committee;
    const who = (area && world.cast.find('committee', { area })) || desk(world, 'supervisor') || desk(world, 'intake');
    world.say(who, {
      type: 'case.verify',
      stream: `case/${id}`,
      data: { found: real, note: real ? '现场属实' : '现场未见，周边询问无人知晓' },
    });
  }

  function dispatch(id: string, state: CaseState): void {
    const dispatcher = desk(world, 'dispatcher');
    if (!dispatcher) return;
    const able = unitsFor(world.district, state.category, state.place);
    const upper = able.find((unit) => unit.upper);
    if (work.municipal.has(state.category) && upper && state.dispatches.length === 0) {
      world.say(dispatcher, {
        type: 'case.hand-up',
        stream: `case/${id}`,
        data: { unit: upper.id, note: '市政设施，报区级处置' },
      });
      return;
    }
    const been = new Set(state.dispatches.filter((row) => row.ended === 'sent-back').map((row) => row.unit));
    const own = able.filter((unit) => !unit.upper && !been.has(unit.id));
    world.errand('suggestions', async () => {
      // Sent back by everybody who could do it: the nearest has to, whatever it says.
      let unit = own[0]?.id ?? able.find((row) => !row.upper)?.id;
      try {
        const { units } = await dispatcher.get<Suggestions>(`/api/v1/cases/${id}/suggestions`);
        unit = units?.find((row) => !been.has(row.unit))?.unit ?? unit;
      } catch (error) {
        // Without a suggestion the dispatcher goes by the table of categories.
        if (!(error instanceof Refusal)) throw error;
      }
      const now = caseOf(world, id);
      if (unit && now && turnOf(now) === turnOf(state))
        await world.sayNow(dispatcher, { type: 'case.dispatch', stream: `case/${id}`, data: { unit } });
      else if (upper && now && turnOf(now) === turnOf(state))
        await world.sayNow(dispatcher, { type: 'case.hand-up', stream: `case/${id}`, data: { unit: upper.id } });
    });
  }

  function check(id: string, state: CaseState, turn: string): void {
    const { persons, units } = state.handledBy;
    const checker =
      world.cast.sessions.find(
        ({ who }) =>
          who.roles.some((role) => role === 'supervisor' || role === 'intake') &&
          !persons.includes(who.person) &&
          !(who.unit && units.includes(who.unit)),
      ) ?? desk(world, 'shift-leader', persons);
    const passed =
      state.reworks >= 2 || !world.random('check', id, turn).chance(world.scenario.people.unit.reworkShare);
    world.say(checker, { type: 'case.start-check', stream: `case/${id}`, data: {} });
    world.say(checker, {
      type: 'case.check',
      stream: `case/${id}`,
      data: { passed, note: passed ? '现场核查通过' : '隐患未消除，返工' },
    });
  }

  /** Side requests are answered within minutes, mostly granted. */
  function onRequest(id: string, request: string, kind: RequestKind, by: string): void {
    const draw = world.random('request', request);
    later(
      work,
      id,
      draw.logNormal(6, 0.5),
      (state) => {
        if (!state.requests.some((row) => row.id === request)) return;
        const who = desk(world, kind === 'void' ? 'shift-leader' : 'dispatcher', [by]);
        const helper = unitsFor(world.district, state.category, state.place).find(
          (unit) => !unit.upper && unit.id !== state.unit,
        );
        if (draw.chance(0.88) && (kind !== 'help' || helper)) {
          const help = kind === 'help' ? { units: [helper?.id] } : {};
          world.say(who, { type: 'case.grant', stream: `case/${id}`, data: { request, ...help } });
        } else world.say(who, { type: 'case.deny', stream: `case/${id}`, data: { request, reason: '请按时限处置' } });
      },
      'desk',
    );
  }

  return {
    on(event) {
      if (kindOf(event.stream) !== 'case') return;
      const id = idOf(event.stream);
      const state = caseOf(world, id);
      if (!state) return;
      const data = event.data as {
        request?: string;
        kind?: RequestKind;
        key?: string;
        clock?: string;
        reason?: string;
      };
      const turn = turnOf(state);
      if (turns.get(id) !== turn) {
        turns.set(id, turn);
        onTurn(id, state, turn);
      }
      if (event.type === 'case.requested' && data.request && data.kind)
        onRequest(id, data.request, data.kind, event.by.person);
      if (event.type === 'case.overdue' && data.key === 'handle' && state.supervisions.length === 0) {
        const leader = desk(world, 'shift-leader');
        later(
          work,
          id,
          4,
          () =>
            world.say(leader, {
              type: 'case.supervise',
              stream: `case/${id}`,
              data: { text: '已超时，请说明并抓紧处置', answerBy: world.now() + HOUR },
            }),
          'desk',
        );
      }
      if (event.type === 'case.escalated')
        later(work, id, 2, () =>
          world.say(desk(world, 'shift-leader'), {
            type: 'case.remind',
            stream: `case/${id}`,
            data: { note: '请立即接单' },
          }),
        );
      if (event.type === 'case.disputed') {
        const draw = world.random('dispute', id, state.disputes);
        world.after(draw.logNormal(12, 0.4), () => {
          const now = caseOf(world, id);
          if (!now?.dispute) return;
          const leader = desk(world, 'shift-leader');
          if (draw.chance(0.6))
            world.say(leader, {
              type: 'case.reopen',
              stream: `case/${id}`,
              data: { reason: '居民反映未解决，重新处置' },
            });
          else
            world.say(leader, {
              type: 'case.answer-dispute',
              stream: `case/${id}`,
              data: { reason: '已上门说明，问题已解决' },
            });
        });
      }
    },
  };
}
