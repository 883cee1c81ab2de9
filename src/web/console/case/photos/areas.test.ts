import { expect, it } from 'vitest';
import { between, moved } from './areas.ts';

it('a box drawn in any direction, and beyond the edge, lies within the photo', () => {
  expect(between([0.5, 0.5], [0.25, 0.75])).toEqual({ x: 0.25, y: 0.5, w: 0.25, h: 0.25 });
  expect(between([0.75, 0.75], [1.5, -1])).toEqual({ x: 0.75, y: 0, w: 0.25, h: 0.75 });
});

it('arrow keys move a box and never out of the photo; with Shift they change its size; others do nothing', () => {
  const area = { x: 0.5, y: 0.5, w: 0.25, h: 0.25 };
  expect(moved(area, 'ArrowLeft', false)).toEqual({ ...area, x: 0.48 });
  expect(moved(area, 'ArrowDown', false)).toEqual({ ...area, y: 0.52 });
  expect(moved(area, 'ArrowRight', true)).toEqual({ ...area, w: 0.27 });
  expect(moved(area, 'ArrowUp', true)).toEqual({ ...area, h: 0.23 });
  expect(moved(area, 'Enter', false)).toBeUndefined();
  let far: typeof area | undefined = area;
  for (let n = 0; n < 100 && far; n++) far = moved(far, 'ArrowRight', false);
  expect(far).toEqual({ ...area, x: 0.75 });
  let small: typeof area | undefined = area;
  for (let n = 0; n < 100 && small; n++) small = moved(small, 'ArrowUp', true);
  expect(small?.h).toBe(0.02);
});
