import { AttributionControl, type GeoJSONSource, Map as MapLibre, type MapGeoJSONFeature, type MapMouseEvent, setWorkerUrl } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { Maximize2, Minus, Navigation, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Position } from '../../../domain/kernel/index.ts';
import { useTheme } from '../theme.ts';
import { useSpeech } from '../words/index.tsx';
import { addSprites } from './sprites.ts';
import { EMPTY, type Fact, LAYERS_OF, type MapFacts, type MapGround, mapStyle } from './style.ts';
import './map.css';

setWorkerUrl(workerUrl);

export interface Picked {
  readonly fact: Fact;
  readonly id: string;
}
export interface Focus {
  readonly position: Position;
  readonly zoom?: number;
  /** A new key moves the map again to the same place. */
  readonly key: string | number;
}
export interface CityMapProps {
  readonly ground: MapGround;
  readonly facts: Partial<MapFacts>;
  readonly hidden?: ReadonlySet<Fact>;
  /** West, south, east, north of the district. */
  readonly box: readonly [number, number, number, number];
  readonly focus?: Focus;
  /** A click gives a place instead of picking something. */
  readonly picking?: boolean;
  readonly onPick?: (picked: Picked) => void;
  readonly onPlace?: (position: Position) => void;
  /** The wall: no buttons, nothing to click. */
  readonly still?: boolean;
}

const PICKED_FIRST: readonly Fact[] = ['cases', 'gauges', 'cameras', 'units', 'targets', 'stairwells', 'points'];

export default function CityMap({ ground, facts, hidden, box, focus, picking = false, onPick, onPlace, still = false }: CityMapProps) {
  const { words } = useSpeech();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const held = useRef({ picking, onPick, onPlace });
  held.current = { picking, onPick, onPlace };

  useEffect(() => {
    if (!holder.current) return;
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: holder.current,
        style: mapStyle(ground),
        bounds: [...box],
        fitBoundsOptions: { padding: still ? 24 : { top: 70, bottom: 26, left: 26, right: 26 } },
        attributionControl: false,
        dragRotate: !still,
        interactive: !still,
        minZoom: 11,
        maxZoom: 20,
        fadeDuration: 0,
      });
    } catch {
      setTrouble(true);
      return;
    }
    map.current = made;
    made.addControl(new AttributionControl({ compact: false, customAttribution: words.map.attribution }));
    made.on('styleimagemissing', ({ id }) => {
      if (!made.hasImage(id)) made.addImage(id, { width: 1, height: 1, data: new Uint8Array(4) });
    });
    made.once('style.load', () => addSprites(made));
    made.on('load', () => setReady(true));
    const hit = (e: MapMouseEvent): { fact: Fact; feature: MapGeoJSONFeature } | undefined => {
      const { x, y } = e.point;
      const found = made.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]]);
      for (const fact of PICKED_FIRST) {
        const feature = found.find((one) => one.source === fact);
        if (feature) return { fact, feature };
      }
      return undefined;
    };
    made.on('click', (e) => {
      const { picking: placing, onPick: pick, onPlace: place } = held.current;
      if (placing) {
        place?.([Number(e.lngLat.lng.toFixed(6)), Number(e.lngLat.lat.toFixed(6))]);
        return;
      }
      const found = hit(e);
      if (!found) return;
      const { fact, feature } = found;
      if (feature.properties['cluster']) {
        const source = made.getSource<GeoJSONSource>('cases');
        void source?.getClusterExpansionZoom(feature.properties['cluster_id'] as number).then((zoom) => {
          made.easeTo({ center: (feature.geometry as GeoJSON.Point).coordinates as [number, number], zoom: zoom + 0.2, duration: 140 });
        });
        return;
      }
      pick?.({ fact, id: String(feature.properties['id']) });
    });
    made.on('mousemove', (e) => {
      const found = hit(e);
      made.getCanvas().style.cursor = held.current.picking ? 'crosshair' : found ? 'pointer' : '';
      const text = found?.feature.properties['tip'] as string | undefined;
      setTip(text ? { x: e.point.x, y: e.point.y, text } : undefined);
    });
    made.on('mouseout', () => setTip(undefined));
    return () => {
      setReady(false);
      made.remove();
      map.current = undefined;
    };
    // The ground and the theme make another map; everything else is put into the one that stands.
  }, [ground, theme, box, still, words.map.attribution]);

  useFactData(map, ready, facts);
  useEffect(() => {
    const now = map.current;
    if (!ready || !now) return;
    for (const [fact, layers] of Object.entries(LAYERS_OF)) {
      for (const layer of layers) now.setLayoutProperty(layer, 'visibility', hidden?.has(fact as Fact) ? 'none' : 'visible');
    }
  }, [ready, hidden]);
  useEffect(() => {
    if (!ready || !focus) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const zoom = focus.zoom ?? Math.max(map.current?.getZoom() ?? 15, 15.6);
    map.current?.easeTo({ center: [...focus.position], zoom, duration: calm ? 0 : still ? 900 : 150 });
  }, [ready, focus, still]);

  if (trouble) return <div className="city-map broken" role="alert">{words.map.noWebgl}</div>;
  return (
    <div className={picking ? 'city-map picking' : 'city-map'} data-ready={ready}>
      <div ref={holder} className="city-map-holder" role="application" aria-label={words.map.label} />
      {tip && <div className="map-tip" style={{ left: tip.x, top: tip.y }}>{tip.text}</div>}
      {!still && (
        <div className="map-buttons">
          <button type="button" className="button square" title={words.map.zoomIn} aria-label={words.map.zoomIn} onClick={() => map.current?.zoomIn({ duration: 120 })}><Plus size={18} /></button>
          <button type="button" className="button square" title={words.map.zoomOut} aria-label={words.map.zoomOut} onClick={() => map.current?.zoomOut({ duration: 120 })}><Minus size={18} /></button>
          <button type="button" className="button square" title={words.map.north} aria-label={words.map.north} onClick={() => map.current?.resetNorthPitch({ duration: 120 })}><Navigation size={17} /></button>
          <button type="button" className="button square" title={words.map.whole} aria-label={words.map.whole} onClick={() => map.current?.fitBounds([...box], { padding: 40, duration: 150 })}><Maximize2 size={17} /></button>
        </div>
      )}
    </div>
  );
}

/** Gives the map only what changed: a source that kept its identity is left alone. */
function useFactData(map: { readonly current: MapLibre | undefined }, ready: boolean, facts: Partial<MapFacts>): void {
  const given = useRef<Partial<MapFacts>>({});
  useEffect(() => {
    if (!ready) {
      given.current = {};
      return;
    }
    for (const fact of Object.keys(LAYERS_OF) as Fact[]) {
      const data = facts[fact] ?? EMPTY;
      if (given.current[fact] === data) continue;
      map.current?.getSource<GeoJSONSource>(fact)?.setData(data);
      given.current = { ...given.current, [fact]: data };
    }
  }, [map, ready, facts]);
}
