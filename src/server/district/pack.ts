import type { z } from 'zod';
import type { contactSchema, personSchema } from '../../contract/district.ts';
import type { District } from '../../domain/places/index.ts';

export type DrillPerson = z.infer<typeof personSchema>;
/** Personal data of a household; goes to the personal tables and nowhere else. */
export type Contact = z.infer<typeof contactSchema>;

export interface GeoFeature {
  readonly type: 'Feature';
  readonly id?: string | number;
  readonly properties: Readonly<Record<string, unknown>> | null;
  readonly geometry: { readonly type: string; readonly coordinates: readonly unknown[] } | null;
}
export interface GeoCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly GeoFeature[];
}

/** Everything that a pack brings, checked. */
export interface DistrictPack {
  readonly district: District;
  readonly people: readonly DrillPerson[];
  readonly contacts: readonly Contact[];
  /** Pictures under the map by name, as GeoJSON. */
  readonly layers: Readonly<Record<string, GeoCollection>>;
  /** SHA-256 over names and contents of the files, hex. Equal files give an equal digest. */
  readonly digest: string;
}

/** Text of the files of a pack by name ('units.json', 'layers/buildings.geojson'). */
export type PackFiles = ReadonlyMap<string, string>;
