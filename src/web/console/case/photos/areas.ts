import type { MediaArea } from '../../../../contract/media.ts';

const held = (value: number, most = 1): number => Math.max(0, Math.min(most, value));
const STEP = 0.02;
const LEAST = 0.02;

/** The box that two corners span, within the photo. */
export function between([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): MediaArea {
  const [left, right] = [held(Math.min(x1, x2)), held(Math.max(x1, x2))];
  const [top, bottom] = [held(Math.min(y1, y2)), held(Math.max(y1, y2))];
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** A box after an arrow key: moved, or with `size` made wider, narrower, higher, lower; undefined for any other key. */
export function moved(area: MediaArea, key: string, size: boolean): MediaArea | undefined {
  const [dx, dy] =
    key === 'ArrowLeft' ? [-STEP, 0] : key === 'ArrowRight' ? [STEP, 0] : key === 'ArrowUp' ? [0, -STEP] : [0, STEP];
  if (dy > 0 && key !== 'ArrowDown') return undefined;
  if (size) {
    return {
      ...area,
      w: Math.max(LEAST, held(area.w + dx, 1 - area.x)),
      h: Math.max(LEAST, held(area.h + dy, 1 - area.y)),
    };
  }
  return { ...area, x: held(area.x + dx, 1 - area.w), y: held(area.y + dy, 1 - area.h) };
}
