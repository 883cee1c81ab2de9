import { Circle, Pentagon, Undo2, X } from 'lucide-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { distance, type Position } from '../../../../domain/kernel/index.ts';
import { useDistrict } from '../../../ui/live/LiveProvider.tsx';
import type { Focus } from '../../../ui/map/CityMap.tsx';
import { useGround } from '../../../ui/map/ground.ts';
import { useSpeech } from '../../../ui/words/index.tsx';
import { CircleForm } from './CircleForm.tsx';
import { type Chosen, FIRST_METRES, roomForCorner, unfitDraft } from './chosen.ts';
import { drawnFacts } from './drawn.ts';

const CityMap = lazy(() => import('../../../ui/map/CityMap.tsx'));

type Tool = 'circle' | 'polygon';

/** A circle or polygons drawn on the map; the circle also by form, for hands on the keyboard. */
export function DrawArea({
  chosen,
  onChange,
}: {
  readonly chosen: Chosen;
  readonly onChange: (change: Partial<Chosen>) => void;
}) {
  const { words } = useSpeech();
  const w = words.audience;
  const { district } = useDistrict();
  const { ground, box } = useGround();
  const [tool, setTool] = useState<Tool>('circle');
  /** The centre was set by a click, and the next click is the edge. */
  const [edge, setEdge] = useState(false);
  const [focus, setFocus] = useState<Focus>();
  const { circle, rings, draft } = chosen;
  const drawn = useMemo(() => drawnFacts(district, chosen), [district, circle, rings, draft]);
  const facts = useMemo(() => ({ area: drawn }), [drawn]);
  const unfit = unfitDraft(chosen);
  const room = roomForCorner(chosen);
  const place = (at: Position): void => {
    if (tool === 'polygon') {
      if (room) onChange({ draft: [...draft, at] });
    } else if (circle && edge) {
      onChange({ circle: { ...circle, metres: Math.max(1, Math.round(distance(circle.position, at))) } });
      setEdge(false);
    } else {
      onChange({ circle: { position: at, metres: circle?.metres ?? FIRST_METRES } });
      setEdge(true);
    }
  };
  const hint =
    tool === 'polygon'
      ? room
        ? w.clickCorner(String(draft.length))
        : w.full
      : !circle
        ? w.clickCentre
        : edge
          ? w.clickEdge
          : w.clickAgain;
  return (
    <div className="draw-area stack">
      <p className="muted">{w.areaNote}</p>
      <div className="row wrap">
        <button
          type="button"
          className="button small"
          data-tool="circle"
          aria-pressed={tool === 'circle'}
          onClick={() => setTool('circle')}
        >
          <Circle size={15} />
          {w.circle}
        </button>
        <button
          type="button"
          className="button small"
          data-tool="polygon"
          aria-pressed={tool === 'polygon'}
          onClick={() => setTool('polygon')}
        >
          <Pentagon size={15} />
          {w.polygon}
        </button>
        <span className="soft grow" role="status">
          {hint}
        </span>
      </div>
      {tool === 'circle' ? (
        <CircleForm
          circle={circle}
          onChange={(next) => {
            setEdge(false);
            onChange({ circle: next });
            if (next && next.position !== circle?.position)
              setFocus({ position: next.position, zoom: 16, key: next.position.join() });
          }}
        />
      ) : (
        <div className="row wrap">
          <button
            type="button"
            className="button small"
            disabled={draft.length === 0 || unfit !== undefined}
            onClick={() => onChange({ rings: [...rings, draft], draft: [] })}
          >
            {w.closeRing}
          </button>
          <button
            type="button"
            className="button quiet small"
            disabled={draft.length === 0}
            onClick={() => onChange({ draft: draft.slice(0, -1) })}
          >
            <Undo2 size={15} />
            {w.undoCorner}
          </button>
        </div>
      )}
      {unfit && <p className="near-ink">{w.unfit[unfit]}</p>}
      {rings.length > 0 && (
        <div className="row wrap">
          {rings.map((ring, i) => (
            <button
              key={ring.flat().join()}
              type="button"
              className="button small"
              onClick={() => onChange({ rings: rings.filter((other) => other !== ring) })}
            >
              {w.takeRing(String(i + 1))}
              <X size={14} />
            </button>
          ))}
        </div>
      )}
      <div className="draw-map">
        <Suspense fallback={<div className="hollow">{words.map.loading}</div>}>
          <CityMap ground={ground} box={box} facts={facts} focus={focus} picking onPlace={place} />
        </Suspense>
      </div>
    </div>
  );
}
