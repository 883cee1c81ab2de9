import { MapPinned } from 'lucide-react';
import { useState } from 'react';
import type { Household } from '../../../../domain/places/index.ts';
import { useDistrict } from '../../../ui/live/LiveProvider.tsx';
import { useSpeech } from '../../../ui/words/index.tsx';
import { Choices } from './Choices.tsx';
import { type Chosen, specOf, toggled } from './chosen.ts';
import { DrawArea } from './DrawArea.tsx';
import { EarlierNotice } from './EarlierNotice.tsx';
import { Places } from './Places.tsx';

const FLOORS: readonly Household['floorKind'][] = ['semi-basement', 'ground', 'middle', 'top'];

/** Whom a notice is for: places, an area on the map, kinds of household, those an earlier notice left open. */
export function AudiencePicker({
  chosen,
  onChange,
  title,
  earlier = true,
}: {
  readonly chosen: Chosen;
  readonly onChange: (change: Partial<Chosen>) => void;
  readonly title?: string;
  /** Whether those whom an earlier notice left open may be chosen. */
  readonly earlier?: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.notice;
  const district = useDistrict();
  const [drawing, setDrawing] = useState(false);
  const tags = Object.entries(district.district.words ?? {})
    .filter(([key]) => key.startsWith('tag.'))
    .map(([key, name]) => ({ value: key.slice(4), label: name[language] }));
  return (
    <section className="card stack audience">
      <h2>{title ?? w.audience}</h2>
      <Choices
        legend={w.committees}
        options={district.district.committees.map((row) => ({ value: row.id, label: row.name[language] }))}
        chosen={chosen.committees}
        onToggle={(id) => onChange({ committees: toggled(chosen.committees, id) })}
        first={{
          label: w.everyone,
          pressed: specOf(chosen).everyone === true,
          onPress: () =>
            onChange({
              committees: [],
              compounds: [],
              stairwells: [],
              circle: undefined,
              rings: [],
              draft: [],
              earlier: undefined,
            }),
        }}
      />
      <Places chosen={chosen} onChange={onChange} />
      <section className="stack" aria-label={words.audience.area}>
        <div className="row">
          <span className="soft grow">{words.audience.area}</span>
          <button
            type="button"
            className="button small"
            data-audience="map"
            aria-expanded={drawing}
            onClick={() => setDrawing(!drawing)}
          >
            <MapPinned size={15} />
            {drawing ? words.audience.hideMap : words.audience.showMap}
          </button>
        </div>
        {drawing && <DrawArea chosen={chosen} onChange={onChange} />}
      </section>
      <Choices
        legend={w.floors}
        options={FLOORS.map((floor) => ({ value: floor, label: w.floorKind[floor] }))}
        chosen={chosen.floorKinds}
        onToggle={(floor) => onChange({ floorKinds: toggled(chosen.floorKinds, floor) })}
      />
      {tags.length > 0 && (
        <Choices
          legend={w.tags}
          options={tags}
          chosen={chosen.tags}
          onToggle={(tag) => onChange({ tags: toggled(chosen.tags, tag) })}
        />
      )}
      {earlier && <EarlierNotice chosen={chosen.earlier} onChange={(notice) => onChange({ earlier: notice })} />}
    </section>
  );
}
