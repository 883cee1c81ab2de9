import { expect, test } from 'vitest';
import { type DutyRoom, openDutyRoom, picture, report } from './duty-room.ts';
import { smallDistrict } from './small-district.ts';
import { instantOf } from './world.ts';

const at = (time: string) => instantOf(time, smallDistrict);

/** A Tuesday at nine: the sweeper has a blocked grate in hand, due at 15:00. */
function inHand(): DutyRoom {
  const room = openDutyRoom('2021-07-20 09:00');
  room.does('grandmother', 'case.report', 'grate', report('ST06', { source: 'resident' }));
  room.does('desk', 'case.accept', 'grate', {});
  room.does('desk', 'case.dispatch', 'grate', { unit: 'sanitation' });
  room.does('sweeper', 'case.take', 'grate', {});
  room.expect('case.reported', 'case.registered', 'case.dispatched', 'case.taken');
  return room;
}

test('延时: asked with a reason, granted by the dispatcher, both clocks move, and it can be asked again', () => {
  const room = inHand();
  const request = room.does('sweeper', 'case.request-delay', 'grate', { reason: 'a car stands on it', minutes: 60 });
  expect(room.tries('sweeper', 'case.request-delay', 'grate', { reason: 'still', minutes: 10 })).toBe(
    'case.request-pending',
  );
  expect(room.tries('leader', 'case.grant', 'grate', { request })).toBe('case.not-allowed');
  expect(room.tries('dispatcher', 'case.grant', 'grate', { request: 'another' })).toBe('case.no-such-request');
  room.does('dispatcher', 'case.grant', 'grate', { request });
  expect(room.tries('dispatcher', 'case.grant', 'grate', { request })).toBe('case.request-decided');
  expect(room.theCase('grate').clocks).toMatchObject({
    step: { dueAt: at('2021-07-20 16:00'), minutes: 300 },
    whole: { dueAt: at('2021-07-21 10:00') },
  });
  const again = room.does('sweeper', 'case.request-delay', 'grate', { reason: 'the owner is away', minutes: 60 });
  room.does('dispatcher', 'case.deny', 'grate', { request: again, reason: 'tow it' });
  expect(room.theCase('grate').requestHistory).toMatchObject([
    { kind: 'delay', outcome: 'granted', decidedBy: 'dispatcher' },
    { kind: 'delay', outcome: 'denied' },
  ]);
  room.expect('case.requested', 'case.granted-delay', 'case.requested', 'case.denied');
  room.end();
});

test('回退 twice: back with the dispatcher each time, and the second is counted as 推诿', () => {
  const room = inHand();
  const first = room.does('sweeper', 'case.request-send-back', 'grate', {
    reason: 'inside the wall of the lane',
    unit: 'property-west',
  });
  room.does('dispatcher', 'case.grant', 'grate', { request: first });
  expect(room.theCase('grate')).toMatchObject({
    stage: 'registered',
    unit: null,
    handler: null,
    dispatches: [{ unit: 'sanitation', ended: 'sent-back' }],
  });
  room.does('dispatcher', 'case.dispatch', 'grate', { unit: 'property-west' });
  const second = room.does('propertyWest', 'case.request-send-back', 'grate', { reason: 'outside the wall' });
  room.does('propertyWest', 'case.withdraw', 'grate', { request: second });
  expect(room.tries('dispatcher', 'case.grant', 'grate', { request: second })).toBe('case.request-decided');
  room.expect('case.requested', 'case.granted-send-back', 'case.dispatched', 'case.requested', 'case.withdrawn');
  room.end();
});

