import { X } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { useAct } from '../../ui/act.ts';
import { newId } from '../../ui/api.ts';
import { fieldTime, fromFieldTime } from '../../ui/format.ts';
import { useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { GlyphSign } from '../../ui/map/GlyphSign.tsx';
import { glyphOf } from '../../ui/map/glyphs.ts';
import { useTeller } from '../../ui/parts/Toasts.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';

/** A report in three moves: a click on the map, a tap on the kind, one sentence. */
export function ReportForm() {
  const { words, language } = useSpeech();
  const act = useAct();
  const desk = useDesk();
  const district = useDistrict();
  const { refused } = useTeller();
  const { now } = useShown(60_000);
  const [category, setCategory] = useState<string>();
  const [group, setGroup] = useState<string>();
  const [source, setSource] = useState<string>('video');
  const [urgency, setUrgency] = useState<'normal' | 'urgent' | 'very-urgent'>('normal');
  const groups = useMemo(() => {
    const found = new Map<string, (typeof district.district.categories)[number][]>();
    for (const row of district.district.categories) found.set(row.group, [...(found.get(row.group) ?? []), row]);
    return found;
  }, [district]);
  const shownGroup = group ?? [...groups.keys()][0];
  const place = desk.place;
  const committee = place ? district.committeeAt(place) : undefined;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (!place) return refused(words.case.whereNeeded);
    if (!category) return refused(`${words.case.kind}?`);
    const form = new FormData(event.currentTarget);
    const id = newId();
    const address = String(form.get('address') ?? '').trim();
    const occurred = fromFieldTime(String(form.get('occurred') ?? ''));
    const done = await act(
      {
        type: 'case.report',
        stream: `case/${id}`,
        data: {
          source,
          category,
          urgency,
          description: String(form.get('description') ?? '').trim(),
          place: {
            position: place,
            ...(committee ? { committee: committee.id } : {}),
            ...(address ? { address } : {}),
          },
        },
        ...(occurred ? { occurredAt: Math.min(occurred, now) } : {}),
      },
      words.case.newDone(''),
    );
    if (done) desk.select(id);
  };
  return (
    <aside className="panel report-form" aria-label={words.case.new}>
      <header className="case-head">
        <h2 className="grow">{words.case.new}</h2>
        <button
          type="button"
          className="button quiet square"
          onClick={() => desk.report(false)}
          aria-label={words.common.close}
        >
          <X size={18} />
        </button>
      </header>
      <form className="stack case-part" onSubmit={(e) => void submit(e)}>
        <div className={place ? 'where chosen' : 'where'}>
          <strong>1 · {words.case.where}</strong>
          <span>
            {place
              ? `${committee?.name[language] ?? ''} ${place[0].toFixed(5)}, ${place[1].toFixed(5)}`
              : words.case.whereNeeded}
          </span>
        </div>
        <PlaceByName />
        <fieldset className="kinds">
          <legend>
            <strong>2 · {words.case.kind}</strong>
          </legend>
          <div className="row wrap">
            {[...groups.keys()].map((key) => (
              <button
                key={key}
                type="button"
                className="button small"
                aria-pressed={shownGroup === key}
                onClick={() => setGroup(key)}
              >
                <GlyphSign name={glyphOf(key)} size={16} />
                {district.district.words?.[`group.${key}`]?.[language] ?? key}
              </button>
            ))}
          </div>
          <div className="kind-list">
            {(groups.get(shownGroup ?? '') ?? []).map((row) => (
              <button
                key={row.code}
                type="button"
                className="button small"
                data-category={row.code}
                aria-pressed={category === row.code}
                onClick={() => {
                  setCategory(row.code);
                  if (row.urgent) setUrgency('very-urgent');
                }}
              >
                {row.name[language]}
              </button>
            ))}
          </div>
        </fieldset>
        <label className="field">
          <span>
            <strong>3 · {words.case.what}</strong>
          </span>
          <textarea
            className="input"
            name="description"
            placeholder={words.case.whatPlaceholder}
            maxLength={2_000}
            required
          />
        </label>
        <label className="field">
          <span>
            {words.case.address} <span className="muted">({words.common.optional})</span>
          </span>
          <input className="input" name="address" maxLength={200} />
        </label>
        <div className="pair">
          <label className="field">
            <span>{words.case.source}</span>
            <select className="input" value={source} onChange={(e) => setSource(e.target.value)}>
              {Object.entries(words.source).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{words.case.urgency}</span>
            <select className="input" value={urgency} onChange={(e) => setUrgency(e.target.value as typeof urgency)}>
              {Object.entries(words.urgency).map(([value, label]) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        </div>
        <label className="field">
          <span>{words.case.occurred}</span>
          <input className="input" name="occurred" type="datetime-local" max={fieldTime(now)} />
        </label>
        <button type="submit" className="button main">
          {words.step['case.report']}
        </button>
      </form>
    </aside>
  );
}

/** For hands on the keyboard: a compound instead of a click on the map. */
function PlaceByName() {
  const { words, language } = useSpeech();
  const desk = useDesk();
  const district = useDistrict();
  return (
    <label className="field">
      <span className="muted">{words.notice.compound}</span>
      <select
        className="input"
        value=""
        onChange={(e) => {
          const stairwell = district.stairwellsOfCompound(e.target.value)[0];
          const ring = district.compounds.get(e.target.value)?.ring[0];
          const at = stairwell?.position ?? ring;
          if (!at) return;
          desk.setPlace(at);
          desk.look(at, 17);
        }}
      >
        <option value="" disabled>
          —
        </option>
        {district.district.compounds.map((row) => (
          <option key={row.id} value={row.id}>
            {row.name[language]} {row.address}
          </option>
        ))}
      </select>
    </label>
  );
}
