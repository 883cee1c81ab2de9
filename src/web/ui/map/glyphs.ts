/** Line signs on a 24 × 24 ground, drawn for this project: the same on the map and in rows. */
export type Glyph = readonly string[];
export const GLYPHS = {
  water: ['M3 9.5c2-1.6 4-1.6 6 0s4 1.6 6 0 4-1.6 6 0', 'M3 15.5c2-1.6 4-1.6 6 0s4 1.6 6 0 4-1.6 6 0'],
  drain: ['M4 7h16v10H4z', 'M8 7v10M12 7v10M16 7v10'],
  tree: [
    'M12 21v-7',
    'M12 14l4.5 0c2.5 0 3.5-3.4 1.4-4.9C18.5 5 14 3 12 5.6 10 3 5.500 5 6.100 9.100 4 10.600 5 14 7.500 14z',
    'M12 12l2.500-2.500',
  ],
  sign: ['M4 5h16v7H4z', 'M12 12v9', 'M8 21h8'],
  high: ['M5 21V4h8v17', 'M8 8h2M8 12h2M8 16h2', 'M18 6v8', 'M15.500 12l2.500 3 2.500-3'],
  site: ['M7 21V4l12 4H7', 'M4 21h8', 'M17 8v4'],
  power: ['M13 3L6 13.500h5L10.500 21 18 10.500h-5.500z'],
  gas: ['M12 3c3 4 5 6 5 10a5 5 0 0 1-10 0c0-2 1-3.500 2-4.500.400 1.500 1 2 1.800 2.300C10.500 8 11 5 12 3z'],
  house: ['M4 11.500L12 4.500l8 7', 'M6.500 10v10h11V10', 'M10.500 20v-5h3v5'],
  person: ['M12 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7z', 'M5 20.500c.600-4 3.300-6 7-6s6.400 2 7 6'],
  street: ['M8 3L5 21M16 3l3 18', 'M12 4v3M12 10.500v3M12 17v3'],
  bin: ['M5 7h14M9 7V4h6v3', 'M7 7l1 14h8l1-14'],
  wall: ['M4 6h16v12H4z', 'M4 12h16M10 6v6M15 12v6M8 12v6'],
  alert: ['M12 5v9', 'M12 18.500v.200'],
  unit: ['M4 20V9l8-5 8 5v11', 'M9 20v-6h6v6'],
  camera: ['M3.500 7.500h11v9h-11z', 'M14.500 10.500l6-3v9l-6-3z'],
  metro: ['M5 19V6l7 9 7-9v13'],
} as const satisfies Record<string, Glyph>;
export type GlyphName = keyof typeof GLYPHS;

/** Signs by group of category (`group.*` of a district pack); a group that is new gets the plain sign. */
const BY_GROUP: Readonly<Record<string, GlyphName>> = {
  water: 'water',
  tree: 'tree',
  greening: 'tree',
  sign: 'sign',
  advertising: 'sign',
  falling: 'high',
  site: 'site',
  utility: 'power',
  house: 'house',
  'house-land': 'house',
  local: 'house',
  person: 'person',
  street: 'street',
  traffic: 'street',
  'city-appearance': 'bin',
  'public-utility': 'drain',
  emergency: 'alert',
  other: 'alert',
};
export function glyphOf(group: string | undefined): GlyphName {
  return (group && BY_GROUP[group]) || 'alert';
}
