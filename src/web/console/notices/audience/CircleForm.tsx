import { X } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import type { Position } from '../../../../domain/kernel/index.ts';
import type { DistrictIndex, PointKind } from '../../../../domain/places/index.ts';
import { stairwellName } from '../../../ui/derive/names.ts';
import { useDistrict } from '../../../ui/live/LiveProvider.tsx';
import { type Language, useSpeech } from '../../../ui/words/index.tsx';
import { type Chosen, FIRST_METRES } from './chosen.ts';

/** Points that have a name of their own. Trees, drains and signs are hundreds of the same name along a street. */
const NAMED: readonly PointKind[] = [
  'water',
  'underpass',
  'underground',
  'site',
  'shelter',
  'care-home',
  'school',
  'metro',
  'pump',
];
const METRES_MOST = 5_000;

/** The centre by the name of a stairwell or a point, the radius in metres. */
export function CircleForm({
  circle,
  onChange,
}: {
  readonly circle: Chosen['circle'];
  readonly onChange: (circle: Chosen['circle']) => void;
}) {
  const { words, language } = useSpeech();
  const w = words.audience;
  const district = useDistrict();
  const list = useId();
  const [centre, setCentre] = useState('');
  const places = useMemo(() => placesOf(district, language), [district, language]);
  return (
    <div className="circle-form">
      <label className="field grow">
        <span className="soft">{w.centre}</span>
        <input
          className="input"
          name="centre"
          list={list}
          value={centre}
          placeholder={w.centreHint}
          autoComplete="off"
          onChange={(e) => {
            setCentre(e.target.value);
            const position = places.get(e.target.value.trim());
            if (position) onChange({ position, metres: circle?.metres ?? FIRST_METRES });
          }}
          onKeyDown={(e) => {
            if (e.key === 'Enter') e.preventDefault();
          }}
        />
      </label>
      <datalist id={list}>
        {[...places.keys()].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <label className="field metres">
        <span className="soft">{w.metres}</span>
        <input
          className="input num"
          name="metres"
          type="number"
          inputMode="numeric"
          min={1}
          max={METRES_MOST}
          disabled={!circle}
          value={circle?.metres ?? FIRST_METRES}
          onChange={(e) => {
            const metres = Math.round(Number(e.target.value));
            if (circle && metres >= 1 && metres <= METRES_MOST) onChange({ ...circle, metres });
          }}
        />
      </label>
      <button
        type="button"
        className="button quiet"
        disabled={!circle}
        onClick={() => {
          setCentre('');
          onChange(undefined);
        }}
      >
        <X size={15} />
        {w.takeCircle}
      </button>
    </div>
  );
}

/** Position by name; of two that are called the same the later one gets its committee added. */
function placesOf(district: DistrictIndex, language: Language): ReadonlyMap<string, Position> {
  const places = new Map<string, Position>();
  const add = (name: string, committee: string, position: Position): void => {
    const own = district.committees.get(committee)?.name[language] ?? committee;
    const free = [name, `${name} · ${own}`].find((one) => !places.has(one));
    if (free) places.set(free, position);
  };
  for (const kind of NAMED)
    for (const point of district.pointsOfKind(kind)) add(point.name[language], point.committee, point.position);
  for (const row of district.district.stairwells)
    add(stairwellName(district, row.id, language), row.committee, row.position);
  return places;
}
