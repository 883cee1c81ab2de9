import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position, Ring } from '../../src/domain/kernel/index.ts';

/** A committee of the district: real name; the place is only where the generator starts to grow its area. */
export interface CommitteeSeed {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly code?: string;
  readonly near: Position;
  /** A published description of its bounds, as a rough ring: blocks inside belong to it. Its area is then not synthetic. */
  readonly bounds?: Ring;
}

/** districts/<id>/source/build.json: what the generator is told about one district. */
export interface BuildPlan {
  readonly id: string;
  readonly code: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly version: string;
  readonly seed: number;
  readonly centre: Position;
  readonly attribution: string;
  /** How official warnings speak of it; taken over as it is. */
  readonly warnings?: {
    readonly stations: readonly string[];
    readonly regions: readonly string[];
    readonly geocodes: readonly string[];
  };
  readonly households: number;
  readonly residents: number;
  /** Streets lined with shops and towers; the rest is mostly housing. */
  readonly shoppingStreets: readonly string[];
  readonly committees: readonly CommitteeSeed[];
  /** Lanes that a source names: they get their number, on the lane parcel nearest to the place. */
  readonly knownLanes?: readonly { readonly street: string; readonly number: number; readonly near: Position }[];
  /** Folder beside it that gets the units of an empty district. */
  readonly blank?: string;
  readonly sources: {
    readonly boundary: string;
    readonly roads: string;
    readonly transit: string;
  };
}

export interface SourceFeature {
  readonly id?: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

export class Source {
  private readonly folder: string;
  readonly plan: BuildPlan;
  constructor(districtFolder: string) {
    this.folder = join(districtFolder, 'source');
    this.plan = JSON.parse(readFileSync(join(this.folder, 'build.json'), 'utf8')) as BuildPlan;
  }
  features(name: string): readonly SourceFeature[] {
    return (JSON.parse(readFileSync(join(this.folder, name), 'utf8')) as { features: SourceFeature[] }).features;
  }
}
