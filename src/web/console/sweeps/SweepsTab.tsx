import { Plus, Route as RouteIcon } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PointKind } from '../../../domain/places/index.ts';
import { all } from '../../../domain/screen/index.ts';
import {
  blindOf,
  blindSpots,
  type Coverage,
  coverage,
  isLookedAt,
  mayRound,
  type RoundState,
} from '../../../domain/sweeps/index.ts';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { personName, targetName, unitName } from '../../ui/derive/names.ts';
import { openRounds } from '../../ui/derive/work.ts';
import { count, dayTime, percent, span } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { FieldsForm, many } from '../../ui/parts/FieldsForm.tsx';
import { Hollow } from '../../ui/parts/Hollow.tsx';
import { Scrolling } from '../../ui/parts/Scrolling.tsx';
import { Sheet } from '../../ui/parts/Sheet.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** How much of the lists has been seen, by whom, and what nobody has looked at yet. */
export default function SweepsTab() {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const desk = useDesk();
  const actor = useActor();
  const district = useDistrict();
  const { state, revision, now, past } = useShown(15_000);
  const [opening, setOpening] = useState(false);
  const open = useMemo(() => openRounds(state), [state, revision]);
  const ended = useMemo(
    () =>
      Object.entries(all(state, 'round'))
        .filter(([, r]) => r.phase !== 'open' && r.phase !== 'none')
        .sort(([, a], [, b]) => (b.endedAt ?? 0) - (a.endedAt ?? 0))
        .slice(0, 40),
    [state, revision],
  );
  const rounds = open.map(([, round]) => round);
  const byKind = useMemo(() => coverage(rounds, 'kind'), [state, revision]);
  const byCommittee = useMemo(() => coverage(rounds, 'committee'), [state, revision]);
  const blind = useMemo(() => blindSpots(rounds), [state, revision]);
  const mayOpen = !past && mayRound({ unit: actor.unit ?? '', targets: [] }, 'round.open', actor);
  const pair: [string, RoundState] | undefined =
    desk.detail && desk.detail !== 'blind'
      ? ([...open, ...ended].find(([id]) => id === desk.detail) as [string, RoundState] | undefined)
      : undefined;
  return (
    <div className={pair ? 'tab-body with-panel' : 'tab-body'}>
      <div className="tab-main">
        <div className="row">
          <h2 className="grow">{w.title}</h2>
          {mayOpen && (
            <button type="button" className="button main" onClick={() => setOpening(true)}>
              <Plus size={16} />
              {w.openRound}
            </button>
          )}
        </div>
        {open.length === 0 && ended.length === 0 && (
          <Hollow icon={RouteIcon} title={w.none}>
            {w.noneNote}
          </Hollow>
        )}
        {open.length > 0 && (
          <div className="sweep-grid">
            <Scrolling className="card" label={`${w.coverage} · ${w.byKind}`}>
              <h3>
                {w.coverage} · {w.byKind}
              </h3>
              <CoverTable rows={[...byKind].map(([kind, cover]) => [w.point[kind as PointKind] ?? kind, cover])} />
            </Scrolling>
            <Scrolling className="card" label={`${w.coverage} · ${w.byCommittee}`}>
              <h3>
                {w.coverage} · {w.byCommittee}
              </h3>
              <CoverTable
                rows={[...byCommittee].map(([id, cover]) => [district.committees.get(id)?.name[language] ?? id, cover])}
              />
            </Scrolling>
            <section className="card blind">
              <h3>
                {w.blind}{' '}
                <span className={blind.length ? 'near-ink' : 'intime-ink'}>{count(language, blind.length)}</span>
              </h3>
              {blind.length === 0 ? (
                <p className="intime-ink">{w.noBlind}</p>
              ) : (
                <Scrolling className="blind-list" label={w.blind}>
                  <ul>
                    {blind.slice(0, 300).map((target) => (
                      <li key={target.id}>
                        <button
                          type="button"
                          className="link-row"
                          onClick={() => {
                            const position =
                              district.points.get(target.id)?.position ?? district.stairwells.get(target.id)?.position;
                            if (!position) return;
                            desk.open('map');
                            desk.look(position, 17);
                          }}
                        >
                          <span>{targetName(district, target.id, language)}</span>
                          <span className="muted">
                            {w.point[target.kind]} · {district.committees.get(target.committee)?.name[language]}
                          </span>
                        </button>
                      </li>
                    ))}
                  </ul>
                </Scrolling>
              )}
            </section>
          </div>
        )}
        {(open.length > 0 || ended.length > 0) && (
          <section className="card">
            <h3>{w.rounds}</h3>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col">{w.title}</th>
                  <th scope="col">{w.unit}</th>
                  <th scope="col">{w.coverage}</th>
                  <th scope="col" className="num">
                    {w.hazards}
                  </th>
                  <th scope="col">{w.due}</th>
                  <th scope="col">{words.common.note}</th>
                </tr>
              </thead>
              <tbody>
                {[...open, ...ended].map(([id, round]) => {
                  const looked = round.targets.length - blindOf(round).length;
                  const hazards = Object.values(round.looks).filter((looks) =>
                    looks.some((look) => look.result === 'hazard'),
                  ).length;
                  const late = round.phase === 'open' && now > round.dueAt;
                  return (
                    <tr key={id}>
                      <th scope="row">
                        <button type="button" className="link-row" onClick={() => desk.open('sweeps', id)}>
                          <span>
                            {round.title[language]}
                            {round.nth > 1 ? ` · ${words.task.rounds(String(round.nth))}` : ''}
                          </span>
                        </button>
                      </th>
                      <td>
                        {unitName(district, round.unit, language)}{' '}
                        <span className="muted">{round.by === 'foot' ? w.foot : w.video}</span>
                      </td>
                      <td>
                        <span className="row">
                          <span className="bar-track">
                            <i style={{ width: percent(round.targets.length ? looked / round.targets.length : 1) }} />
                          </span>
                          {looked}/{round.targets.length}
                        </span>
                      </td>
                      <td className={`num ${hazards ? 'late-ink' : 'muted'}`}>{hazards}</td>
                      <td className={late ? 'late-ink' : 'soft'}>{dayTime(language, round.dueAt)}</td>
                      <td>
                        <span
                          className={`tag ${round.phase === 'open' ? 'accent' : round.phase === 'finished' ? 'intime' : 'near'}`}
                        >
                          {w.phase[round.phase]}
                        </span>{' '}
                        {round.absentSince && round.phase === 'open' && (
                          <span className="late-ink">{w.absent(span(language, now - round.absentSince))}</span>
                        )}
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        )}
      </div>
      {pair && <RoundPanel key={pair[0]} id={pair[0]} round={pair[1]} />}
      {opening && <OpenRound onClose={() => setOpening(false)} />}
    </div>
  );
}

function CoverTable({ rows }: { readonly rows: readonly (readonly [string, Coverage])[] }) {
  const { words } = useSpeech();
  return (
    <table className="plain">
      <tbody>
        {rows
          .toSorted((a, b) => b[1].blind - a[1].blind)
          .map(([name, cover]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                <span className={cover.blind ? 'bar-track blindish' : 'bar-track'}>
                  <i style={{ width: percent(cover.looked / Math.max(1, cover.targets)) }} />
                </span>
              </td>
              <td className="num">
                {cover.looked}/{cover.targets}
              </td>
              <td className={`num ${cover.hazards ? 'late-ink' : 'muted'}`} title={words.sweep.hazards}>
                {cover.hazards}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** One round: who walks, and every target, blind ones first; a tick or a hazard in one press. */
function RoundPanel({ id, round }: { readonly id: string; readonly round: RoundState }) {
  const { words, language } = useSpeech();
  const w = words.sweep;
  const act = useAct();
  const actor = useActor();
  const desk = useDesk();
  const district = useDistrict();
  const { state, past } = useShown(60_000);
  const [hazard, setHazard] = useState<string>();
  const [asking, setAsking] = useState<'stop' | 'finish'>();
  const stream = `round/${id}`;
  const may = (type: 'round.tick' | 'round.finish' | 'round.stop'): boolean =>
    !past && round.phase === 'open' && mayRound(round, type, actor);
  const targets = round.targets.toSorted((a, b) => Number(isLookedAt(round, a.id)) - Number(isLookedAt(round, b.id)));
  const list = district.district.checklists.find((one) => one.id === round.checklist);
  return (
    <aside className="panel" aria-label={round.title[language]}>
      <header className="case-head">
        <div className="grow">
          <h2>{round.title[language]}</h2>
          <div className="row wrap">
            <span className="tag accent">{w.phase[round.phase]}</span>
            <span className="muted">
              {unitName(district, round.unit, language)} · {w.opened(dayTime(language, round.openedAt))}
            </span>
          </div>
        </div>
        <button type="button" className="button quiet" onClick={() => desk.open('sweeps')}>
          {words.common.close}
        </button>
      </header>
      {Object.keys(round.walkers).length > 0 && (
        <p className="case-where soft">
          {w.on}：
          {Object.keys(round.walkers)
            .map((person) => personName(state, district, person, language, words))
            .join('、')}
        </p>
      )}
      <section className="case-part">
        <div className="row">
          {may('round.finish') && (
            <button type="button" className="button" onClick={() => setAsking('finish')}>
              {w.finish}
            </button>
          )}
          {may('round.stop') && (
            <button type="button" className="button grave" onClick={() => setAsking('stop')}>
              {w.stop}
            </button>
          )}
        </div>
        {asking && (
          <FieldsForm
            fields={[{ kind: 'text', name: 'reason', label: words.common.reason, optional: asking === 'finish' }]}
            submit={w[asking]}
            onCancel={() => setAsking(undefined)}
            onSubmit={async (a) => {
              if (
                await act(
                  { type: `round.${asking}`, stream, data: a['reason'] ? { reason: a['reason'] } : {} },
                  w[asking],
                )
              )
                setAsking(undefined);
            }}
          />
        )}
      </section>
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
                  <span
                    className={`tag ${last.result === 'hazard' ? 'late' : last.result === 'normal' ? 'intime' : ''}`}
                  >
                    {w.result[last.result]}
                  </span>
                ) : (
                  <span className="tag near">{w.blind}</span>
                )}
              </div>
              {may('round.tick') && (
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
    </aside>
  );
}

function OpenRound({ onClose }: { readonly onClose: () => void }) {
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
            options: district.district.units
              .filter((unit) => !unit.upper)
              .map((unit) => ({ value: unit.id, label: unit.name[language] })),
          },
          {
            kind: 'choice',
            name: 'by',
            label: w.coverage,
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
