import { ChevronDown, ChevronRight, X } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Compound, DistrictIndex, Stairwell } from '../../../../domain/places/index.ts';
import { plates, stairwellName } from '../../../ui/derive/names.ts';
import { count } from '../../../ui/format.ts';
import { useDistrict } from '../../../ui/live/LiveProvider.tsx';
import { Scrolling } from '../../../ui/parts/Scrolling.tsx';
import { type Language, useSpeech } from '../../../ui/words/index.tsx';
import { type Chosen, toggled } from './chosen.ts';

interface Row {
  readonly compound: Compound;
  /** Stairwells that the search found by their own name; all of them when it found the compound. */
  readonly stairwells: readonly Stairwell[];
  readonly byStairwell: boolean;
}

/** Compounds by committee, and in each its stairwells: found by name, lane number or door plate. */
export function Places({
  chosen,
  onChange,
}: {
  readonly chosen: Chosen;
  readonly onChange: (change: Partial<Chosen>) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.audience;
  const district = useDistrict();
  const [text, setText] = useState('');
  const [opened, setOpened] = useState<readonly string[]>([]);
  const found = useMemo(() => find(district, text), [district, text]);
  const name = (row: Compound): string => `${row.name[language]} ${row.address}`;
  return (
    <fieldset className="many stack">
      <legend className="soft">{w.places}</legend>
      <Taken chosen={chosen} onChange={onChange} />
      <input
        className="input"
        type="search"
        name="places"
        value={text}
        placeholder={w.searchPlaces}
        aria-label={w.searchPlaces}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          // Enter here looks, it does not send the notice.
          if (e.key === 'Enter') e.preventDefault();
        }}
      />
      <Scrolling className="place-list" label={w.places}>
        {found.length === 0 && <p className="muted">{w.noPlace}</p>}
        {found.map(([committee, rows]) => (
          <section key={committee}>
            <h3>{district.committees.get(committee)?.name[language]}</h3>
            <ul>
              {rows.map(({ compound, stairwells, byStairwell }) => {
                const all = district.stairwellsOfCompound(compound.id).length;
                const open = byStairwell || opened.includes(compound.id);
                return (
                  <li key={compound.id}>
                    <div className="row">
                      <label className="check grow">
                        <input
                          type="checkbox"
                          data-compound={compound.id}
                          checked={chosen.compounds.includes(compound.id)}
                          onChange={() => onChange({ compounds: toggled(chosen.compounds, compound.id) })}
                        />
                        {name(compound)}
                      </label>
                      <button
                        type="button"
                        className="button quiet small"
                        aria-expanded={open}
                        aria-label={w.showStairwells(name(compound))}
                        onClick={() => setOpened(toggled(opened, compound.id))}
                      >
                        {w.stairwellsOf(count(language, all))}
                        {open ? <ChevronDown size={15} /> : <ChevronRight size={15} />}
                      </button>
                    </div>
                    {open && (
                      <div className="row wrap stairwell-checks">
                        {stairwells.map((one) => (
                          <label key={one.id} className="check">
                            <input
                              type="checkbox"
                              data-stairwell={one.id}
                              // A stairwell of a chosen compound is meant already.
                              disabled={chosen.compounds.includes(compound.id)}
                              checked={chosen.compounds.includes(compound.id) || chosen.stairwells.includes(one.id)}
                              onChange={() => onChange({ stairwells: toggled(chosen.stairwells, one.id) })}
                            />
                            {plates(one.name, language)}
                          </label>
                        ))}
                      </div>
                    )}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </Scrolling>
    </fieldset>
  );
}

/** What is chosen stays in sight whatever the search shows. */
function Taken({
  chosen,
  onChange,
}: {
  readonly chosen: Chosen;
  readonly onChange: (change: Partial<Chosen>) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.audience;
  const district = useDistrict();
  if (chosen.compounds.length + chosen.stairwells.length === 0) return null;
  const tag = (id: string, name: string, onRemove: () => void) => (
    <button key={id} type="button" className="button small" aria-label={w.remove(name)} onClick={onRemove}>
      {name}
      <X size={14} />
    </button>
  );
  return (
    <div className="row wrap taken-places">
      {chosen.compounds.map((id) =>
        tag(id, compoundName(district, id, language), () => onChange({ compounds: toggled(chosen.compounds, id) })),
      )}
      {chosen.stairwells.map((id) =>
        tag(id, stairwellName(district, id, language), () => onChange({ stairwells: toggled(chosen.stairwells, id) })),
      )}
      <button type="button" className="button quiet small" onClick={() => onChange({ compounds: [], stairwells: [] })}>
        {w.clear}
      </button>
    </div>
  );
}

function compoundName(district: DistrictIndex, id: string, language: Language): string {
  return district.compounds.get(id)?.name[language] ?? id;
}

/** Rows by committee, in walking order. Every word of the search must be found in the compound, or in one of its plates. */
function find(district: DistrictIndex, text: string): readonly (readonly [string, readonly Row[]])[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  return district.district.committees.flatMap(({ id, name: committee }) => {
    const rows = district.compoundsOf(id).flatMap((compound): Row[] => {
      const { zh, en } = compound.name;
      const own = `${committee.zh} ${committee.en} ${zh} ${en} ${compound.address}`.toLowerCase();
      const all = district.stairwellsOfCompound(compound.id);
      if (wanted.every((word) => own.includes(word))) return [{ compound, stairwells: all, byStairwell: false }];
      const some = all.filter((one) => wanted.every((word) => `${own} ${one.name}`.includes(word)));
      return some.length > 0 ? [{ compound, stairwells: some, byStairwell: true }] : [];
    });
    return rows.length > 0 ? [[id, rows] as const] : [];
  });
}
