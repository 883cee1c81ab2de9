import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { HOUR, type Instant, MINUTE } from '../../../domain/kernel/index.ts';
import { dayTime, hourMinute, shortDay } from '../format.ts';
import { useSpeech } from '../words/index.tsx';
import { type Scale, scale, ticks } from './scale.ts';
import './time.css';

export interface Bar {
  readonly id: string;
  readonly row: string;
  readonly colour: string;
  readonly label: string;
  readonly from: Instant;
  readonly to?: Instant;
}
export interface Curve {
  readonly at: Instant;
  readonly value: number;
}
export interface StormTimes {
  readonly from: Instant;
  readonly to: Instant;
  readonly warnings: readonly Bar[];
  readonly levels: readonly Bar[];
  /** mm in the hour before. */
  readonly rain: readonly Curve[];
  /** m/s. */
  readonly wind: readonly Curve[];
  /** New cases by hour. */
  readonly cases: readonly Curve[];
  readonly notices: readonly { readonly at: Instant; readonly label: string }[];
}

const GUTTER = 76;
const ROW = 20;
const CHART = 44;
const AXIS = 22;

/** The storm from left to right. Dragging or the arrow keys show another minute; `onSeek(undefined)` is live again. */
export function TimeLine({
  times,
  now,
  shown,
  onSeek,
  small = false,
}: {
  readonly times: StormTimes;
  readonly now: Instant;
  /** Minute that the screen shows; undefined while live. */
  readonly shown: Instant | undefined;
  readonly onSeek: (at: Instant | undefined) => void;
  /** Folded: the levels and the axis only. */
  readonly small?: boolean;
}) {
  const { language, words } = useSpeech();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(800);
  const [dragging, setDragging] = useState(false);
  const [hover, setHover] = useState<Instant>();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(200, entry.contentRect.width)));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  const axis = useMemo(() => scale(times.from, times.to, width - GUTTER - 8), [times.from, times.to, width]);
  const rows = useMemo(
    () => (small ? [] : [...new Set(times.warnings.map((bar) => bar.row))].slice(0, 2)),
    [times.warnings, small],
  );
  const warningRows = small ? 0 : Math.max(1, rows.length);
  const barsHeight = (warningRows + 1) * ROW;
  const height = barsHeight + (small ? 0 : CHART) + AXIS;

  const seekAt = (clientX: number): void => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    const at = Math.round(axis.at(clientX - left - GUTTER) / MINUTE) * MINUTE;
    onSeek(at >= now - MINUTE ? undefined : at);
  };
  const onPointerDown = (e: PointerEvent<HTMLDivElement>): void => {
    e.currentTarget.setPointerCapture(e.pointerId);
    setDragging(true);
    seekAt(e.clientX);
  };
  const onPointerMove = (e: PointerEvent<HTMLDivElement>): void => {
    const left = box.current?.getBoundingClientRect().left ?? 0;
    setHover(axis.at(e.clientX - left - GUTTER));
    if (dragging) seekAt(e.clientX);
  };
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>): void => {
    const step = e.shiftKey ? HOUR : 10 * MINUTE;
    const base = shown ?? now;
    const to = {
      ArrowLeft: base - step,
      ArrowRight: base + step,
      Home: times.from,
      End: now,
      PageUp: base - 6 * HOUR,
      PageDown: base + 6 * HOUR,
    }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    onSeek(to >= now ? undefined : Math.max(times.from, to));
  };
  const cursor = axis.x(shown ?? now);
  return (
    <div
      ref={box}
      className={shown === undefined ? 'timeline' : 'timeline past'}
      role="slider"
      tabIndex={0}
      aria-label={words.time.line}
      aria-valuemin={times.from}
      aria-valuemax={now}
      aria-valuenow={shown ?? now}
      aria-valuetext={shown === undefined ? words.time.live : words.time.looking(dayTime(language, shown))}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => setDragging(false)}
      onPointerLeave={() => setHover(undefined)}
      onKeyDown={onKeyDown}
    >
      <svg width={width} height={height} aria-hidden="true">
        <Labels rows={rows} small={small} barsHeight={barsHeight} />
        <g transform={`translate(${GUTTER} 0)`}>
          <Grid axis={axis} height={height} />
          {now < times.to && (
            <rect x={axis.x(now)} y="0" width={axis.width - axis.x(now)} height={height - AXIS} className="ahead" />
          )}
          {rows.map((row, i) => (
            <Bars key={row} axis={axis} y={i * ROW} bars={times.warnings.filter((bar) => bar.row === row)} now={now} />
          ))}
          <Bars axis={axis} y={warningRows * ROW} bars={times.levels} now={now} />
          {!small && <Charts axis={axis} y={barsHeight} times={times} />}
          {hover !== undefined && !dragging && (
            <line x1={axis.x(hover)} x2={axis.x(hover)} y1="0" y2={height - AXIS} className="hoverline" />
          )}
          <line x1={axis.x(now)} x2={axis.x(now)} y1="0" y2={height - AXIS} className="nowline" />
          <g transform={`translate(${cursor} 0)`} className={shown === undefined ? 'cursor' : 'cursor past'}>
            <line y1="0" y2={height - AXIS + 2} />
            <path d={`M-6 ${height - AXIS + 9}L0 ${height - AXIS + 1}L6 ${height - AXIS + 9}Z`} />
          </g>
        </g>
      </svg>
      {hover !== undefined && (
        <div className="bubble" style={{ left: Math.min(width - 190, GUTTER + axis.x(hover) + 8) }}>
          {dayTime(language, hover)} · {words.time.rainAt(valueAt(times.rain, hover).toFixed(1))} ·{' '}
          {words.time.windAt(valueAt(times.wind, hover).toFixed(0))}
        </div>
      )}
    </div>
  );
}

