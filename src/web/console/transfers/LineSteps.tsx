import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { all } from '../../../domain/screen/index.ts';
import { type LedgerState, type Line, ledgerId, mayLedger, shelterOf } from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { personName } from '../../ui/derive/names.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { dataOf, fieldsOf, isFirst, type StepKey, stepsOf } from './steps.ts';

const NAMES = {
  tell: 'tell',
  leave: 'leave',
  arrive: 'arrive',
  check: 'check',
  'go-off': 'goOff',
  refuse: 'refuse',
  force: 'force',
  'allow-return': 'allow',
  return: 'goHome',
  plan: 'planDo',
  strike: 'strike',
  'put-back': 'putBack',
} as const satisfies Readonly<Record<StepKey, string>>;
const GRAVE: readonly StepKey[] = ['refuse', 'force', 'go-off', 'strike'];

/** What may be done with one household, or with several alike; what is pressed most stands first. */
export function LineSteps({
  ledger,
  households,
  onDone,
}: {
  readonly ledger: LedgerState;
  readonly households: readonly string[];
  readonly onDone?: () => void;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const { state, past } = useShown(60_000);
  const [asking, setAsking] = useState<StepKey>();
  const [more, setMore] = useState(false);
  const lines = households.flatMap((id) => ledger.lines[id] ?? []);
  const only = lines.length === 1 ? lines[0] : undefined;
  const may = (step: StepKey, shelters?: readonly (string | undefined)[]): boolean =>
    mayLedger(district.district, ledger, `ledger.${step}`, actor, shelters);
  const shelters = Object.entries(all(state, 'shelter'))
    .filter(([id, one]) => one.phase === 'open' && may('arrive', [id]))
    .map(([id, one]) => ({ id, name: district.points.get(id)?.name[language] ?? id, state: one }));
  const allowed = (step: StepKey): boolean => {
    if (step === 'arrive') return may(step) || shelters.length > 0;
    return may(step, step === 'check' || step === 'go-off' ? lines.map((line) => shelterOf(line.place)) : undefined);
  };
  const steps = past ? [] : stepsOf(ledger, lines).filter(allowed);
  const shown = only ? steps.filter((step) => more || isFirst(only, step)) : steps;
  if (steps.length === 0) return null;
  const offered = {
    words,
    shelters,
    mayAnywhere: may('arrive'),
    witnesses: Object.keys(all(state, 'person')).map((id) => ({
      value: id,
      label: personName(state, district, id, language, words),
    })),
    line: only,
  };
  const send = async (step: StepKey, answers: Readonly<Record<string, string>>): Promise<void> => {
    const stream = `ledger/${ledgerId(ledger.transfer, ledger.committee)}`;
    const data = dataOf(step, households, answers);
    if (!(await act({ type: `ledger.${step}`, stream, data }, w[NAMES[step]]))) return;
    setAsking(undefined);
    onDone?.();
  };
  const press = (step: StepKey): void => {
    if (fieldsOf(step, offered).length > 0) setAsking(step);
    else void send(step, {});
  };
  return (
    <>
      <span className="row wrap">
        {shown.map((step) => (
          <button
            key={step}
            type="button"
            className={GRAVE.includes(step) ? 'button small grave' : 'button small'}
            data-step={step}
            aria-expanded={asking === step ? true : undefined}
            onClick={() => press(step)}
          >
            {w[NAMES[step]]}
          </button>
        ))}
        {only && shown.length < steps.length && (
          <button
            type="button"
            className="button small quiet square"
            data-step="more"
            aria-label={w.more}
            title={w.more}
            onClick={() => setMore(true)}
          >
            <Ellipsis size={15} />
          </button>
        )}
      </span>
      {asking && (
        <FieldsForm
          key={asking}
          fields={fieldsOf(asking, offered)}
          submit={w[NAMES[asking]]}
          grave={GRAVE.includes(asking)}
          onCancel={() => setAsking(undefined)}
          onSubmit={(answers) => send(asking, answers)}
        />
      )}
    </>
  );
}

/** Whether anything may be done with a line at all; kept beside, so that no empty box can be ticked. */
export function hasSteps(ledger: LedgerState, line: Line): boolean {
  return stepsOf(ledger, [line]).length > 0;
}
