import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl';
import { token } from '../theme.ts';

/** Ground of the map: changes with the district, not with the storm. */
export interface MapGround {
  readonly boundary: FeatureCollection;
  readonly committees: FeatureCollection;
  readonly roads: FeatureCollection;
  readonly roadsAround: FeatureCollection;
  readonly elevated: FeatureCollection;
  readonly metro: FeatureCollection;
  readonly buildings: FeatureCollection;
  readonly compounds: FeatureCollection;
  readonly places: FeatureCollection;
}
/** What happens on it. */
export interface MapFacts {
  readonly cases: FeatureCollection;
  readonly stairwells: FeatureCollection;
  readonly targets: FeatureCollection;
  readonly points: FeatureCollection;
  readonly gauges: FeatureCollection;
  /** Open shelters, with the places that are left. */
  readonly shelters: FeatureCollection;
  readonly cameras: FeatureCollection;
  readonly units: FeatureCollection;
  readonly mark: FeatureCollection;
  /** An area being drawn: polygons, their corners (kind 'corner') and the front doors (kind 'door', `meant` or not). */
  readonly area: FeatureCollection;
}
export type Fact = keyof MapFacts;

export const EMPTY: FeatureCollection = { type: 'FeatureCollection', features: [] };
/** Without `glyphs` in the style every letter is drawn from the fonts of this machine, Chinese ones too. */
const FONT = ['PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, sans-serif'];
const BOLD = FONT;

const width = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['exponential', 1.6], ['zoom'], ...stops] as unknown as ExpressionSpecification;
const major: ExpressionSpecification = [
  'match',
  ['get', 'highway'],
  ['primary', 'secondary', 'primary_link', 'secondary_link', 'trunk'],
  true,
  false,
];

