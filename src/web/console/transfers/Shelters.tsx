import { MapPin } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Point } from '../../../domain/places/index.ts';
import { all } from '../../../domain/screen/index.ts';
import {
  CONDITIONS,
  expectedIn,
  type LedgerState,
  mayShelter,
  peopleIn,
  roomIn,
  type ShelterCommand,
  type ShelterState,
} from '../../../domain/transfers/index.ts';
import { useAct } from '../../ui/act.ts';
import { unitName } from '../../ui/derive/names.ts';
import { count, percent } from '../../ui/format.ts';
import { useActor, useDistrict, useShown } from '../../ui/live/LiveProvider.tsx';
import { type Answers, type Field, FieldsForm, many } from '../../ui/parts/FieldsForm.tsx';
import { useSpeech } from '../../ui/words/index.tsx';
import { useDesk } from '../desk.tsx';
import { Guests } from './Guests.tsx';

/** Every shelter of the district with its room; open ones first, the fullest at the top. */
export function Shelters({
  chosen,
  ledgers,
}: {
  readonly chosen: string | undefined;
  readonly ledgers: readonly LedgerState[];
}) {
  const { words } = useSpeech();
  const district = useDistrict();
  const { state } = useShown(30_000);
  const shelters = all(state, 'shelter');
  const share = (id: string): number => {
    const one = shelters[id];
    if (one?.phase !== 'open') return -1;
    return one.capacity ? peopleIn(one) / one.capacity : 1;
  };
  const points = district.pointsOfKind('shelter').toSorted((a, b) => share(b.id) - share(a.id));
  return (
    <>
      <h2>{words.transfer.shelters}</h2>
      <div className="shelter-grid">
        {points.map((point) => (
          <ShelterCard
            key={point.id}
            point={point}
            shelter={shelters[point.id]}
            ledgers={ledgers}
            opened={chosen === point.id}
          />
        ))}
      </div>
    </>
  );
}

type Ask = 'open' | 'close' | 'capacity' | 'conditions' | 'others';
const STEP = {
  open: 'shelter.open',
  close: 'shelter.close',
  capacity: 'shelter.set-capacity',
  conditions: 'shelter.note-conditions',
  others: 'shelter.count-others',
} as const satisfies Readonly<Record<Ask, ShelterCommand['type']>>;

