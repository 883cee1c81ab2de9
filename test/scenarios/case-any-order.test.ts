import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseRefusals } from '../../src/contract/refusals/cases.ts';
import { refusals } from '../../src/contract/refusals/index.ts';
import {
  type CaseState,
  cases,
  LOOP,
  limits,
  mayCase,
  NO_CASE,
  phaseOf,
  STAGES,
  type Step,
} from '../../src/domain/cases/index.ts';
import { type Actor, MINUTE } from '../../src/domain/kernel/index.ts';
import { react } from '../../src/domain/reactions/index.ts';
import { people, picture, report, type Who } from './duty-room.ts';
import { crossing, smallDistrict } from './small-district.ts';
import { createWorld, type World } from './world.ts';

/**
 * Anybody does anything in any order, at any time: whatever is not refused must leave the case in a state that can be.
 * The dice are weighted towards those who may, or else a random walk would hardly ever get past the intake desk.
 */
const WHO = Object.keys(people) as Who[];
const CASES = ['a', 'b', 'c'];
const TYPES = [...new Set(LOOP.map((row) => row.step.split(':')[0] as string))].filter(
  (type) => type !== 'case.absorb' && type !== 'case.switch-limits',
);

interface Throw {
  readonly type: string;
  readonly name: string;
  readonly who: Who;
  /** Picks among the steps that somebody could take now; past the end of them, `type` is tried whatever it is. */
  readonly pick: number;
  /** Picks among units, outcomes, requests. */
  readonly die: number;
  readonly wait: number;
  readonly earlier: number;
}
const throws = fc.array(
  fc.record<Throw>({
    type: fc.constantFrom(...TYPES, 'forward', 'forward', 'limits'),
    name: fc.constantFrom(...CASES),
    who: fc.constantFrom(...WHO),
    pick: fc.nat(199),
    die: fc.nat(99),
    wait: fc.constantFrom(0, 1, 7, 45, 600, 12_000),
    earlier: fc.constantFrom(0, 0, 0, 1, 5, 90),
  }),
  { minLength: 60, maxLength: 140 },
);

function dataOf({ type, name, die }: Throw, state: CaseState, now: number): unknown {
  const unit = ['sanitation', 'property-west', 'property-east', 'greenery', 'nobody'][die % 5] as string;
  const evidence = die % 3 === 0 ? [] : [picture('after', now)];
  const passed = die % 3 !== 0;
  const asked = state.requests[die % Math.max(1, state.requests.length)]?.id ?? 'none';
  const reason = 'because';
  const table: Record<string, unknown> = {
    'case.draft': { source: 'patrol', category: 'ST06' },
    'case.report': {
      ...report(['ST06', 'ST30', 'ST70', 'ST71', 'ST99'][die % 5] as string),
      reporter: die % 2 ? 'contact-1' : undefined,
    },
    'case.fix-on-spot': { ...report('ST06', { evidence }), done: 'lifted the leaves' },
    'case.join': { reporter: `contact-${die % 4}`, source: 'resident' },
    'case.accept': { verify: die % 4 === 0 },
    'case.verify': { found: passed },
    'case.reject': { reason: 'already-solved' },
    'case.correct': die % 2 ? { category: 'ST31' } : { place: { position: crossing(1.5, 1) } },
    'case.merge': { into: CASES[die % 3] === name ? 'c' : CASES[die % 3] },
    'case.dispatch': { unit },
    'case.take': die % 4 === 0 && state.unit ? { voice: { unit: state.unit } } : {},
    'case.assign': { handler: `hand-${die % 3}` },
    'case.feed-back': {
      done: 'done',
      evidence,
      ...(die % 4 === 0 && state.unit ? { voice: { unit: state.unit } } : {}),
    },
    'case.upper-done': { done: 'done', evidence },
    'case.hand-up': { unit: die % 5 ? 'drainage' : unit },
    'case.follow-up': { word: 'tomorrow' },
    'case.request-delay': { reason, minutes: 30 + die },
    'case.request-suspend': { reason, reviewAt: now + (die - 10) * 60 * MINUTE },
    'case.request-help': { reason, units: die % 2 ? [unit] : [] },
    'case.grant': { request: asked },
    'case.deny': { request: asked, reason },
    'case.withdraw': { request: asked },
    'case.prolong': { reason, reviewAt: now + die * 60 * MINUTE },
    'case.supervise': { text: 'hurry' },
    'case.answer': { supervision: state.supervisions.at(-1)?.id ?? 'none', text: 'on the way' },
    'case.audit-fix': { passed },
    'case.check': { passed },
    'case.evaluate': { score: 1 + (die % 6), solved: passed, reporter: 'contact-1' },
    'case.dispute': { reason, reporter: die % 2 ? 'contact-1' : undefined },
    'case.contact': { who: 'resident', way: 'call', result: 'no-answer' },
    'case.note': { text: 'seen' },
    'case.add-evidence': { evidence: [picture('before', now)] },
    'case.set-external-no': { system: '12345', no: `${die}` },
    'case.link': { task: `task-${die}` },
    'case.note-overdue': { clock: die % 2 ? 'step' : 'whole' },
  };
  return table[type] ?? { reason };
}

