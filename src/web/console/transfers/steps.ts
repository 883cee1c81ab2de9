import type { LedgerState, Line, LineState, Place, ShelterState } from '../../../domain/transfers/index.ts';
import { roomIn, TOLD_HOW, TRANSPORTS } from '../../../domain/transfers/index.ts';
import type { Answers, Field, Option } from '../../ui/parts/FieldsForm.tsx';
import type { Dictionary } from '../../ui/words/index.tsx';

export type StepKey =
  | 'tell'
  | 'leave'
  | 'arrive'
  | 'check'
  | 'go-off'
  | 'refuse'
  | 'force'
  | 'allow-return'
  | 'return'
  | 'plan'
  | 'strike'
  | 'put-back';

/** From which states a step leads on; before or after the order was lifted, where that matters. */
const FROM: Readonly<Record<StepKey, readonly LineState[]>> = {
  tell: ['listed'],
  leave: ['listed', 'told', 'refused', 'gone'],
  arrive: ['listed', 'told', 'refused', 'moving', 'gone', 'settled'],
  check: ['settled', 'may-return'],
  refuse: ['listed', 'told', 'moving', 'gone'],
  force: ['refused'],
  'go-off': ['settled'],
  'allow-return': ['settled'],
  return: ['may-return', 'moving'],
  plan: ['listed', 'told', 'refused', 'moving', 'gone'],
  strike: ['listed', 'told', 'refused', 'moving', 'settled', 'gone', 'may-return'],
  'put-back': ['told', 'refused', 'moving', 'settled', 'gone', 'struck'],
};
const ORDER = Object.keys(FROM) as readonly StepKey[];
/** One household at a time: a proof, an order, a mistake. */
const ONE_ONLY: readonly StepKey[] = ['refuse', 'force', 'put-back'];
/** What is pressed most in each state stands beside the row; the rest behind one button. */
const FIRST: Readonly<Partial<Record<LineState, readonly StepKey[]>>> = {
  listed: ['tell', 'arrive'],
  told: ['leave', 'arrive', 'refuse'],
  refused: ['force', 'arrive'],
  moving: ['arrive'],
  settled: ['check', 'allow-return'],
  gone: ['arrive'],
  'may-return': ['return'],
};

/** Steps that lead on for all of these lines. */
export function stepsOf(ledger: LedgerState, lines: readonly Line[]): readonly StepKey[] {
  const lifted = ledger.liftedAt !== undefined;
  return ORDER.filter(
    (step) =>
      lines.every((line) => FROM[step].includes(line.state)) &&
      (lines.length === 1 || !ONE_ONLY.includes(step)) &&
      (lifted || (step !== 'allow-return' && step !== 'return')) &&
      !(lifted && ['tell', 'plan', 'refuse', 'force', 'put-back'].includes(step)),
  );
}
export function isFirst(line: Line, step: StepKey): boolean {
  return FIRST[line.state]?.includes(step) ?? false;
}

export interface Offered {
  readonly words: Dictionary;
  /** Open shelters that the actor may use, with their names. */
  readonly shelters: readonly { readonly id: string; readonly name: string; readonly state: ShelterState }[];
  readonly mayAnywhere: boolean;
  readonly witnesses: readonly Option[];
  readonly line: Line | undefined;
}