/** `facts` and what is hidden stand in the style from the start: given afterwards, the whole map would be drawn twice. */
export function mapStyle(
  ground: MapGround,
  facts: Partial<MapFacts> = {},
  hidden: ReadonlySet<Fact> = new Set(),
): StyleSpecification {
  const c = (name: string): string => token(`--map-${name}`);
  const source = (data: FeatureCollection) => ({ type: 'geojson' as const, data });
  const given = (fact: Fact): { type: 'geojson'; data: FeatureCollection; promoteId: string } => ({
    type: 'geojson',
    data: facts[fact] ?? EMPTY,
    promoteId: 'id',
  });
  const off = new Set([...hidden].flatMap((fact) => LAYERS_OF[fact]));
  const casing = token('--map-ground');
  const layers: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': c('ground') } },
    { id: 'inside', type: 'fill', source: 'boundary', paint: { 'fill-color': c('inside') } },
    {
      id: 'compounds',
      type: 'fill',
      source: 'compounds',
      minzoom: 15,
      paint: { 'fill-color': c('building'), 'fill-opacity': 0.45 },
    },
    {
      id: 'buildings',
      type: 'fill',
      source: 'buildings',
      minzoom: 14,
      paint: {
        'fill-color': c('building'),
        'fill-outline-color': c('building-line'),
        'fill-opacity': ['interpolate', ['linear'], ['zoom'], 14, 0.55, 16, 1],
      },
    },
    {
      id: 'around',
      type: 'line',
      source: 'roadsAround',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': c('road'), 'line-opacity': 0.55, 'line-width': ['case', major, 2.2, 1.1] },
    },
    {
      id: 'elevated',
      type: 'line',
      source: 'elevated',
      paint: { 'line-color': c('road-major'), 'line-opacity': 0.8, 'line-width': width(12, 1.5, 16, 8) },
    },
    {
      id: 'roads-case',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': casing, 'line-width': width(12, 1.5, 15, 7, 18, 26) },
    },
    {
      id: 'roads',
      type: 'line',
      source: 'roads',
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': ['case', major, c('road-major'), c('road')], 'line-width': width(12, 1, 15, 5, 18, 22) },
    },
    {
      id: 'metro',
      type: 'line',
      source: 'metro',
      paint: { 'line-color': c('label'), 'line-opacity': 0.28, 'line-width': 1.4, 'line-dasharray': [4, 3] },
    },
    {
      id: 'committee-lines',
      type: 'line',
      source: 'committees',
      paint: { 'line-color': c('committee'), 'line-width': 1.1, 'line-dasharray': [3, 2] },
    },
    {
      id: 'boundary-glow',
      type: 'line',
      source: 'boundary',
      paint: { 'line-color': c('boundary'), 'line-width': 7, 'line-opacity': 0.16 },
    },
    { id: 'boundary', type: 'line', source: 'boundary', paint: { 'line-color': c('boundary'), 'line-width': 1.8 } },
    {
      id: 'road-names',
      type: 'symbol',
      source: 'roads',
      minzoom: 13.6,
      filter: ['!=', ['get', 'label'], ''],
      layout: {
        'symbol-placement': 'line',
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': ['interpolate', ['linear'], ['zoom'], 14, 12, 17, 15],
        'symbol-spacing': 320,
        'text-letter-spacing': 0.06,
      },
      paint: { 'text-color': c('label'), 'text-halo-color': c('halo'), 'text-halo-width': 1.4 },
    },
    {
      id: 'committee-names',
      type: 'symbol',
      source: 'committees',
      maxzoom: 17,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': BOLD,
        'text-size': ['interpolate', ['linear'], ['zoom'], 13, 12, 16, 17],
        'text-letter-spacing': 0.14,
        'symbol-placement': 'point',
      },
      paint: { 'text-color': c('label'), 'text-opacity': 0.85, 'text-halo-color': c('halo'), 'text-halo-width': 1.6 },
    },
    {
      id: 'compound-names',
      type: 'symbol',
      source: 'compounds',
      minzoom: 15.6,
      layout: { 'text-field': ['get', 'label'], 'text-font': FONT, 'text-size': 12.5, 'text-max-width': 9 },
      paint: { 'text-color': c('label'), 'text-halo-color': c('halo'), 'text-halo-width': 1.4 },
    },
    {
      id: 'place-names',
      type: 'symbol',
      source: 'places',
      minzoom: 14,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 12.5,
        'text-offset': [0, 0.9],
        'text-anchor': 'top',
        'icon-image': 'metro',
        'icon-size': 0.5,
      },
      paint: { 'text-color': c('label'), 'text-halo-color': c('halo'), 'text-halo-width': 1.4 },
    },
    ...factLayers(),
  ];
  return {
    version: 8,
    sources: {
      boundary: source(ground.boundary),
      committees: source(ground.committees),
      roads: source(ground.roads),
      roadsAround: source(ground.roadsAround),
      elevated: source(ground.elevated),
      metro: source(ground.metro),
      buildings: source(ground.buildings),
      compounds: source(ground.compounds),
      places: source(ground.places),
      cases: {
        ...given('cases'),
        cluster: true,
        clusterRadius: 34,
        clusterMaxZoom: 15,
        clusterProperties: {
          late: ['+', ['case', ['==', ['get', 'colour'], 'red'], 1, 0]],
          near: ['+', ['case', ['==', ['get', 'colour'], 'yellow'], 1, 0]],
        },
      },
      stairwells: given('stairwells'),
      targets: given('targets'),
      points: given('points'),
      gauges: given('gauges'),
      shelters: given('shelters'),
      cameras: given('cameras'),
      units: given('units'),
      mark: given('mark'),
      area: given('area'),
    },
    layers: layers.map((layer) =>
      off.has(layer.id) ? ({ ...layer, layout: { ...layer.layout, visibility: 'none' } } as LayerSpecification) : layer,
    ),
  };
}

/** Layer ids by fact, for the toggles; the first is the one that is clicked. */
export const LAYERS_OF: Readonly<Record<Fact, readonly string[]>> = {
  cases: ['cases', 'case-clusters', 'case-counts', 'case-cluster-halo'],
  stairwells: ['stairwells'],
  targets: ['targets'],
  points: ['points', 'point-names'],
  gauges: ['gauges', 'gauge-values'],
  shelters: ['shelters', 'shelter-room'],
  cameras: ['cameras'],
  units: ['units', 'unit-names'],
  mark: ['mark', 'mark-halo'],
  area: ['area', 'area-line', 'area-doors', 'area-corners'],
};