function stepsOf(type: string): Step[] {
  return LOOP.map((row) => row.step).filter((step) => step.split(':')[0] === type);
}

const CATALOGUE = new Set([...Object.keys(refusals), ...Object.keys(caseRefusals)]);
const seenStages = new Set<string>();
const seenCodes = new Set<string>();
const doneSteps = new Set<string>();

/** Two throws in three a step that moves the case and that somebody may take; the rest is whatever the dice say. */
function loaded(thrown: Throw, before: CaseState): Throw {
  if (thrown.pick >= 130) return thrown;
  const moves = LOOP.filter(
    (row) =>
      (row.to !== 'same' || row.step.startsWith('case.request')) &&
      WHO.some((who) => mayCase(before, row.step, people[who], { reporter: 'contact-1' })),
  );
  const grants = moves.filter((row) => row.step.startsWith('case.grant'));
  const among = grants.length > 0 && thrown.die % 2 === 0 ? grants : moves;
  const row = among[thrown.pick % Math.max(1, among.length)];
  return row ? { ...thrown, type: row.step.split(':')[0] as string } : thrown;
}

function play(world: World, thrown: Throw, before: CaseState): void {
  const dice = loaded(thrown, before);
  const stream = `case/${dice.name}`;
  // Nine times in ten somebody who may; else whoever the dice say.
  const able = WHO.filter((who) =>
    stepsOf(dice.type).some((step) => mayCase(before, step, people[who], { reporter: 'contact-1' })),
  );
  const actor: Actor =
    people[dice.die % 10 === 0 || able.length === 0 ? dice.who : (able[dice.die % able.length] as Who)];
  const data = dataOf(dice, before, world.now());
  const occurredAt = world.now() - dice.earlier * MINUTE;
  const id = `${dice.type}#${world.journal().length}#${dice.die}`;
  const answer = world.send(actor, { id, type: dice.type, stream, data, ...(dice.earlier ? { occurredAt } : {}) });
  if (!answer.ok) {
    seenCodes.add(answer.refusal.code);
    if (!CATALOGUE.has(answer.refusal.code)) throw new Error(`no words for ${answer.refusal.code}`);
    return;
  }
  doneSteps.add(dice.type);
}

/** A matcher per property would cost more than the whole play: thousands of states are looked at. */
function must(holds: boolean, what: string, state: CaseState): void {
  if (!holds) throw new Error(`${what}: ${JSON.stringify(state)}`);
}