test('挂账: both clocks stand, the review falls due, is put off, and what was left of the limit is left of it afterwards', () => {
  const room = inHand();
  room.forward(60); // 180 of 240 minutes left
  expect(
    room.tries('sweeper', 'case.request-suspend', 'grate', {
      reason: 'part on order',
      reviewAt: at('2021-07-20 09:30'),
    }),
  ).toBe('case.review-in-past');
  const request = room.does('sweeper', 'case.request-suspend', 'grate', {
    reason: 'part on order',
    reviewAt: at('2021-07-22 09:00'),
  });
  const pending = room.does('sweeper', 'case.request-delay', 'grate', { reason: 'or else', minutes: 30 });
  room.does('dispatcher', 'case.grant', 'grate', { request });
  expect(room.theCase('grate').requestHistory).toMatchObject([
    { id: request, outcome: 'granted' },
    { id: pending, outcome: 'lapsed' },
  ]);
  room.until('2021-07-22 09:00');
  expect(
    room.expect('case.requested', 'case.requested', 'case.granted-suspend', 'case.suspension-due').at(-1)?.at,
  ).toBe(at('2021-07-22 09:00'));
  room.does('dispatcher', 'case.prolong', 'grate', { reason: 'tomorrow', reviewAt: at('2021-07-23 09:00') });
  room.until('2021-07-23 13:30');
  room.expect('case.prolonged', 'case.suspension-due');
  room.does('dispatcher', 'case.resume', 'grate', {});
  expect(room.theCase('grate')).toMatchObject({
    stage: 'handling',
    suspension: null,
    clocks: { step: { dueAt: at('2021-07-23 16:30') } },
  });
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'new grate', evidence: [picture('after', room.now())] });
  expect(room.theCase('grate').steps.filter((row) => row.key === 'handle')).toHaveLength(1);
  room.expect('case.resumed', 'case.fed-back');
  room.end();
});

test('作废: asked by the dispatcher, signed by a shift leader who did not ask; the reporter is told', () => {
  const room = inHand();
  const request = room.does('desk', 'case.request-void', 'grate', { reason: 'a test of the hotline' });
  expect(room.tries('desk', 'case.grant', 'grate', { request })).toBe('case.asker-may-not-grant');
  room.does('leader', 'case.grant', 'grate', { request });
  expect(room.expect('case.requested', 'case.granted-void')[1]?.data).toMatchObject({ reporters: ['contact-1'] });
  expect(room.theCase('grate')).toMatchObject({ stage: 'voided', clocks: { whole: null, step: null } });
  expect(room.tries('leader', 'case.reopen', 'grate', { reason: 'it was not' })).toBe('case.wrong-stage');
  room.until('2021-08-20 09:00');
  room.end();
});

test('会办 and 督办: helpers may add to it, may not check it, and the commander gets an answer', () => {
  const room = inHand();
  const request = room.does('sweeper', 'case.request-help', 'grate', { reason: 'a branch in the way' });
  expect(room.tries('dispatcher', 'case.grant', 'grate', { request })).toBe('case.help-units-missing');
  room.does('dispatcher', 'case.grant', 'grate', { request, units: ['greenery'] });
  room.does('tree', 'case.note', 'grate', { text: 'branch cut' });
  const supervision = room.does('commander', 'case.supervise', 'grate', { text: 'why so long?' });
  room.does('sweeper', 'case.answer', 'grate', { supervision, text: 'waiting for the saw' });
  expect(room.tries('sweeper', 'case.answer', 'grate', { supervision, text: 'again' })).toBe(
    'case.no-such-supervision',
  );
  room.does('dispatcher', 'case.remind', 'grate', {});
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'clear', evidence: [picture('after', room.now())] });
  expect(room.theCase('grate')).toMatchObject({
    handledBy: { persons: ['sweeper'], units: ['sanitation', 'greenery'] },
    reminders: 1,
    notes: 1,
  });
  expect(
    room.world.refused({ person: 'expert', unit: 'greenery', roles: ['supervisor'] }, 'case.check', 'case/grate', {
      passed: true,
    }),
  ).toBe('case.handler-may-not-check');
  room.expect(
    'case.requested',
    'case.granted-help',
    'case.noted',
    'case.supervised',
    'case.answered',
    'case.reminded',
    'case.fed-back',
  );
  room.end();
});

