import {
  AttributionControl,
  type GeoJSONSource,
  type MapGeoJSONFeature,
  Map as MapLibre,
  type MapMouseEvent,
  prewarm,
  setWorkerUrl,
} from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import { Maximize2, Minus, Navigation, Plus } from 'lucide-react';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef, useState } from 'react';
import type { Position } from '../../../domain/kernel/index.ts';
import { useTheme } from '../theme.ts';
import { useSpeech } from '../words/index.tsx';
import { useFactData } from './feed.ts';
import { addSprites } from './sprites.ts';
import { type Fact, LAYERS_OF, type MapFacts, type MapGround, mapStyle } from './style.ts';
import './map.css';

setWorkerUrl(workerUrl);
// The workers start while the data is still on its way.
prewarm();

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
  /** Undefined while its files are on their way: a map made without them would be made twice. */
  readonly ground: MapGround | undefined;
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
  /** Where the page is enlarged as a whole the canvas has to be told. */
  readonly pixelRatio?: number;
}

const PICKED_FIRST: readonly Fact[] = ['cases', 'gauges', 'cameras', 'units', 'targets', 'stairwells', 'points'];

export default function CityMap({
  ground,
  facts,
  hidden,
  box,
  focus,
  picking = false,
  onPick,
  onPlace,
  still = false,
  pixelRatio,
}: CityMapProps) {
  const { words } = useSpeech();
  const theme = useTheme();
  const holder = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(undefined);
  const [ready, setReady] = useState(false);
  const [trouble, setTrouble] = useState(false);
  const camera = useRef<{ center: [number, number]; zoom: number }>(undefined);
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const held = useRef({ picking, onPick, onPlace, hidden });
  held.current = { picking, onPick, onPlace, hidden };
  const [styled, setStyled] = useState(false);
  const feed = useFactData(map, styled, facts);

  useEffect(() => {
    if (!holder.current || !ground) return;
    let made: MapLibre;
    try {
      made = new MapLibre({
        container: holder.current,
        style: mapStyle(ground, feed.first(), held.current.hidden),
        ...(camera.current ?? { bounds: [...box] as [number, number, number, number] }),
        fitBoundsOptions: { padding: still ? 24 : { top: 70, bottom: 26, left: 26, right: 26 } },
        attributionControl: false,
        dragRotate: !still,
        interactive: !still,
        minZoom: 11,
        maxZoom: 20,
        fadeDuration: 0,
        ...(pixelRatio ? { pixelRatio } : {}),
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
    made.once('style.load', () => {
      addSprites(made);
      setStyled(true);
    });
    made.on('load', () => setReady(true));
    // For whoever waits for the picture: how many things it shows.
    made.on('idle', () => {
      if (holder.current) holder.current.dataset['drawn'] = String(feed.things());
    });
    const hit = (e: MapMouseEvent): { fact: Fact; feature: MapGeoJSONFeature } | undefined => {
      const { x, y } = e.point;
      const found = made.queryRenderedFeatures([
        [x - 4, y - 4],
        [x + 4, y + 4],
      ]);
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
          made.easeTo({
            center: (feature.geometry as GeoJSON.Point).coordinates as [number, number],
            zoom: zoom + 0.2,
            duration: 140,
          });
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
      const { lng, lat } = made.getCenter();
      camera.current = { center: [lng, lat], zoom: made.getZoom() };
      setReady(false);
      setStyled(false);
      made.remove();
      map.current = undefined;
    };
    // The ground and the theme make another map; everything else is put into the one that stands.
  }, [ground, theme, box, still, pixelRatio, words.map.attribution, feed]);

  useEffect(() => {
    // Two corners set in quick succession are not a wish to come nearer.
    if (picking) map.current?.doubleClickZoom.disable();
    else map.current?.doubleClickZoom.enable();
  }, [ready, picking]);
  useEffect(() => {
    const now = map.current;
    if (!styled || !now) return;
    for (const [fact, layers] of Object.entries(LAYERS_OF)) {
      for (const layer of layers)
        now.setLayoutProperty(layer, 'visibility', hidden?.has(fact as Fact) ? 'none' : 'visible');
    }
  }, [styled, hidden]);
  useEffect(() => {
    if (!ready || !focus) return;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const zoom = focus.zoom ?? Math.max(map.current?.getZoom() ?? 15, 15.6);
    map.current?.easeTo({ center: [...focus.position], zoom, duration: calm ? 0 : still ? 900 : 150 });
  }, [ready, focus, still]);

  if (trouble)
    return (
      <div className="city-map broken" role="alert">
        {words.map.noWebgl}
      </div>
    );
  return (
    <div className={picking ? 'city-map picking' : 'city-map'} data-ready={ready}>
      <div ref={holder} className="city-map-holder" role="application" aria-label={words.map.label} />
      {tip && (
        <div className="map-tip" style={{ left: tip.x, top: tip.y }}>
          {tip.text}
        </div>
      )}
      {!still && (
        <div className="map-buttons">
          <button
            type="button"
            className="button square"
            title={words.map.zoomIn}
            aria-label={words.map.zoomIn}
            onClick={() => map.current?.zoomIn({ duration: 120 })}
          >
            <Plus size={18} />
          </button>
          <button
            type="button"
            className="button square"
            title={words.map.zoomOut}
            aria-label={words.map.zoomOut}
            onClick={() => map.current?.zoomOut({ duration: 120 })}
          >
            <Minus size={18} />
          </button>
          <button
            type="button"
            className="button square"
            title={words.map.north}
            aria-label={words.map.north}
            onClick={() => map.current?.resetNorthPitch({ duration: 120 })}
          >
            <Navigation size={17} />
          </button>
          <button
            type="button"
            className="button square"
            title={words.map.whole}
            aria-label={words.map.whole}
            onClick={() => map.current?.fitBounds([...box], { padding: 40, duration: 150 })}
          >
            <Maximize2 size={17} />
          </button>
        </div>
      )}
    </div>
  );
}
