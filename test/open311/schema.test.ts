import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, HERE, openDoor } from './town.ts';

/** JSON Schemas of GeoReport v2 by open311/schema-validation; they state no licence, so they are not part of this project. */
const FOLDER = resolve(import.meta.dirname, '../../../shared/data/reports/georeport-v2-schema');
const NAMES = ['request', 'requests', 'service', 'services', 'service-definition'];

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.drill.close());

test('every answer keeps to the JSON Schemas of GeoReport v2', async (context) => {
  if (!existsSync(FOLDER)) return context.skip('the schemas of open311/schema-validation are not beside this project');
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  for (const name of NAMES) ajv.addSchema(JSON.parse(readFileSync(`${FOLDER}/${name}.json`, 'utf8')), `${name}.json`);
  const faults = (name: string, value: unknown) => {
    const validate = ajv.getSchema(`${name}.json`);
    return validate?.(value) ? [] : (validate?.errors ?? ['no such schema']);
  };
  // The gate is awake: it finds what is wrong.
  expect(faults('requests', [{ status: 'half', service_code: 1 }])).not.toEqual([]);
  const key = { api_key: door.key };
  const form = { ...key, service_code: 'ST01', ...HERE };
  for (const more of [
    { description: '水', address_string: '某路', media_url: 'https://example.org/a.jpg' },
    { service_code: 'ST10' },
  ] as Record<string, string>[])
    expect((await door.post({ ...form, ...more })).status).toBe(200);
  const services = (await door.get('services.json', key)).json as { service_code: string }[];
  expect(services.length).toBeGreaterThan(50);
  expect(faults('services', services)).toEqual([]);
  for (const { service_code: code } of services) {
    const { json } = await door.get(`services/${code}.json`, key);
    expect([code, faults('service-definition', json)]).toEqual([code, []]);
  }
  for (const extensions of ['true', 'false']) {
    const { json } = await door.get('requests.json', { ...key, extensions });
    expect(json).toHaveLength(2);
    expect(faults('requests', json)).toEqual([]);
  }
});
