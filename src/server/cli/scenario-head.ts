import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Words } from '../../domain/places/index.ts';

/** What the server needs to know of a scenario: where its clock begins and which district it is for. */
export interface ScenarioHead {
  readonly id: string;
  readonly name: Words;
  readonly district: string;
  readonly from: number;
  readonly to: number;
  readonly speed: number;
}

export function readHead(folder: string): ScenarioHead {
  const head = JSON.parse(readFileSync(path.join(folder, 'scenario.json'), 'utf8'));
  return {
    id: head.id,
    name: head.name,
    district: head.district,
    from: Date.parse(head.from),
    to: Date.parse(head.to),
    speed: head.speed,
  };
}
