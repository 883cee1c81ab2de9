import { afterEach, describe, expect, it } from 'vitest';
import { smtp } from '../../src/server/channels/smtp/index.ts';
import { openSmtp, type SmtpCarrier, type SmtpPlan } from '../../src/simulator/carriers/smtp.ts';
import { closedPort, message, times, world } from './desk.ts';

const open: SmtpCarrier[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
async function server(plan: Partial<SmtpPlan> = {}): Promise<SmtpCarrier> {
  const carrier = await openSmtp({ user: 'notice@street.example', password: 'the-password', ...plan });
  open.push(carrier);
  return carrier;
}
const sender = (port: number, more: Record<string, string> = {}) =>
  smtp.open(
    {
      host: '127.0.0.1',
      port: String(port),
      encryption: 'inside',
      user: 'notice@street.example',
      password: 'the-password',
      from: 'notice@street.example',
      fromName: '街道办',
      seconds: '1',
      ...more,
    },
    world(),
  );
const to = (n: number, more = {}) => message(n, { to: `home${n}@mail.example`, ...more });

describe('SMTP', () => {
  it('sends each letter once, whole, marked as sent by a machine', async () => {
    const carrier = await server();
    const handed = await sender(carrier.port).send([
      to(1, { link: 'https://y.example/n/1' }),
      to(2),
      to(3, { text: '.\n..关窗\r\n.' }),
    ]);
    expect(handed.map((one) => one.state === 'taken' && one.ref)).toEqual([
      '<m-1@street.example>',
      '<m-2@street.example>',
      '<m-3@street.example>',
    ]);
    expect(
      carrier.ledger.all.map(({ to: address, text, id }) => [address, text.replaceAll('\r\n', '\n').trimEnd(), id]),
    ).toEqual([
      ['home1@mail.example', '第 1 户：台风将至，请关好门窗。\n\nhttps://y.example/n/1', 'm-1'],
      ['home2@mail.example', '第 2 户：台风将至，请关好门窗。', 'm-2'],
      ['home3@mail.example', '.\n..关窗\n.', 'm-3'],
    ]);
    expect(carrier.letters[0]).toMatch(/^Auto-Submitted: auto-generated/m);
  });
  it('names the mailbox that is not there, and reaches the others', async () => {
    const carrier = await server({ unknown: ['home1@mail.example'] });
    const handed = await sender(carrier.port).send([
      to(1),
      to(2),
      message(3, { to: 'a@b.example,c@d.example' }),
      message(4, { to: 'x\r\nRCPT TO:<y@z>' }),
    ]);
    expect(handed).toMatchObject([
      { id: 'm-1', state: 'refused', code: 'smtp-550', again: false },
      { id: 'm-2', state: 'taken' },
      { id: 'm-3', state: 'refused', code: 'bad-address', again: false },
      { id: 'm-4', state: 'refused', code: 'bad-address', again: false },
    ]);
    expect(times(carrier.ledger.all)).toEqual({ 'home2@mail.example': 1 });
  });
  it('is refused for good with a wrong password, which is told to nobody', async () => {
    const carrier = await server();
    const handed = await sender(carrier.port, { password: 'not-the-password' }).send([to(1), to(2)]);
    expect(handed).toEqual(['m-1', 'm-2'].map((id) => ({ id, state: 'refused', code: 'smtp-535', again: false })));
    expect(carrier.ledger.all).toEqual([]);
  });
  it('goes again after a minute when the server says later', async () => {
    const carrier = await server({ perMinute: 1 });
    expect(await sender(carrier.port).send([to(1), to(2)])).toMatchObject([
      { state: 'taken' },
      { state: 'refused', code: 'smtp-450', again: true, waitMs: 60_000 },
    ]);
    const busy = await server({ shares: { faultBefore: 1 } });
    expect(await sender(busy.port).send([to(1)])).toMatchObject([{ code: 'smtp-451', again: true }]);
    expect(busy.ledger.all).toEqual([]);
  });
  it('is in doubt once a letter had begun, and not before', async () => {
    const taken = await server({ shares: { silentAfter: 1 } });
    expect(await sender(taken.port).send([to(1)])).toEqual([{ id: 'm-1', state: 'doubt', code: 'ETIMEDOUT' }]);
    expect(times(taken.ledger.all)).toEqual({ 'home1@mail.example': 1 });
    expect(await sender(await closedPort()).send([to(1)])).toMatchObject([{ state: 'refused', again: true }]);
  });
  it('never sends a password or a letter in the clear to where others can read it', async () => {
    expect(await sender(25, { host: 'mail.example' }).send([to(1)])).toEqual([
      { id: 'm-1', state: 'refused', code: 'plain-outside', again: false },
    ]);
    // Its certificate is signed by itself: the session ends before the login.
    const carrier = await server({ starttls: true });
    expect(await sender(carrier.port, { encryption: 'starttls' }).send([to(1)])).toMatchObject([
      { state: 'refused', again: true },
    ]);
    const plain = await server();
    expect(await sender(plain.port, { encryption: 'starttls' }).send([to(1)])).toMatchObject([
      { state: 'refused', code: 'smtp-500', again: false },
    ]);
    expect([...carrier.refusals, ...plain.refusals, ...carrier.letters, ...plain.letters]).toEqual([]);
  });
});
