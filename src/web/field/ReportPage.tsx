import { LocateFixed } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Position } from '../../domain/kernel/index.ts';
import type { Category } from '../../domain/places/index.ts';
import { newId } from '../ui/api.ts';
import { GlyphSign } from '../ui/map/GlyphSign.tsx';
import { glyphOf } from '../ui/map/glyphs.ts';
import { useTeller } from '../ui/parts/Toasts.tsx';
import { go } from '../ui/route.ts';
import { useSpeech } from '../ui/words/index.tsx';
import { useDo, useShift } from './context.tsx';
import { PageHead } from './PageHead.tsx';
import { locate } from './place.ts';

/** Kind → send; the place comes by itself. What cannot be had by itself is asked for in as few taps as there are. */
export function ReportPage() {
  const { words, language } = useSpeech();
  const { actor, district } = useShift();
  const { refused } = useTeller();
  const act = useDo();
  const w = words.field;
  const [category, setCategory] = useState<string>();
  const [group, setGroup] = useState<string>();
  const [here, setHere] = useState<Position | 'asking' | 'unknown'>('asking');
  const [compound, setCompound] = useState('');
  const [text, setText] = useState('');
  const [fixed, setFixed] = useState<string>();
  useEffect(() => {
    void locate().then((at) => setHere(at && district.committeeAt(at) ? at : 'unknown'));
  }, [district]);
  const groups = useMemo(() => {
    const found = new Map<string, Category[]>();
    for (const row of district.district.categories) found.set(row.group, [...(found.get(row.group) ?? []), row]);
    return [...found];
  }, [district]);
  const compounds = useMemo(
    () =>
      [...district.compounds.values()]
        .filter((one) => actor.area === undefined || one.committee === actor.area)
        .sort((a, b) => a.address.localeCompare(b.address, 'zh', { numeric: true })),
    [district, actor],
  );
  const chosen = district.compounds.get(compound);
  const position = chosen
    ? district.district.stairwells.find((one) => one.compound === chosen.id)?.position
    : typeof here === 'string'
      ? undefined
      : here;
  const committee = position && district.committeeAt(position);
  const send = async (): Promise<void> => {
    if (!category) return refused(w.chooseKind);
    if (!position) return refused(w.noPlace);
    const row = district.categories.get(category);
    const id = newId();
    const sent = await act(
      {
        id,
        type: fixed === undefined ? 'case.report' : 'case.fix-on-spot',
        stream: `case/${id}`,
        data: {
          source: actor.roles.includes('committee') ? 'committee' : 'patrol',
          category,
          urgency: row?.urgent ? 'very-urgent' : 'normal',
          description: text.trim() || (row?.name.zh ?? ''),
          place: {
            position,
            ...(committee ? { committee: committee.id } : {}),
            ...(chosen ? { address: chosen.address } : {}),
          },
          ...(fixed === undefined ? {} : { done: fixed.trim() || w.fixedOnSpot }),
        },
      },
      w.report,
    );
    if (sent) go('/field/outbox');
  };
  return (
    <>
      <PageHead title={w.report} back="/field" />
      <fieldset className="field-kinds">
        <legend className="field-title">{w.chooseKind}</legend>
        <div className="row wrap">
          {groups.map(([key]) => (
            <button
              key={key}
              type="button"
              className="button big"
              aria-pressed={(group ?? groups[0]?.[0]) === key}
              onClick={() => setGroup(key)}
            >
              <GlyphSign name={glyphOf(key)} size={20} />
              {district.district.words?.[`group.${key}`]?.[language] ?? key}
            </button>
          ))}
        </div>
        <div className="field-kind-list">
          {(groups.find(([key]) => key === (group ?? groups[0]?.[0]))?.[1] ?? []).map((row) => (
            <button
              key={row.code}
              type="button"
              className="button big"
              data-category={row.code}
              aria-pressed={category === row.code}
              onClick={() => setCategory(row.code)}
            >
              {row.name[language]}
            </button>
          ))}
        </div>
      </fieldset>
      <section className="field-card">
        <h2 className="field-title">{words.case.place}</h2>
        <p role="status" className="row">
          <LocateFixed size={20} aria-hidden />
          {here === 'asking' && !chosen ? w.locating : position ? (committee?.name[language] ?? '') : w.noPlace}
        </p>
        <label className="field-label">
          {words.case.address}
          <select value={compound} onChange={(event) => setCompound(event.target.value)}>
            <option value="">{w.whereNow}</option>
            {compounds.map((one) => (
              <option key={one.id} value={one.id}>
                {one.address || one.name[language]}
              </option>
            ))}
          </select>
        </label>
        <label className="field-label">
          {w.reportWhat}
          <textarea rows={2} value={text} maxLength={500} onChange={(event) => setText(event.target.value)} />
        </label>
        <label className="field-check">
          <input
            type="checkbox"
            checked={fixed !== undefined}
            onChange={(event) => setFixed(event.target.checked ? '' : undefined)}
          />
          {w.fixedOnSpot}
        </label>
        {fixed !== undefined && (
          <label className="field-label">
            {w.fixedHow}
            <textarea rows={2} value={fixed} maxLength={500} onChange={(event) => setFixed(event.target.value)} />
          </label>
        )}
      </section>
      <button type="button" className="button big main field-send" onClick={() => void send()}>
        {w.send}
      </button>
    </>
  );
}
