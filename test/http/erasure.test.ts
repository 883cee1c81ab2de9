import { afterAll, beforeAll, expect, test } from 'vitest';
import { smallDistrict } from '../scenarios/small-district.ts';
import { street } from '../scenarios/street.ts';
import { DRILL, openTown, type Town, Visitor } from './town.ts';

let town: Town;
beforeAll(async () => {
  // The committee account of the town is bound to area-1: one stairwell lies in it, the other elsewhere.
  const stairwells = street.stairwells.map((row) => (row.id === 'lane-1-1' ? { ...row, committee: 'area-1' } : row));
  town = await openTown({ district: { ...smallDistrict, stairwells, households: street.households } });
  await town.doors.contacts.keepAll(DRILL, [
    { household: 'lane-1-1-101', name: '王小明', phone: '13812345678' },
    { household: 'lane-2-1-101', name: '李四', phone: '13912345678' },
  ]);
});
afterAll(() => town.close());

test('a household asks to be forgotten: its name and number are gone, who did it and why is written down', async () => {
  const committee = await new Visitor(town.base).signIn('committee');
  const list = () => committee.call('GET', '/api/v1/households?stairwell=lane-1-1');
  expect((await list()).json.households[0]).toMatchObject({ id: 'lane-1-1-101', name: '王**', phone: '*******5678' });

  const erase = (id: string, body: object = { reason: '本人要求删除' }) =>
    committee.call('POST', `/api/v1/contacts/${id}/erase`, body);
  expect((await erase('lane-1-1-101', { reason: '' })).status).toBe(400);
  expect((await erase('lane-2-1-101')).json.refusal.code).toBe('access.forbidden');
  expect((await erase('lane-1-1-101')).json).toEqual({ id: 'lane-1-1-101' });
  expect((await erase('lane-1-1-101')).status).toBe(404);
  const [first] = (await list()).json.households;
  expect(first).toMatchObject({ id: 'lane-1-1-101', room: '101' });
  expect(first).not.toHaveProperty('name');
  expect(first).not.toHaveProperty('phone');
  expect(await town.doors.contacts.find(DRILL, 'lane-2-1-101')).toEqual({ name: '李四', phone: '13912345678' });

  const auditor = await new Visitor(town.base).signIn('auditor');
  const { json } = await auditor.call('GET', '/api/v1/audit?action=personal.erased');
  expect(json.lines.length).toBeGreaterThan(0);
  expect(json.lines.at(-1)).toMatchObject({
    action: 'personal.erased',
    target: 'contact/lane-1-1-101',
    detail: { reason: '本人要求删除' },
  });
  expect(JSON.stringify(json)).not.toContain('王小明');
  expect(
    (
      await new Visitor(town.base)
        .signIn('dispatcher')
        .then((visitor) => visitor.call('POST', '/api/v1/contacts/lane-2-1-101/erase', { reason: '随便看看' }))
    ).status,
  ).toBe(403);
  expect(town.faults).toEqual([]);
});