function sound(before: CaseState, state: CaseState, now: number): void {
  seenStages.add(state.stage);
  const { step, whole } = state.clocks;
  const phase = phaseOf(state);
  const { stage } = state;
  must(state.since <= now, 'stands there since a time to come', state);
  must(before.id === '' || before.stage === 'draft' || state.since >= before.since, 'went back in time', state);
  for (const clock of [step, whole]) {
    if (!clock) continue;
    must(clock.dueAt >= clock.startedAt, 'was due before it began', state);
    must(
      clock.stoppedAt === undefined || stage === 'suspended' || stage === 'followed',
      'a clock stands in a running case',
      state,
    );
  }
  must(
    state.steps.every((row) => row.endedAt >= row.startedAt),
    'a step ended before it began',
    state,
  );
  must((state.closedAt !== null) === (phase === 'closed' && stage !== 'discarded'), 'closed and not closed', state);
  if (phase === 'closed') {
    must(whole === null && (step === null || stage === 'closed'), 'a clock runs in a closed case', state);
    must(state.requests.length === 0, 'a request waits in a closed case', state);
  }
  if (['dispatched', 'handling', 'suspended', 'followed'].includes(stage))
    must(state.unit !== null, 'nobody works on it', state);
  if (['draft', 'reported', 'verifying', 'accepted', 'registered'].includes(stage))
    must(state.unit === null, 'a unit has it before it was sent', state);
  must((state.suspension !== null) === (stage === 'suspended'), 'suspended and not suspended', state);
  must(stage !== 'followed' || state.upper?.unit === state.unit, 'followed where nobody has it', state);
  must(
    stage !== 'closed' || !state.handledBy.persons.includes(state.closedBy ?? ''),
    'closed by who handled it',
    state,
  );
  must(new Set(state.requests.map((row) => row.kind)).size === state.requests.length, 'two requests of a kind', state);
  must(new Set(state.reporters.map((row) => row.ref)).size === state.reporters.length, 'a reporter twice', state);
  must(state.dispatches.filter((row) => row.ended === undefined).length <= 1, 'with two units at once', state);
}

test('anybody, anything, any order: never a state that cannot be, never a timer that rings for ever, never a lost event', () => {
  fc.assert(
    fc.property(throws, (dice) => {
      const world = createWorld({
        aggregates: [cases, limits],
        district: smallDistrict,
        start: '2021-07-22 08:30',
        react,
      });
      for (const one of dice) {
        if (one.type === 'forward') world.forward(one.wait);
        else if (one.type === 'limits')
          world.send(people.system, {
            id: `limits#${world.journal().length}`,
            type: 'limits.switch',
            stream: 'limits/mode',
            data: { storm: one.die % 2 === 0 },
          });
        else {
          const before = CASES.map((name) =>
            world.exists(`case/${name}`) ? world.state<CaseState>(`case/${name}`) : NO_CASE,
          );
          play(world, one, before[CASES.indexOf(one.name)] as CaseState);
          for (const [i, name] of CASES.entries()) {
            if (world.exists(`case/${name}`))
              sound(before[i] as CaseState, world.state<CaseState>(`case/${name}`), world.now());
          }
        }
      }
      // A moved stage is a stage that the loop has a row for.
      const stages = new Map<string, string>();
      const allowed = new Set(
        LOOP.flatMap((row) =>
          row.to === 'same'
            ? []
            : row.from.flatMap((from) => (row.to as readonly string[]).map((to) => `${from}→${to}`)),
        ),
      );
      const folded = new Map<string, CaseState>();
      for (const event of world.journal()) {
        if (!event.stream.startsWith('case/')) continue;
        const next = cases.evolve(folded.get(event.stream) ?? NO_CASE, event as never);
        folded.set(event.stream, next);
        const from = stages.get(event.stream) ?? 'none';
        if (from !== next.stage && !allowed.has(`${from}→${next.stage}`))
          throw new Error(`the loop has no way ${from}→${next.stage}`);
        stages.set(event.stream, next.stage);
      }
      world.expect(
        ...world
          .journal()
          .slice(world.heard())
          .map((event) => event.type),
      );
      world.end();
    }),
    { numRuns: 120, seed: 20210725 },
  );
  // A walk that got nowhere proves nothing.
  expect([...STAGES].filter((stage) => !seenStages.has(stage))).toEqual([]);
  expect(doneSteps.size).toBeGreaterThan(40);
  expect(seenCodes.size).toBeGreaterThan(20);
});
