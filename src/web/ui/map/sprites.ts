import type { Map as MapLibre } from 'maplibre-gl';
import { token } from '../theme.ts';
import { GLYPHS, type Glyph } from './glyphs.ts';

/** Drawn at twice their size in CSS pixels, for sharp screens. */
const SIZE = 56;

/** Draws every sign of the map once, in the colours of the theme. No image file, no request. */
export function addSprites(map: MapLibre): void {
  const colours = { green: token('--intime'), yellow: token('--near'), red: token('--late'), still: token('--stale') };
  const surface = token('--surface');
  for (const [name, glyph] of Object.entries(GLYPHS)) {
    for (const [colour, ink] of Object.entries(colours)) {
      put(map, `case-${name}-${colour}`, (g) => {
        disc(g, colour === 'red' ? ink : surface, ink);
        draw(g, glyph, colour === 'red' ? surface : ink, 1.35);
      });
    }
  }
  for (const [load, ink] of [
    ['free', token('--text-2')],
    ['busy', token('--near')],
    ['full', token('--late')],
  ] as const) {
    put(map, `unit-${load}`, (g) => {
      box(g, surface, ink);
      draw(g, GLYPHS.unit, ink, 1.25);
    });
  }
  put(map, 'camera', (g) => {
    box(g, surface, token('--map-committee'));
    draw(g, GLYPHS.camera, token('--text-2'), 1.2);
  });
  for (const [grade, ink] of [
    ['dry', token('--text-3')],
    ['wet', token('--rain')],
    ['deep', token('--late')],
  ] as const) {
    put(map, `gauge-${grade}`, (g) => {
      box(g, surface, ink);
      draw(g, GLYPHS.water, ink, 1.25);
    });
  }
  put(map, 'metro', (g) => {
    disc(g, surface, token('--map-label'));
    draw(g, GLYPHS.metro, token('--map-label'), 1.3);
  });
}

function put(map: MapLibre, name: string, paint: (g: CanvasRenderingContext2D) => void): void {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIZE;
  const g = canvas.getContext('2d');
  if (!g) return;
  g.translate(SIZE / 2, SIZE / 2);
  paint(g);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, g.getImageData(0, 0, SIZE, SIZE), { pixelRatio: 1 });
}
function disc(g: CanvasRenderingContext2D, fill: string, line: string): void {
  g.beginPath();
  g.arc(0, 0, 23, 0, 2 * Math.PI);
  g.fillStyle = fill;
  g.fill();
  g.lineWidth = 4;
  g.strokeStyle = line;
  g.stroke();
}
function box(g: CanvasRenderingContext2D, fill: string, line: string): void {
  g.beginPath();
  g.roundRect(-21, -21, 42, 42, 9);
  g.fillStyle = fill;
  g.fill();
  g.lineWidth = 3;
  g.strokeStyle = line;
  g.stroke();
}
function draw(g: CanvasRenderingContext2D, glyph: Glyph, ink: string, size: number): void {
  g.save();
  g.scale(size, size);
  g.translate(-12, -12);
  g.lineWidth = 2.1;
  g.lineCap = 'round';
  g.lineJoin = 'round';
  g.strokeStyle = ink;
  for (const path of glyph) g.stroke(new Path2D(path));
  g.restore();
}