test('返工, 异议, 重开: not fixed, says the check; not fixed, says the grandmother', () => {
  const room = inHand();
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'clear', evidence: [picture('after', room.now())] });
  room.does('patrol', 'case.check', 'grate', { passed: false, note: 'full of leaves' });
  expect(room.theCase('grate')).toMatchObject({
    stage: 'dispatched',
    unit: 'sanitation',
    reworks: 1,
    dispatches: [{ ended: 'rework' }, { unit: 'sanitation' }],
  });
  room.forward(5);
  room.does('sweeper', 'case.take', 'grate', {});
  // The picture of the first try does not count for the second.
  expect(room.tries('sweeper', 'case.feed-back', 'grate', { done: 'clear now', evidence: [] })).toBe(
    'case.evidence-missing',
  );
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'clear now', evidence: [picture('after', room.now())] });
  room.does('patrol', 'case.check', 'grate', { passed: true });
  expect(room.tries('neighbour', 'case.dispute', 'grate', { reason: 'no' })).toBe('case.not-reporter');
  room.does('grandmother', 'case.dispute', 'grate', { reason: 'water stands again' });
  expect(room.tries('grandmother', 'case.evaluate', 'grate', { score: 1, solved: false })).toBe('case.dispute-open');
  room.does('leader', 'case.reopen', 'grate', { reason: 'she is right' });
  expect(room.theCase('grate')).toMatchObject({
    stage: 'registered',
    unit: null,
    dispute: null,
    disputes: 1,
    reopens: 1,
    closedAt: null,
    clocks: { whole: { startedAt: at('2021-07-20 09:05') } },
  });
  room.expect(
    'case.fed-back',
    'case.reworked',
    'case.taken',
    'case.fed-back',
    'case.closed',
    'case.disputed',
    'case.reopened',
  );
  room.end();
});

test('并案: three voices, one case; whoever told it is told how it went', () => {
  const room = inHand();
  room.does('neighbour', 'case.report', 'again', report('ST06', { source: 'resident' }));
  room.does('hotline', 'case.report', 'third', report('ST06', { source: 'hotline-12345', reporter: 'contact-3' }));
  // She told it twice, by another door; she is one reporter.
  room.does('hotline', 'case.join', 'third', { source: 'hotline-12345', reporter: 'contact-1' });
  room.does('intake', 'case.merge', 'third', { into: 'again' });
  expect(room.tries('intake', 'case.merge', 'again', { into: 'again' })).toBe('case.merge-into-itself');
  expect(room.tries('intake', 'case.merge', 'again', { into: 'nowhere' })).toBe('case.master-unknown');
  expect(room.tries('intake', 'case.merge', 'again', { into: 'third' })).toBe('case.master-not-open');
  room.does('intake', 'case.merge', 'again', { into: 'grate' });
  expect(room.theCase('again')).toMatchObject({
    stage: 'merged',
    mergedInto: 'grate',
    clocks: { whole: null, step: null },
  });
  expect(room.theCase('grate')).toMatchObject({
    absorbed: ['again'],
    reporters: [{ ref: 'contact-1' }, { ref: 'contact-2', from: 'again' }, { ref: 'contact-3', from: 'again' }],
  });
  room.does('sweeper', 'case.feed-back', 'grate', { done: 'clear', evidence: [picture('after', room.now())] });
  room.does('patrol', 'case.check', 'grate', { passed: true });
  const events = room.expect(
    'case.reported',
    'case.reported',
    'case.joined',
    'case.merged',
    'case.absorbed',
    'case.merged',
    'case.absorbed',
    'case.fed-back',
    'case.closed',
  );
  expect(events.at(-1)?.data).toMatchObject({ reporters: ['contact-1', 'contact-2', 'contact-3'] });
  room.does('neighbour', 'case.evaluate', 'grate', { score: 4, solved: true });
  room.expect('case.evaluated');
  room.end();
});

