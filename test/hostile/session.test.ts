import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { seedDrillAccounts } from '../../src/server/access/drill.ts';
import { DRILL, DRILL_PASSWORD, openTown, REAL, type Town, Visitor } from '../http/town.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

const login = (visitor: Visitor, name: string, password: string, tenant = DRILL) =>
  visitor.call('POST', '/api/v1/session', { tenant, login: name, password });
const me = (visitor: Visitor) => visitor.call('GET', '/api/v1/session');
const actions = async (tenant = DRILL) =>
  (await town.doors.audit.page(tenant, undefined, 500)).map((line) => line.action);

describe('sessions', () => {
  it('the cookie is HttpOnly, SameSite=Strict, and not the one that was brought along (fixation)', async () => {
    const visitor = new Visitor(town.base);
    visitor.cookie = `yiping=${'A'.repeat(43)}`;
    const answer = await login(visitor, 'intake', DRILL_PASSWORD);
    expect(answer.headers.get('set-cookie')).toMatch(/^yiping=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(visitor.cookie).not.toContain('AAAA');
    const planted = new Visitor(town.base);
    planted.cookie = `yiping=${'A'.repeat(43)}`;
    expect((await me(planted)).status).toBe(401);
  });

  it('signing in again makes a new session and ends the old one', async () => {
    const visitor = await new Visitor(town.base).signIn('intake');
    const old = new Visitor(town.base);
    old.cookie = visitor.cookie;
    old.csrf = visitor.csrf;
    expect((await me(old)).status).toBe(200);
    await login(visitor, 'intake', DRILL_PASSWORD);
    expect(visitor.cookie).not.toBe(old.cookie);
    expect((await me(old)).json.refusal.code).toBe('session.missing');
    expect((await me(visitor)).status).toBe(200);
  });

  it('two different cookies of the name are none; signing out ends it on the server', async () => {
    const visitor = await new Visitor(town.base).signIn('intake');
    const doubled = new Visitor(town.base);
    doubled.cookie = `${visitor.cookie}; yiping=${'B'.repeat(43)}`;
    expect((await me(doubled)).status).toBe(401);
    const copy = new Visitor(town.base);
    copy.cookie = visitor.cookie;
    expect((await visitor.call('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await me(copy)).status).toBe(401);
  });

  it('the token is not in the database, only its digest', async () => {
    const visitor = await new Visitor(town.base).signIn('intake');
    const token = visitor.cookie.split('=')[1] as string;
    const { rows } = await town.database.pool.query('SELECT to_jsonb(s)::text AS text FROM session s');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.text.includes(token))).toEqual([]);
  });

  it('behind TLS the cookie is Secure and bound to the host, and HSTS is said', async () => {
    const tls = await openTown({ server: { trustProxy: '127.0.0.1' } });
    try {
      const answer = await new Visitor(tls.base).call(
        'POST',
        '/api/v1/session',
        { tenant: DRILL, login: 'intake', password: DRILL_PASSWORD },
        { 'x-forwarded-proto': 'https' },
      );
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-yiping=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
      );
      expect(answer.headers.get('strict-transport-security')).toBe('max-age=15552000; includeSubDomains');
    } finally {
      await tls.close();
    }
  });
});

describe('forgery', () => {
  it('a write without the token of this very session, or from another origin, changes nothing', async () => {
    const visitor = await new Visitor(town.base).signIn('intake');
    const other = await new Visitor(town.base).signIn('dispatcher');
    const command = { id: randomUUID(), type: 'case.tell', stream: `case/${randomUUID()}`, data: { text: 'forged' } };
    const before = await town.engine.lastSeq(DRILL);
    const codes = [];
    const forged: Record<string, string>[] = [
      { 'x-csrf-token': '' },
      { 'x-csrf-token': other.csrf },
      { origin: 'https://evil.example' },
      { origin: `${town.base}.evil.example` },
      { origin: town.base.replace('http:', 'https:') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of forged) {
      codes.push((await visitor.call('POST', '/api/v1/commands', command, headers)).json.refusal.code);
    }
    expect(codes).toEqual([
      'session.csrf',
      'session.csrf',
      'session.origin',
      'session.origin',
      'session.origin',
      'session.origin',
      'session.origin',
    ]);
    expect(await town.engine.lastSeq(DRILL)).toBe(before);
    expect(
      (await visitor.call('POST', '/api/v1/commands', command, { origin: town.base, 'sec-fetch-site': 'same-origin' }))
        .status,
    ).toBe(200);
  });
});

describe('guessing', () => {
  it('an unknown login, a wrong password and an account of another tenant answer alike', async () => {
    const visitor = new Visitor(town.base);
    const answers = [
      await login(visitor, 'nobody', 'some password'),
      await login(visitor, 'supervisor', 'some password'),
      await login(visitor, 'supervisor', DRILL_PASSWORD, REAL),
    ];
    expect(answers.map((one) => [one.status, one.json.refusal.code])).toEqual(
      Array(3).fill([401, 'session.login-failed']),
    );
    expect(new Set(answers.map((one) => one.text)).size).toBe(1);
  });

  it('after five failures the account waits, longer each time, also for the right password', async () => {
    const visitor = new Visitor(town.base);
    for (let i = 0; i < 5; i++) expect((await login(visitor, 'handler', `guess number ${i}`)).status).toBe(401);
    const locked = await login(visitor, 'handler', DRILL_PASSWORD);
    expect([locked.status, locked.json.refusal.code]).toEqual([429, 'session.locked']);
    expect(locked.json.refusal.params.seconds).toBeGreaterThanOrEqual(28);
    expect(locked.json.refusal.params.seconds).toBeLessThanOrEqual(30);
    town.later(31_000);
    expect((await login(visitor, 'handler', 'guess number six')).status).toBe(401);
    expect((await login(visitor, 'handler', DRILL_PASSWORD)).json.refusal.params.seconds).toBeGreaterThan(55);
    town.later(61_000);
    expect((await login(visitor, 'handler', DRILL_PASSWORD)).status).toBe(200);
    expect((await actions()).filter((action) => action === 'session.failed').length).toBeGreaterThanOrEqual(6);
    expect(await actions()).toContain('session.locked');
  });

  it('one address that fails too often waits, whatever account it tries', async () => {
    town.later(120_000);
    const visitor = new Visitor(town.base);
    const codes = new Map<string, number>();
    for (let i = 0; i < 40; i++) {
      const { code } = (await login(visitor, `guess${i}`, 'some password')).json.refusal;
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
    expect(codes.get('request.too-many')).toBeGreaterThanOrEqual(15);
    expect(codes.get('session.login-failed')).toBeGreaterThanOrEqual(20);
    town.later(120_000);
    expect((await login(visitor, 'commander', DRILL_PASSWORD)).status).toBe(200);
  });

  it('passwords are kept as argon2id with 19 MiB and two passes', async () => {
    const { rows } = await town.database.pool.query(
      'SELECT DISTINCT substring(password from 1 for 31) AS head FROM account',
    );
    expect(rows).toEqual([{ head: '$argon2id$v=19$m=19456,t=2,p=1$' }]);
  });
});

describe('drill and real', () => {
  it('a drill account cannot enter a real district, by no door', async () => {
    expect((await login(new Visitor(town.base), 'commander', DRILL_PASSWORD, REAL)).json.refusal.code).toBe(
      'session.login-failed',
    );
    await expect(
      seedDrillAccounts(
        town.doors.accounts,
        { id: REAL, mode: 'real' },
        [{ login: 'x', name: 'x', roles: ['admin'] }],
        'p',
      ),
    ).rejects.toThrow('cannot enter the real district');
    const visitor = await new Visitor(town.base).signIn('commander');
    // Whatever the request says, the session decides where it acts.
    const command = {
      id: randomUUID(),
      type: 'case.tell',
      stream: `case/${randomUUID()}`,
      data: { text: 'where am I' },
    };
    for (const path of [`/api/v1/commands?tenant=${REAL}`, '/api/v1/commands'])
      await visitor.call('POST', path, command, { 'x-tenant': REAL, tenant: REAL });
    expect(await town.engine.lastSeq(REAL)).toBe(0);
    expect((await visitor.call('GET', `/api/v1/events?tenant=${REAL}`)).status).toBe(400);
  });
});

describe('first run of an empty real district', () => {
  it('needs the code that the server printed, makes one administrator, and is gone afterwards', async () => {
    const anyone = new Visitor(town.base);
    const listed = (await anyone.call('GET', '/api/v1/districts')).json.districts;
    expect(listed.map((one: { id: string; setup: boolean }) => [one.id, one.setup])).toEqual([
      [DRILL, false],
      [REAL, true],
    ]);
    const code = (await town.doors.setup.issueCode(REAL)) as string;
    expect(code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const { rows } = await town.database.pool.query('SELECT digest FROM setup_code');
    expect(rows[0].digest).not.toContain(code);
    const setup = (more: object = {}) =>
      anyone.call('POST', '/api/v1/setup', {
        tenant: REAL,
        code,
        login: 'zhang',
        name: '张站长',
        password: 'horse battery staple',
        ...more,
      });
    expect((await setup({ tenant: DRILL })).json.refusal.code).toBe('setup.done');
    expect((await setup({ code: 'aaaa-bbbb-cccc' })).json.refusal.code).toBe('setup.code');
    expect((await setup({ password: 'short' })).json.refusal).toMatchObject({
      code: 'password.too-short',
      params: { least: 10 },
    });
    const both = await Promise.all([setup(), setup({ login: 'li' })]);
    // Whichever came first; the other finds the code used up or the district begun.
    expect(both.filter((one) => one.status === 200).length).toBe(1);
    expect(await town.doors.accounts.count(REAL)).toBe(1);
    const made = both.find((one) => one.status === 200);
    expect(made?.json).toMatchObject({ roles: ['admin'], tenant: { id: REAL, mode: 'real' }, mustChange: false });
    expect((await setup({ login: 'wang' })).json.refusal).toMatchObject({
      code: 'request.too-many',
      zh: expect.stringMatching(/\p{Script=Han}/u),
    });
    const minutes = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 120_000);
    const late = await setup({ login: 'wang' });
    minutes.mockRestore();
    expect(late.json.refusal.code).toBe('setup.done');
    expect(await town.doors.setup.issueCode(REAL)).toBeUndefined();
    expect((await anyone.call('GET', '/api/v1/districts')).json.districts[1].setup).toBe(false);
  });
});

describe('accounts', () => {
  it('an administrator makes one with a one-time password that opens nothing but its own change', async () => {
    town.later(120_000);
    const admin = await new Visitor(town.base).signIn('admin');
    const { status, json } = await admin.call('POST', '/api/v1/accounts', {
      login: 'Chen.Min',
      name: '陈敏',
      roles: ['intake'],
      unit: 'ops-centre',
    });
    expect(status).toBe(201);
    expect(
      (await admin.call('POST', '/api/v1/accounts', { login: 'chen.min', name: '陈', roles: ['intake'] })).json.refusal
        .code,
    ).toBe('account.login-taken');
    for (const role of ['system', 'resident', 'root'])
      expect(
        (await admin.call('POST', '/api/v1/accounts', { login: `x-${role}`, name: 'x', roles: [role] })).json.refusal,
      ).toMatchObject({ code: 'account.unknown-role', params: { role } });
    const chen = await new Visitor(town.base).signIn('chen.min', json.oneTimePassword);
    expect((await me(chen)).json.mustChange).toBe(true);
    expect((await chen.call('GET', '/api/v1/cases')).json.refusal.code).toBe('session.must-change');
    const change = (next: string, old = json.oneTimePassword) =>
      chen.call('POST', '/api/v1/session/password', { old, new: next });
    const codes = [];
    for (const next of [
      'short',
      'Chen.Min-2021',
      '陈敏在南京西路街道值班',
      'Password2021!',
      'aaaaaaaaaaaa',
      '1234567890',
      'abcabcabcabc',
      json.oneTimePassword,
    ])
      codes.push((await change(next)).json.refusal.code);
    expect(codes).toEqual([
      'password.too-short',
      'password.holds-login',
      'password.holds-login',
      'password.too-plain',
      'password.too-plain',
      'password.too-plain',
      'password.too-plain',
      'password.unchanged',
    ]);
    town.later(120_000);
    const elsewhere = await new Visitor(town.base).signIn('chen.min', json.oneTimePassword);
    expect((await change('a quiet night on duty', 'wrong old one')).status).toBe(401);
    const changed = await change('a quiet night on duty');
    expect(changed.status).toBe(200);
    chen.csrf = changed.json.csrf;
    expect((await chen.call('GET', '/api/v1/cases')).status).toBe(200);
    expect((await me(elsewhere)).status).toBe(401);
  });

  it('disabling, resetting and changing roles end the sessions of the account at once', async () => {
    town.later(120_000);
    const admin = await new Visitor(town.base).signIn('admin');
    const { accounts } = (await admin.call('GET', '/api/v1/accounts')).json;
    const id = accounts.find((one: { login: string }) => one.login === 'observer').id;
    const observer = await new Visitor(town.base).signIn('observer');
    await admin.call('PUT', `/api/v1/accounts/${id}`, { name: 'Wall', roles: ['observer'] });
    expect((await me(observer)).status).toBe(401);
    await observer.signIn('observer');
    await admin.call('POST', `/api/v1/accounts/${id}/disable`, {});
    expect((await me(observer)).status).toBe(401);
    expect((await login(new Visitor(town.base), 'observer', DRILL_PASSWORD)).json.refusal.code).toBe(
      'session.login-failed',
    );
    await admin.call('POST', `/api/v1/accounts/${id}/enable`, {});
    expect((await login(observer, 'observer', DRILL_PASSWORD)).status).toBe(200);
    await admin.call('POST', `/api/v1/accounts/${id}/reset`, {});
    expect((await me(observer)).status).toBe(401);
    const own = accounts.find((one: { login: string }) => one.login === 'admin').id;
    expect((await admin.call('POST', `/api/v1/accounts/${own}/disable`, {})).json.refusal.code).toBe('account.self');
  });

  it('a session ends after eight hours of silence, and after 26 hours whatever happens', async () => {
    town.later(120_000);
    const quiet = await new Visitor(town.base).signIn('commander');
    town.later(8 * 3_600_000 + 1_000);
    expect((await me(quiet)).status).toBe(401);
    const busy = await new Visitor(town.base).signIn('commander');
    const states = [];
    for (let hour = 0; hour < 5; hour++) {
      town.later(5.3 * 3_600_000);
      states.push((await me(busy)).status);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(states).toEqual([200, 200, 200, 200, 401]);
  });
});

describe('the audit trail', () => {
  it('cannot be changed, shortened or emptied, not even by the program', async () => {
    const before = (await actions()).length;
    for (const statement of ['UPDATE audit SET action = $$x$$', 'DELETE FROM audit', 'TRUNCATE audit']) {
      await expect(town.database.pool.query(statement)).rejects.toThrow('append-only');
    }
    expect((await actions()).length).toBe(before);
    for (const action of [
      'session.login',
      'session.failed',
      'session.logout',
      'session.password',
      'account.created',
      'account.disabled',
      'account.reset',
    ])
      expect(await actions()).toContain(action);
    expect(await actions(REAL)).toEqual(expect.arrayContaining(['setup.failed', 'setup.done']));
  });

  it('holds no password and no token', async () => {
    const { rows } = await town.database.pool.query('SELECT to_jsonb(a)::text AS text FROM audit a');
    const all = rows.map((row) => row.text).join('\n');
    for (const secret of [DRILL_PASSWORD, 'a quiet night on duty', 'horse battery staple', 'argon2'])
      expect(all).not.toContain(secret);
  });

  it('nothing failed inside', () => {
    expect(town.faults).toEqual([]);
  });
});
