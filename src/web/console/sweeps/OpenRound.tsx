import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { useActor, useDistrict } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm, many } from '../../ui/parts/FieldsForm.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { unitOptions } from './SecondRound.tsx';

/** A round by hand: what to look at, who goes, how long. */
export function OpenRound({ onClose }: { readonly onClose: () => void }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const act = useAct();
  const actor = useActor();
  const district = useDistrict();
  const kinds = [...new Set(district.district.points.map((point) => point.kind))];
  return (
    <Sheet title={w.openRound} onClose={onClose}>
      <FieldsForm
        fields={[
          { kind: 'line', name: 'title', label: w.title },
          {
            kind: 'many',
            name: 'kinds',
            label: w.kinds,
            options: kinds.map((kind) => ({ value: kind, label: w.point[kind] })),
          },
          {
            kind: 'choice',
            name: 'unit',
            label: w.unit,
            value: actor.unit,
            options: unitOptions(district, language),
          },
          {
            kind: 'choice',
            name: 'by',
            label: w.way,
            value: 'foot',
            options: [
              { value: 'foot', label: w.foot },
              { value: 'video', label: w.video },
            ],
          },
          {
            kind: 'choice',
            name: 'level',
            label: words.response.level,
            value: 'IV',
            options: (['IV', 'III', 'II', 'I'] as const).map((level) => ({ value: level, label: words.level[level] })),
          },
          { kind: 'number', name: 'minutes', label: w.minutes, value: 60, min: 1, max: 1_440 },
          { kind: 'number', name: 'every', label: w.every, optional: true, min: 1, max: 1_440 },
        ]}
        submit={w.openRound}
        onCancel={onClose}
        onSubmit={async (a) => {
          const title = a['title'] ?? '';
          const data = {
            title: { zh: title, en: title },
            targets: { kinds: many(a['kinds']) },
            by: a['by'],
            unit: a['unit'],
            level: a['level'],
            dueMinutes: Number(a['minutes'] ?? 60),
            ...(a['every'] ? { everyMinutes: Number(a['every']) } : {}),
          };
          if (await act({ type: 'round.open', stream: `round/${newId()}`, data }, w.openRound)) onClose();
        }}
      />
    </Sheet>
  );
}
