import type { Recommendation, ResponseState } from '../../../domain/responses/index.ts';
import { LEVELS, severity } from '../../../domain/responses/index.ts';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { type Field, FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

export type LevelStep = 'start' | 'raise' | 'lower' | 'lift';

/** What the law wants stated: matter, level, expected length, measures; and the number of the order that it follows. */
export function LevelSheet({
  step,
  id,
  current,
  advice,
  sign,
  onClose,
}: {
  readonly step: LevelStep;
  readonly id: string | undefined;
  readonly current: ResponseState | undefined;
  readonly advice: Recommendation;
  /** False: it is proposed, and the commander signs. */
  readonly sign: boolean;
  readonly onClose: () => void;
}) {
  const { words, language } = useSpeech();
  const act = useAct();
  const w = words.response;
  const now = severity(current?.level);
  const levels = LEVELS.filter(
    (level) => step === 'start' || (step === 'raise' ? severity(level) > now : severity(level) < now),
  );
  const wanted =
    advice.level && levels.includes(advice.level) ? advice.level : step === 'lower' ? levels.at(-1) : levels[0];
  const why = advice.reasons
    .flatMap((reason) =>
      reason.why === 'warning'
        ? [`${reason.issuer}${words.colour[reason.colour]}${words.warning.signal}`]
        : [`${w.upperOrder} ${reason.number}`],
    )
    .slice(0, 3)
    .join(language === 'zh' ? '、' : ', ');
  const upper: Field = {
    kind: 'line',
    name: 'upperNumber',
    label: w.upperNumber,
    optional: true,
    value: current?.upper?.number,
  };
  const fields: readonly Field[] =
    step === 'lift'
      ? [
          { kind: 'text', name: 'reason', label: w.reason, value: '' },
          { kind: 'text', name: 'dangers', label: w.dangers },
          upper,
        ]
      : [
          {
            kind: 'choice',
            name: 'level',
            label: w.level,
            value: wanted,
            options: levels.map((value) => ({ value, label: words.level[value] })),
          },
          { kind: 'text', name: 'reason', label: w.reason, value: why },
          { kind: 'text', name: 'measures', label: w.measures, value: current?.measures, optional: true },
          { kind: 'number', name: 'hours', label: w.expected, value: 24, min: 1, max: 720 },
          upper,
        ];
  return (
    <Sheet title={sign ? `${w.sign}：${w[step]}` : `${w.propose}：${w[step]}`} onClose={onClose}>
      <FieldsForm
        fields={fields}
        submit={sign ? w.sign : w.propose}
        grave={step === 'lift'}
        onCancel={onClose}
        onSubmit={async (a) => {
          const number = a['upperNumber'] ? { upperNumber: a['upperNumber'] } : {};
          const terms = {
            level: a['level'],
            reason: a['reason'],
            scope: 'all',
            expectedMinutes: Number(a['hours']) * 60,
            measures: a['measures'] ?? '',
            recommended: advice.level,
            ...number,
          };
          const kind = current?.kind ?? 'flood-typhoon';
          const data =
            step === 'lift'
              ? { reason: a['reason'], dangers: a['dangers'], ...number }
              : !sign || step === 'start'
                ? { kind, ...terms }
                : terms;
          const done = await act(
            { type: sign ? `response.${step}` : 'response.propose', stream: `response/${id ?? newId()}`, data },
            sign ? w.sign : w.propose,
          );
          if (done) onClose();
        }}
      />
    </Sheet>
  );
}
