import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { MediaArea } from '../../../../contract/media.ts';
import { useSpeech } from '../../../ui/words/index.tsx';
import { between, moved } from './areas.ts';

/** Boxes drawn over faces, by mouse, finger or keyboard. The server makes what is under them unrecognisable. */
export function Cover({
  picture,
  areas: known,
  mayUncover,
  onSave,
  onCancel,
}: {
  readonly picture: string;
  readonly areas: readonly MediaArea[];
  readonly mayUncover: boolean;
  readonly onSave: (face: boolean, areas: readonly MediaArea[]) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const { words } = useSpeech();
  const w = words.photo;
  const frame = useRef<HTMLDivElement>(null);
  const start = useRef<readonly [number, number]>(undefined);
  const [areas, setAreas] = useState(known);
  const [drawn, setDrawn] = useState<MediaArea>();
  const [busy, setBusy] = useState(false);

  const pointOf = (event: PointerEvent): readonly [number, number] => {
    const box = frame.current?.getBoundingClientRect();
    return box ? [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height] : [0, 0];
  };
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || (event.target as HTMLElement).closest('.cover-area')) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = pointOf(event);
  };
  const drag = (event: PointerEvent): void => {
    if (start.current) setDrawn(between(start.current, pointOf(event)));
  };
  const release = (): void => {
    start.current = undefined;
    setDrawn(undefined);
    // A press without a drag draws nothing.
    if (drawn && drawn.w > 0.01 && drawn.h > 0.01) setAreas([...areas, drawn]);
  };
  const drop = (n: number): void => setAreas(areas.filter((_, i) => i !== n));
  const keys = (event: KeyboardEvent, n: number): void => {
    const area = areas[n];
    if (!area) return;
    if (event.key === 'Delete' || event.key === 'Backspace') drop(n);
    else {
      const next = moved(area, event.key, event.shiftKey);
      if (!next) return;
      setAreas(areas.map((one, i) => (i === n ? next : one)));
    }
    event.preventDefault();
  };
  const save = async (face: boolean, covered: readonly MediaArea[]): Promise<void> => {
    setBusy(true);
    await onSave(face, covered);
    setBusy(false);
  };

  return (
    <>
      <p className="soft">{w.coverHow}</p>
      <div
        ref={frame}
        className="cover-frame"
        onPointerDown={press}
        onPointerMove={drag}
        onPointerUp={release}
        onPointerCancel={release}
      >
        <img className="photo-large" src={picture} alt="" draggable={false} />
        {areas.map((area, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a box is its place in the list
          <div key={n} className="cover-area" style={placeOf(area)}>
            <button type="button" aria-label={w.coverArea(String(n + 1))} onKeyDown={(event) => keys(event, n)} />
            <button type="button" className="drop" aria-label={w.coverDrop(String(n + 1))} onClick={() => drop(n)}>
              <X size={14} />
            </button>
          </div>
        ))}
        {drawn && <div className="cover-area drawn" style={placeOf(drawn)} />}
      </div>
      <div className="row wrap">
        <button
          type="button"
          className="button main"
          disabled={busy || areas.length === 0}
          onClick={() => void save(true, areas)}
        >
          {w.coverSave} {areas.length > 0 && areas.length}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => setAreas([...areas, { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }])}
        >
          <Plus size={16} /> {w.coverAdd}
        </button>
        <button type="button" className="button quiet" disabled={busy} onClick={() => void save(true, [])}>
          {w.coverWhole}
        </button>
        {mayUncover && (
          <button type="button" className="button quiet" disabled={busy} onClick={() => void save(false, [])}>
            {w.coverNone}
          </button>
        )}
        <button type="button" className="button quiet" onClick={onCancel}>
          {words.common.cancel}
        </button>
      </div>
    </>
  );
}

const placeOf = ({ x, y, w, h }: MediaArea) => ({
  left: `${x * 100}%`,
  top: `${y * 100}%`,
  width: `${w * 100}%`,
  height: `${h * 100}%`,
});