function factLayers(): LayerSpecification[] {
  const t = token;
  const halo = { 'text-halo-color': t('--map-halo'), 'text-halo-width': 1.6 };
  const clock = (yes: string, near: string, late: string): ExpressionSpecification => [
    'case',
    ['>', ['get', 'late'], 0],
    late,
    ['>', ['get', 'near'], 0],
    near,
    yes,
  ];
  return [
    {
      id: 'area',
      type: 'fill',
      source: 'area',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': t('--accent'), 'fill-opacity': 0.16 },
    },
    {
      id: 'area-line',
      type: 'line',
      source: 'area',
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': t('--accent'), 'line-width': 2 },
    },
    {
      id: 'area-doors',
      type: 'circle',
      source: 'area',
      filter: ['==', ['get', 'kind'], 'door'],
      layout: { 'circle-sort-key': ['case', ['get', 'meant'], 1, 0] },
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, ['case', ['get', 'meant'], 3, 1.4], 17, 6],
        'circle-color': ['case', ['get', 'meant'], t('--accent'), t('--map-label')],
        'circle-opacity': ['case', ['get', 'meant'], 1, 0.5],
      },
    },
    {
      id: 'area-corners',
      type: 'circle',
      source: 'area',
      filter: ['==', ['get', 'kind'], 'corner'],
      paint: {
        'circle-radius': 5,
        'circle-color': t('--surface'),
        'circle-stroke-width': 2,
        'circle-stroke-color': t('--accent'),
      },
    },
    {
      // Work left stands out; a stairwell where everybody has confirmed is a faint dot.
      id: 'stairwells',
      type: 'circle',
      source: 'stairwells',
      layout: { 'circle-sort-key': ['get', 'share'] },
      paint: {
        'circle-radius': [
          'interpolate',
          ['exponential', 1.7],
          ['zoom'],
          13,
          ['+', 0.8, ['*', 0.03, ['get', 'households']], ['*', 2.2, ['get', 'share']]],
          17,
          ['+', 3, ['*', 0.12, ['get', 'households']], ['*', 6, ['get', 'share']]],
        ],
        'circle-color': [
          'interpolate',
          ['linear'],
          ['get', 'share'],
          0,
          t('--intime'),
          0.03,
          t('--accent'),
          1,
          t('--accent'),
        ],
        'circle-opacity': ['interpolate', ['linear'], ['get', 'share'], 0, 0.28, 0.03, 0.35, 0.6, 0.9],
        'circle-stroke-width': ['case', ['get', 'help'], 2, 0],
        'circle-stroke-color': t('--late'),
      },
    },
    {
      id: 'points',
      type: 'circle',
      source: 'points',
      minzoom: 14,
      paint: { 'circle-radius': 3, 'circle-color': t('--map-label'), 'circle-opacity': 0.75 },
    },
    {
      id: 'point-names',
      type: 'symbol',
      source: 'points',
      minzoom: 17,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 12,
        'text-offset': [0, 0.7],
        'text-anchor': 'top',
      },
      paint: { 'text-color': t('--map-label'), ...halo },
    },
    {
      id: 'targets',
      type: 'circle',
      source: 'targets',
      layout: { 'circle-sort-key': ['match', ['get', 'state'], 'hazard', 2, 'blind', 1, 0] },
      paint: {
        'circle-radius': [
          'interpolate',
          ['exponential', 1.6],
          ['zoom'],
          13,
          ['match', ['get', 'state'], 'hazard', 2.6, 'blind', 1.7, 1],
          17,
          ['match', ['get', 'state'], 'hazard', 7, 'blind', 5.5, 3.5],
        ],
        'circle-color': ['match', ['get', 'state'], 'blind', t('--map-inside'), 'hazard', t('--late'), t('--intime')],
        'circle-stroke-width': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          ['match', ['get', 'state'], 'blind', 0.9, 0],
          17,
          ['match', ['get', 'state'], 'blind', 1.8, 0],
        ],
        'circle-stroke-color': t('--map-blind'),
        'circle-opacity': ['match', ['get', 'state'], 'normal', 0.5, 1],
      },
    },
    {
      id: 'cameras',
      type: 'symbol',
      source: 'cameras',
      layout: { 'icon-image': 'camera', 'icon-size': 0.55, 'icon-allow-overlap': true },
    },
    {
      id: 'gauges',
      type: 'symbol',
      source: 'gauges',
      layout: {
        'icon-image': ['concat', 'gauge-', ['get', 'grade']],
        'icon-size': ['match', ['get', 'grade'], 'dry', 0.34, 0.6],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'gauge-values',
      type: 'symbol',
      source: 'gauges',
      minzoom: 13.5,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 13,
        'text-offset': [0, 1],
        'text-anchor': 'top',
      },
      paint: { 'text-color': t('--rain'), ...halo },
    },
    {
      id: 'shelters',
      type: 'circle',
      source: 'shelters',
      paint: {
        'circle-radius': 13,
        'circle-color': t('--surface'),
        'circle-stroke-width': 3,
        'circle-stroke-color': ['match', ['get', 'grade'], 'full', t('--late'), 'near', t('--near'), t('--intime')],
      },
    },
    {
      id: 'shelter-room',
      type: 'symbol',
      source: 'shelters',
      layout: {
        'text-field': ['get', 'label'],
        'text-font': BOLD,
        'text-size': 12,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': t('--text') },
    },
    {
      id: 'units',
      type: 'symbol',
      source: 'units',
      layout: {
        'icon-image': ['concat', 'unit-', ['get', 'load']],
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          13,
          ['match', ['get', 'load'], 'free', 0.2, 0.42],
          16,
          ['match', ['get', 'load'], 'free', 0.45, 0.62],
        ],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
    {
      id: 'unit-names',
      type: 'symbol',
      source: 'units',
      minzoom: 14.2,
      layout: {
        'text-field': ['get', 'label'],
        'text-font': FONT,
        'text-size': 12.5,
        'text-offset': [0, 1],
        'text-anchor': 'top',
        'text-max-width': 8,
      },
      paint: { 'text-color': t('--text-2'), ...halo },
    },
    {
      id: 'case-cluster-halo',
      type: 'circle',
      source: 'cases',
      filter: ['has', 'point_count'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 18, 50, 27],
        'circle-color': clock(t('--intime'), t('--near'), t('--late')),
        'circle-opacity': 0.22,
      },
    },
    {
      id: 'case-clusters',
      type: 'circle',
      source: 'cases',
      filter: ['has', 'point_count'],
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['get', 'point_count'], 2, 13, 50, 20],
        'circle-color': t('--surface'),
        'circle-stroke-width': 2.4,
        'circle-stroke-color': clock(t('--intime'), t('--near'), t('--late')),
      },
    },
    {
      id: 'case-counts',
      type: 'symbol',
      source: 'cases',
      filter: ['has', 'point_count'],
      layout: {
        'text-field': ['get', 'point_count_abbreviated'],
        'text-font': FONT,
        'text-size': 14,
        'text-allow-overlap': true,
      },
      paint: { 'text-color': t('--text') },
    },
    {
      id: 'cases',
      type: 'symbol',
      source: 'cases',
      filter: ['!', ['has', 'point_count']],
      layout: {
        'icon-image': ['concat', 'case-', ['get', 'icon'], '-', ['get', 'colour']],
        'icon-size': 0.62,
        'icon-allow-overlap': true,
        'symbol-sort-key': ['get', 'order'],
      },
    },
    {
      id: 'mark-halo',
      type: 'circle',
      source: 'mark',
      paint: { 'circle-radius': 22, 'circle-color': t('--accent'), 'circle-opacity': 0.2 },
    },
    {
      id: 'mark',
      type: 'circle',
      source: 'mark',
      paint: {
        'circle-radius': 16,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-width': 2.6,
        'circle-stroke-color': t('--accent'),
      },
    },
  ];
}
