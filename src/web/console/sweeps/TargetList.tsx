import { useState } from 'react';
import { isLookedAt, type RoundState } from '../../../domain/sweeps/index.ts';
import { useAct } from '../../ui/act.ts';
import { targetName } from '../../ui/derive/names.ts';
import { useDistrict } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';

/** Every target of a round, blind ones first; a tick or a hazard in one press. */
export function TargetList({
  id,
  round,
  mayTick,
}: {
  readonly id: string;
  readonly round: RoundState;
  readonly mayTick: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const act = useAct();
  const district = useDistrict();
  const [hazard, setHazard] = useState<string>();
  const stream = `round/${id}`;
  const targets = round.targets.toSorted((a, b) => Number(isLookedAt(round, a.id)) - Number(isLookedAt(round, b.id)));
  const list = district.district.checklists.find((one) => one.id === round.checklist);
  return (
    <ul className="target-list">
      {targets.slice(0, 400).map((target) => {
        const last = round.looks[target.id]?.at(-1);
        return (
          <li key={target.id}>
            <div className="row">
              <span className="grow">
                <span>{targetName(district, target.id, language)}</span>{' '}
                <span className="muted">{w.point[target.kind]}</span>
              </span>
              {last ? (
                <span className={`tag ${last.result === 'hazard' ? 'late' : last.result === 'normal' ? 'intime' : ''}`}>
                  {w.result[last.result]}
                </span>
              ) : (
                <span className="tag near">{w.blind}</span>
              )}
            </div>
            {mayTick && (
              <div className="row">
                <button
                  type="button"
                  className="button small"
                  onClick={() =>
                    void act(
                      { type: 'round.tick', stream, data: { ticks: [{ target: target.id, result: 'normal' }] } },
                      w.tick,
                    )
                  }
                >
                  {w.tick}
                </button>
                <button
                  type="button"
                  className="button small"
                  onClick={() =>
                    void act(
                      {
                        type: 'round.tick',
                        stream,
                        data: { ticks: [{ target: target.id, result: 'not-reachable' }] },
                      },
                      w.notReachable,
                    )
                  }
                >
                  {w.notReachable}
                </button>
                <button
                  type="button"
                  className="button small grave"
                  aria-expanded={hazard === target.id}
                  onClick={() => setHazard(target.id)}
                >
                  {w.hazard}
                </button>
              </div>
            )}
            {hazard === target.id && (
              <FieldsForm
                fields={[
                  list
                    ? {
                        kind: 'choice',
                        name: 'item',
                        label: w.whatHazard,
                        options: list.items.map((item) => ({ value: item.id, label: item.name[language] })),
                      }
                    : {
                        kind: 'choice',
                        name: 'category',
                        label: w.whatHazard,
                        options: district.district.categories.map((row) => ({
                          value: row.code,
                          label: row.name[language],
                        })),
                      },
                  { kind: 'line', name: 'note', label: words.common.note, optional: true },
                ]}
                submit={w.hazard}
                onCancel={() => setHazard(undefined)}
                onSubmit={async (a) => {
                  const tick = {
                    target: target.id,
                    result: 'hazard',
                    ...(a['item'] ? { item: a['item'] } : {}),
                    ...(a['category'] ? { category: a['category'] } : {}),
                    ...(a['note'] ? { note: a['note'] } : {}),
                  };
                  if (await act({ type: 'round.tick', stream, data: { ticks: [tick] } }, w.hazard))
                    setHazard(undefined);
                }}
              />
            )}
          </li>
        );
      })}
    </ul>
  );
}