function valueAt(curve: readonly Curve[], at: Instant): number {
  let found = 0;
  for (const point of curve) {
    if (point.at > at) break;
    found = point.value;
  }
  return found;
}

function Labels({
  rows,
  small,
  barsHeight,
}: {
  readonly rows: readonly string[];
  readonly small: boolean;
  readonly barsHeight: number;
}) {
  const { words } = useSpeech();
  const names = small ? [] : rows.length ? rows : [words.time.warnings];
  return (
    <g className="labels">
      {names.map((row, i) => (
        <text key={row} x={GUTTER - 10} y={i * ROW + 15}>
          {row}
        </text>
      ))}
      <text x={GUTTER - 10} y={names.length * ROW + 15}>
        {words.time.level}
      </text>
      {!small && (
        <text x={GUTTER - 10} y={barsHeight + 17} className="rain">
          {words.time.rain}
        </text>
      )}
      {!small && (
        <text x={GUTTER - 10} y={barsHeight + 35} className="wind">
          {words.time.wind}
        </text>
      )}
    </g>
  );
}

function Grid({ axis, height }: { readonly axis: Scale; readonly height: number }) {
  const { language } = useSpeech();
  return (
    <g>
      {ticks(axis, 64).map(({ at, midnight }) => (
        <g key={at} transform={`translate(${axis.x(at)} 0)`} className={midnight ? 'tick day' : 'tick'}>
          <line y1="0" y2={height - AXIS} />
          <text y={height - 5} x={4}>
            {midnight ? shortDay(language, at) : hourMinute(at)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Bars({
  axis,
  y,
  bars,
  now,
}: {
  readonly axis: Scale;
  readonly y: number;
  readonly bars: readonly Bar[];
  readonly now: Instant;
}) {
  return (
    <g transform={`translate(0 ${y + 1})`}>
      {bars.map((bar) => {
        const x = axis.x(bar.from);
        const w = Math.max(3, axis.x(bar.to ?? now) - x - 1);
        return (
          <g key={bar.id} transform={`translate(${x} 0)`} className={`bar fill-${bar.colour}`}>
            <rect width={w} height={ROW - 2} rx="3" />
            {w > bar.label.length * 9 + 14 && (
              <text x="7" y="14">
                {bar.label}
              </text>
            )}
            {bar.to === undefined && <path d={`M${w - 1} 0l6 9l-6 9`} className="open" />}
          </g>
        );
      })}
    </g>
  );
}

function Charts({ axis, y, times }: { readonly axis: Scale; readonly y: number; readonly times: StormTimes }) {
  const rainTop = Math.max(20, ...times.rain.map((p) => p.value));
  const windTop = Math.max(15, ...times.wind.map((p) => p.value));
  const casesTop = Math.max(6, ...times.cases.map((p) => p.value));
  const hour = Math.max(1, axis.x(axis.from + HOUR));
  const line = times.wind
    .map(
      (p, i) =>
        `${i ? 'L' : 'M'}${axis.x(p.at).toFixed(1)} ${(CHART - 3 - (p.value / windTop) * (CHART - 6)).toFixed(1)}`,
    )
    .join('');
  return (
    <g transform={`translate(0 ${y})`}>
      <line x1="0" x2={axis.width} y1={CHART} y2={CHART} className="floor" />
      {times.rain.map((p) => {
        const h = (p.value / rainTop) * (CHART - 4);
        return (
          <rect
            key={p.at}
            x={axis.x(p.at - HOUR)}
            y={CHART - h}
            width={Math.max(1, hour * 0.62)}
            height={h}
            className="rainbar"
          />
        );
      })}
      {times.cases.map((p) => {
        const h = (p.value / casesTop) * (CHART - 8);
        return (
          <rect
            key={p.at}
            x={axis.x(p.at) + hour * 0.66}
            y={CHART - h}
            width={Math.max(1, hour * 0.26)}
            height={h}
            className="casebar"
          />
        );
      })}
      <path d={line} className="windline" />
      {times.notices.map((n) => (
        <path key={`${n.at}${n.label}`} d={`M${axis.x(n.at)} ${CHART}v-10m0 0h7l-2 3l2 3h-7`} className="flag">
          <title>{n.label}</title>
        </path>
      ))}
    </g>
  );
}