/** What a step asks before it is sent; undefined: nothing, one press does it. */
export function fieldsOf(step: StepKey, { words, shelters, mayAnywhere, witnesses, line }: Offered): readonly Field[] {
  const w = words.transfer;
  const options = <T extends string>(list: readonly T[], names: Readonly<Record<T, string>>): readonly Option[] =>
    list.map((value) => ({ value, label: names[value] }));
  const places: readonly Option[] = [
    ...shelters.map(({ id, name, state }) => ({ value: id, label: `${name} · ${w.free(String(roomIn(state)))}` })),
    ...(mayAnywhere
      ? options(['kin', 'nearby'] as const, w.places).map(({ value, label }) => ({ value: `:${value}`, label }))
      : []),
  ];
  const reason: Field = { kind: 'text', name: 'note', label: words.common.reason };
  switch (step) {
    case 'tell':
      return [{ kind: 'choice', name: 'how', label: w.tell, value: 'visit', options: options(TOLD_HOW, w.how) }];
    case 'plan':
      return [
        {
          kind: 'choice',
          name: 'place',
          label: w.place,
          options: places,
          value: placeValue(line?.plan?.place),
          optional: true,
        },
        {
          kind: 'choice',
          name: 'transport',
          label: w.transport,
          options: options(TRANSPORTS, w.transports),
          value: line?.plan?.transport,
          optional: true,
        },
        {
          kind: 'number',
          name: 'assisted',
          label: w.assisted,
          min: 0,
          max: 200,
          value: line?.plan?.assisted,
          optional: true,
        },
        { kind: 'number', name: 'pets', label: w.pets, min: 0, max: 200, value: line?.plan?.pets, optional: true },
      ];
    case 'arrive':
      return [
        { kind: 'choice', name: 'place', label: w.arriveAt, options: places, value: placeValue(line?.plan?.place) },
        ...(line
          ? ([
              {
                kind: 'number',
                name: 'people',
                label: w.arrivedPeople,
                min: 1,
                max: 200,
                value: line.people,
                optional: true,
              },
              { kind: 'line', name: 'bed', label: w.bed, optional: true },
            ] as const)
          : []),
      ];
    case 'refuse':
      return [
        {
          kind: 'choice',
          name: 'proof',
          label: w.proof,
          value: 'signature',
          options: options(['signature', 'witnesses'] as const, w.proofs),
        },
        { kind: 'choice', name: 'one', label: w.witness('1'), options: witnesses, optional: true },
        { kind: 'choice', name: 'two', label: w.witness('2'), options: witnesses, optional: true },
      ];
    case 'force':
      return [{ kind: 'line', name: 'order', label: w.order }];
    case 'go-off':
    case 'strike':
      return [reason];
    case 'put-back':
      return [
        {
          kind: 'choice',
          name: 'to',
          label: w.putBackTo,
          value: 'listed',
          options: options(
            line?.told && line.state !== 'told' ? (['listed', 'told'] as const) : (['listed'] as const),
            w.state,
          ),
        },
        reason,
      ];
    default:
      return [];
  }
}

function placeValue(place: Place | undefined): string | undefined {
  return place && (place.kind === 'shelter' ? place.shelter : `:${place.kind}`);
}
function placeOf(answer: string | undefined): Place | undefined {
  if (!answer) return undefined;
  return answer.startsWith(':') ? { kind: answer.slice(1) as 'kin' | 'nearby' } : { kind: 'shelter', shelter: answer };
}

/** The answers in the words of the command. */
export function dataOf(step: StepKey, households: readonly string[], a: Answers): object {
  const household = households[0];
  const number = (name: string) => (a[name] ? { [name]: Number(a[name]) } : {});
  switch (step) {
    case 'tell':
      return { households, how: a['how'] };
    case 'plan': {
      const place = placeOf(a['place']);
      return {
        households,
        ...(place ? { place } : {}),
        ...(a['transport'] ? { transport: a['transport'] } : {}),
        ...number('assisted'),
        ...number('pets'),
      };
    }
    case 'arrive':
      return {
        arrivals: households.map((one) => ({
          household: one,
          place: placeOf(a['place']),
          ...number('people'),
          ...(a['bed'] ? { bed: a['bed'] } : {}),
        })),
      };
    case 'refuse':
      return {
        household,
        proof:
          a['proof'] === 'witnesses'
            ? { kind: 'witnesses', persons: [a['one'] || a['two'], a['two'] || a['one']] }
            : { kind: 'signature' },
      };
    case 'force':
      return { household, order: a['order'] };
    case 'put-back':
      return { household, to: a['to'], note: a['note'] };
    case 'go-off':
    case 'strike':
      return { households, note: a['note'] };
    default:
      return { households };
  }
}
