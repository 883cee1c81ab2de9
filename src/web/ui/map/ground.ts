import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { useEffect, useMemo, useState } from 'react';
import type { Position, Ring } from '../../../domain/kernel/index.ts';
import type { District } from '../../../domain/places/index.ts';
import { call } from '../api.ts';
import { useDistrict } from '../live/LiveProvider.tsx';
import { type Language, useSpeech } from '../words/index.tsx';
import { EMPTY, type MapGround } from './style.ts';

export function collection(features: readonly Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features: [...features] };
}
export function spot(id: string, position: Position, properties: Record<string, unknown>): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [...position] },
    properties: { id, ...properties },
  };
}
export function area(ring: Ring, properties: Record<string, unknown>): Feature {
  const closed = [...ring, ring[0] as Position].map((p) => [...p]);
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [closed] }, properties };
}
export function boxOf(district: District): [number, number, number, number] {
  const all = district.boundary.flat();
  const lons = all.map((p) => p[0]);
  const lats = all.map((p) => p[1]);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}

/** Layers that only the pictures need are files of the box; a district without them is drawn without them. */
const FILES = {
  buildings: 'buildings',
  roadsAround: 'context-roads',
  elevated: 'elevated',
  metro: 'metro-lines',
} as const;

export function useGround(): {
  readonly ground: MapGround | undefined;
  readonly box: readonly [number, number, number, number];
} {
  const { district } = useDistrict();
  const { language } = useSpeech();
  const [files, setFiles] = useState<Partial<Record<keyof typeof FILES, FeatureCollection>>>();
  useEffect(() => {
    let left = false;
    const names = Object.entries(FILES) as [keyof typeof FILES, string][];
    void Promise.all(
      names.map(async ([key, file]) => [key, await call<FeatureCollection>(`/district/map/${file}.geojson`)] as const),
    ).then((answers) => {
      if (left) return;
      setFiles(Object.fromEntries(answers.flatMap(([key, answer]) => (answer.ok ? [[key, answer.value]] : []))));
    });
    return () => {
      left = true;
    };
  }, [district]);
  const box = useMemo(() => boxOf(district), [district]);
  const ground = useMemo(() => files && groundOf(district, language, files), [district, language, files]);
  return { ground, box };
}

function groundOf(
  district: District,
  language: Language,
  files: Partial<Record<keyof typeof FILES, FeatureCollection>>,
): MapGround {
  const line = (positions: readonly Position[]): Geometry => ({
    type: 'LineString',
    coordinates: positions.map((p) => [...p]),
  });
  return {
    boundary: collection(district.boundary.map((ring) => area(ring, {}))),
    committees: collection(district.committees.map((row) => area(row.ring, { id: row.id, label: row.name[language] }))),
    compounds: collection(district.compounds.map((row) => area(row.ring, { id: row.id, label: row.name[language] }))),
    roads: collection(
      district.roads.map((row) => ({
        type: 'Feature',
        geometry: line(row.line),
        properties: { highway: row.highway, label: row.name[language] || row.name.zh },
      })),
    ),
    places: collection(
      district.points
        .filter((point) => point.kind === 'metro')
        .map((point) => spot(point.id, point.position, { label: point.name[language] })),
    ),
    buildings: files.buildings ?? EMPTY,
    roadsAround: files.roadsAround ?? EMPTY,
    elevated: files.elevated ?? EMPTY,
    metro: files.metro ?? EMPTY,
  };
}
