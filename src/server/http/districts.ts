import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fresh from 'fresh';
import { z } from 'zod';
import { districtList } from '../../contract/session.ts';
import type { District } from '../../domain/places/index.ts';
import { isMapLayer, MAP_LAYERS, mapLayer } from '../district/index.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { GEOJSON_TYPE, JSON_TYPE, type Route, route, Sent } from './route.ts';
import { takesGzip } from './send.ts';

interface Packed {
  readonly plain: Buffer;
  readonly zipped: Buffer;
  readonly etag: string;
}

function pack(text: string): Packed {
  const plain = Buffer.from(text);
  return {
    plain,
    zipped: gzipSync(plain, { level: 6 }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
  };
}

/** What browsers get of a district: everything but the households, which are asked for by stairwell and masked. */
export function publicDistrict(district: District): Omit<District, 'households'> {
  const { households: _left, ...rest } = district;
  return rest;
}

export function districtRoutes(doors: Doors): Route[] {
  // A district is adopted as one version and then never changes: each answer is made once per version.
  const packed = new WeakMap<District, Map<string, Packed>>();
  const serve = (
    district: District | undefined,
    name: string,
    make: (district: District) => unknown,
    type: string,
    request: Parameters<typeof takesGzip>[0],
  ) => {
    if (!district) throw new Refused('request.not-found');
    const byName = packed.get(district) ?? new Map<string, Packed>();
    packed.set(district, byName);
    const one = byName.get(name) ?? pack(JSON.stringify(make(district)));
    byName.set(name, one);
    const headers = { etag: one.etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' };
    // Only the tag counts: who asks by fetch says no-cache beside it and still wants to hear that nothing changed.
    if (fresh({ 'if-none-match': request.headers['if-none-match'] }, { etag: one.etag }))
      return new Sent(null, type, 304, headers);
    return takesGzip(request)
      ? new Sent(one.zipped, type, 200, { ...headers, 'content-encoding': 'gzip' })
      : new Sent(one.plain, type, 200, headers);
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/districts',
      may: 'public',
      noun: 'district',
      answer: districtList,
      words: {
        zh: '可登录的街道；空街道标明待设置',
        en: 'The districts one can sign in to; an empty one says that it waits for setup',
      },
      async handler() {
        const districts = await Promise.all(
          doors.places().map(async (place) => {
            const drill = place.mode === 'drill' ? doors.drillDoor(place.id) : undefined;
            return {
              id: place.id,
              mode: place.mode,
              name: place.name,
              setup: place.mode === 'real' && (await doors.setup.open(place.id)),
              ...(drill ? { drill } : {}),
            };
          }),
        );
        return { districts };
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/district',
      may: 'signed-in',
      noun: 'district',
      answer: JSON_TYPE,
      words: {
        zh: '本街道的基础数据（不含户册），带 ETag',
        en: 'Reference data of the district without its households, with an ETag',
      },
      handler: ({ session, request }) =>
        serve(doors.districtOf(session.tenant), 'district', publicDistrict, JSON_TYPE, request),
    }),
    route({
      method: 'GET',
      url: '/api/v1/district/map/:layer',
      may: 'signed-in',
      noun: 'district',
      answer: GEOJSON_TYPE,
      params: z.strictObject({ layer: z.enum(MAP_LAYERS.map((layer) => `${layer}.geojson`) as [string, ...string[]]) }),
      words: { zh: '地图图层（GeoJSON）', en: 'A layer of the map as GeoJSON' },
      handler({ session, params, request }) {
        const layer = params.layer.replace(/\.geojson$/, '');
        if (!isMapLayer(layer)) throw new Refused('request.not-found');
        return serve(
          doors.districtOf(session.tenant),
          layer,
          (district) => mapLayer(district, layer),
          GEOJSON_TYPE,
          request,
        );
      },
    }),
  ];
}