test('自处理: fixed on the spot with a picture, audited by somebody else, or sent out after all', () => {
  const room = openDutyRoom('2021-07-20 09:00');
  expect(room.tries('patrol', 'case.fix-on-spot', 'pot', { ...report('ST30'), done: 'taken in' })).toBe(
    'case.evidence-missing',
  );
  room.does('patrol', 'case.fix-on-spot', 'pot', {
    ...report('ST30', { evidence: [picture('after', room.now())] }),
    done: 'taken in',
  });
  room.does('patrol', 'case.fix-on-spot', 'sheet', {
    ...report('ST31', { evidence: [picture('after', room.now())] }),
    done: 'tied',
  });
  expect(room.theCase('pot')).toMatchObject({
    stage: 'self-handled',
    selfHandled: true,
    clocks: { step: { key: 'audit', dueAt: at('2021-07-20 11:00') } },
  });
  expect(
    room.world.refused(
      { person: 'patrol', unit: 'ops', roles: ['supervisor', 'intake'] },
      'case.audit-fix',
      'case/pot',
      { passed: true },
    ),
  ).toBe('case.handler-may-not-check');
  room.does('intake', 'case.audit-fix', 'pot', { passed: true });
  room.does('intake', 'case.audit-fix', 'sheet', { passed: false, note: 'the knot will not hold' });
  expect(room.theCase('sheet')).toMatchObject({ stage: 'registered', selfHandled: false, reworks: 1 });
  room.expect('case.fixed-on-spot', 'case.fixed-on-spot', 'case.closed', 'case.fix-refused');
  room.end();
});

test("a draft is its author's alone, and becomes a case with a number only when it is sent", () => {
  const room = openDutyRoom('2021-07-20 09:00');
  room.does('patrol', 'case.draft', 'half', { source: 'patrol', category: 'ST06' });
  expect(room.tries('otherPatrol', 'case.draft', 'half', { source: 'patrol' })).toBe('case.not-author');
  expect(room.tries('otherPatrol', 'case.report', 'half', report('ST06'))).toBe('case.not-author');
  expect(room.tries('otherPatrol', 'case.discard', 'half', {})).toBe('case.not-author');
  const picture = (media: string) => ({
    evidence: [{ media, when: 'before' as const, takenAt: at('2021-07-20 08:50') }],
  });
  expect(room.tries('intake', 'case.add-evidence', 'half', picture('m1'))).toBe('case.not-author');
  room.does('patrol', 'case.add-evidence', 'half', picture('m2'));
  expect(room.theCase('half')).toMatchObject({ no: '', stage: 'draft' });
  room.forward(30);
  room.does('patrol', 'case.report', 'half', report('ST06'), '2021-07-20 08:50');
  expect(room.theCase('half')).toMatchObject({
    no: '20210720-0001',
    stage: 'reported',
    occurredAt: at('2021-07-20 08:50'),
    evidence: picture('m2').evidence,
  });
  room.does('intake', 'case.add-evidence', 'half', picture('m1'));
  room.expect('case.drafted', 'case.evidence-added', 'case.reported', 'case.evidence-added');
  room.end();
});

test('looked at before it is taken: found, it goes on; not found, the reporter hears why', () => {
  const room = openDutyRoom('2021-07-20 09:00');
  for (const name of ['real', 'ghost']) {
    room.does('grandmother', 'case.report', name, report('ST71', { source: 'resident' }));
    room.does('intake', 'case.accept', name, { verify: true });
  }
  expect(room.tries('committeeEast', 'case.verify', 'real', { found: true })).toBe('case.not-own-area');
  room.does('committeeWest', 'case.verify', 'real', { found: true });
  room.does('committeeWest', 'case.verify', 'ghost', { found: false });
  expect(room.theCase('real').stage).toBe('accepted');
  expect(room.theCase('ghost')).toMatchObject({
    stage: 'rejected',
    rejection: { reason: 'not-found', by: 'committee-w' },
  });
  const events = room.expect(
    'case.reported',
    'case.sent-to-verify',
    'case.reported',
    'case.sent-to-verify',
    'case.verified',
    'case.rejected',
  );
  expect(events.at(-1)?.data).toMatchObject({ reporters: ['contact-1'] });
  room.end();
});