function ShelterCard({
  point,
  shelter,
  ledgers,
  opened,
}: {
  readonly point: Point;
  readonly shelter: ShelterState | undefined;
  readonly ledgers: readonly LedgerState[];
  readonly opened: boolean;
}) {
  const { words, language } = useSpeech();
  const w = words.transfer;
  const act = useAct();
  const desk = useDesk();
  const actor = useActor();
  const district = useDistrict();
  const { past } = useShown(60_000);
  const [asking, setAsking] = useState<Ask>();
  const isOpen = shelter?.phase === 'open';
  const made = Number(point.facts['capacity'] ?? 0);
  const expected = useMemo(() => expectedIn(ledgers, point.id), [ledgers, point.id]);
  const n = (value: number): string => count(language, value);
  const may = (ask: Ask): boolean => !past && mayShelter(district.district, point.id, STEP[ask], actor);
  const names: Readonly<Record<Ask, string>> = {
    open: w.openDo,
    close: w.closeDo,
    capacity: w.capacityDo,
    conditions: w.conditionsDo,
    others: w.othersDo,
  };
  const people = shelter ? peopleIn(shelter) : 0;
  const room = shelter ? roomIn(shelter) : 0;
  const lacking = CONDITIONS.filter((one) => shelter?.conditions[one] === false);
  const unknown = CONDITIONS.filter((one) => shelter?.conditions[one] === undefined);
  const list = (some: typeof lacking): string =>
    some.map((one) => w.conditions[one]).join(language === 'zh' ? '、' : ', ');
  return (
    <section
      className={isOpen ? 'card stack shelter' : 'card stack shelter shut'}
      data-shelter={point.id}
      aria-label={point.name[language]}
    >
      <div className="row">
        <h3 className="grow">{point.name[language]}</h3>
        <span className={`tag ${isOpen ? 'accent' : ''}`}>
          {isOpen ? w.openOf('').trim() : shelter?.phase === 'closed' ? w.closed : w.notOpen}
        </span>
        <button
          type="button"
          className="button quiet small square"
          aria-label={w.onMap}
          title={w.onMap}
          onClick={() => {
            desk.open('map');
            desk.look(point.position, 17);
          }}
        >
          <MapPin size={15} />
        </button>
      </div>
      {shelter && isOpen ? (
        <>
          <div className="shelter-bar" role="img" aria-label={w.inOf(n(people), n(shelter.capacity))}>
            <i
              className={room === 0 ? 'full' : ''}
              style={{ width: percent(shelter.capacity ? people / shelter.capacity : 1) }}
            />
            <i
              className="expected"
              style={{ width: percent(shelter.capacity ? Math.min(expected, room) / shelter.capacity : 0) }}
            />
          </div>
          <p className="row wrap">
            <strong>{w.free(n(room))}</strong>
            <span>{w.inOf(n(people), n(shelter.capacity))}</span>
            <span className="soft">{w.bedsOf(n(shelter.beds))}</span>
            {people > shelter.beds && <span className="near-ink">{w.floorMats(n(people - shelter.beds))}</span>}
            {shelter.others > 0 && <span className="soft">{w.others(n(shelter.others))}</span>}
            {expected > 0 && <span className="soft">{w.expected(n(expected))}</span>}
            {expected > room && <span className="late-ink">{w.tooMany(n(expected - room))}</span>}
          </p>
          {lacking.length > 0 && <p className="near-ink">{w.lacks(list(lacking))}</p>}
          {unknown.length > 0 && <p className="muted">{w.unknownConditions(list(unknown))}</p>}
        </>
      ) : (
        <p className="soft">{w.capacityOf(n(made))}</p>
      )}
      <p className="muted">{w.keeper(unitName(district, point.unit, language))}</p>
      <div className="row wrap no-print">
        {(isOpen ? (['others', 'conditions', 'capacity', 'close'] as const) : (['open'] as const))
          .filter(may)
          .map((ask) => (
            <button
              key={ask}
              type="button"
              className={ask === 'open' ? 'button small main' : 'button small'}
              data-shelter-step={ask}
              aria-expanded={asking === ask}
              onClick={() => setAsking(ask)}
            >
              {names[ask]}
            </button>
          ))}
      </div>
      {asking && (
        <FieldsForm
          key={asking}
          fields={fieldsOf(asking)}
          submit={names[asking]}
          onCancel={() => setAsking(undefined)}
          onSubmit={async (a) => {
            if (
              await act({ type: STEP[asking], stream: `shelter/${point.id}`, data: dataOf(asking, a) }, names[asking])
            )
              setAsking(undefined);
          }}
        />
      )}
      {shelter && Object.keys(shelter.guests).length > 0 && <Guests id={point.id} shelter={shelter} opened={opened} />}
    </section>
  );

  function fieldsOf(ask: Ask): readonly Field[] {
    const note: Field = { kind: 'text', name: 'note', label: words.common.note, optional: ask !== 'capacity' };
    switch (ask) {
      case 'open':
        return [
          {
            kind: 'number',
            name: 'capacity',
            label: w.capacity,
            min: 1,
            max: made || 10_000,
            value: made || undefined,
          },
        ];
      case 'close':
        return [note];
      case 'capacity':
        return [
          {
            kind: 'number',
            name: 'capacity',
            label: w.capacity,
            min: 0,
            max: made || 10_000,
            value: shelter?.capacity,
          },
          note,
        ];
      case 'others':
        return [
          { kind: 'number', name: 'people', label: w.othersDo, min: 0, max: 10_000, value: shelter?.others ?? 0 },
        ];
      case 'conditions':
        return [
          {
            kind: 'many',
            name: 'conditions',
            label: w.conditionsDo,
            options: CONDITIONS.map((one) => ({ value: one, label: w.conditions[one] })),
            chosen: CONDITIONS.filter((one) => shelter?.conditions[one]),
          },
          note,
        ];
    }
  }
}

function dataOf(ask: Ask, a: Answers): object {
  const note = a['note'] ? { note: a['note'] } : {};
  switch (ask) {
    case 'open':
      return { capacity: Number(a['capacity']) };
    case 'close':
      return note;
    case 'capacity':
      return { capacity: Number(a['capacity']), ...note };
    case 'others':
      return { people: Number(a['people']) };
    case 'conditions': {
      const so = many(a['conditions']);
      return { conditions: Object.fromEntries(CONDITIONS.map((one) => [one, so.includes(one)])), ...note };
    }
  }
}
