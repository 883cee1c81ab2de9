import { stringifySetCookie } from 'cookie';
import { loginBody, passwordBody, type SessionAnswer, sessionAnswer, setupBody } from '../../contract/session.ts';
import { CAPABILITIES, can } from '../../domain/people/index.ts';
import { checkPassword, passwordWeakness } from '../access/password.ts';
import type { Session } from '../access/session.ts';
import type { Doors } from './doors.ts';
import { cookieName, isSecure } from './guard.ts';
import { Buckets } from './rate.ts';
import { Refused } from './refused.ts';
import { type Call, JSON_TYPE, type Route, route, Sent } from './route.ts';

/** Failed logins from one address in a minute: a duty room behind one address mistypes, a guesser does far more. */
const FAILURES_PER_MINUTE = 20;

const cookieOptions = (secure: boolean) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure }) as const;

export function sessionRoutes(doors: Doors): Route[] {
  const failures = new Buckets();

  const answer = (session: Session): SessionAnswer => {
    const place = doors.places().find((one) => one.id === session.tenant);
    return {
      account: session.account,
      person: session.actor.person,
      login: session.login,
      name: session.name,
      ...(session.actor.unit === undefined ? {} : { unit: session.actor.unit }),
      ...(session.actor.area === undefined ? {} : { area: session.actor.area }),
      roles: [...session.actor.roles],
      capabilities: CAPABILITIES.filter((one) => can(session.actor.roles, one)),
      tenant: {
        id: session.tenant,
        mode: place?.mode ?? 'real',
        name: place?.name ?? { zh: session.tenant, en: session.tenant },
      },
      csrf: session.csrf,
      mustChange: session.mustChange,
      expiresAt: session.expiresAt,
    };
  };

  /** Opens a session for an account and sets its cookie; a session that the browser held before ends. */
  const enter = async (
    call: Pick<Call<'public', unknown, unknown, unknown>, 'session' | 'request' | 'ip'>,
    account: Parameters<Doors['sessions']['open']>[0],
  ) => {
    if (call.session) await doors.sessions.close(call.session);
    const { token, session } = await doors.sessions.open(
      account,
      call.ip,
      String(call.request.headers['user-agent'] ?? ''),
    );
    const secure = isSecure(call.request);
    return new Sent(JSON.stringify(answer(session)), JSON_TYPE, 200, {
      'set-cookie': stringifySetCookie({ name: cookieName(secure), value: token, ...cookieOptions(secure) }),
    });
  };

  return [
    route({
      method: 'POST',
      url: '/api/v1/session',
      may: 'public',
      noun: 'session',
      body: loginBody,
      answer: sessionAnswer,
      words: {
        zh: '登录：得到会话 Cookie 和防伪标记',
        en: 'Sign in: sets the session cookie and answers the anti-forgery token',
      },
      rate: { perMinute: 600, by: 'ip' },
      bodyLimit: 4_096,
      async handler(call) {
        const { tenant, login, password } = call.body;
        const now = doors.realTime();
        if (!doors.places().some((place) => place.id === tenant))
          throw new Refused('district.unknown', { district: tenant });
        const wait = failures.take(call.ip, FAILURES_PER_MINUTE, now);
        if (wait > 0) throw new Refused('request.too-many', { seconds: wait }, { 'retry-after': String(wait) });
        const account = await doors.accounts.byLogin(tenant, login);
        if (account && account.locked_until > now) {
          // The digest is not even looked at: while locked, a right guess must not be told from a wrong one.
          const seconds = Math.ceil((account.locked_until - now) / 1_000);
          await doors.audit.write({ tenant, action: 'session.locked', account: account.id, ip: call.ip });
          throw new Refused('session.locked', { seconds }, { 'retry-after': String(seconds) });
        }
        const right = await checkPassword(account?.password, password);
        if (!account || !right || account.disabled_at !== null) {
          if (account && !right) await doors.accounts.failed(tenant, account.id);
          await doors.audit.write({
            tenant,
            action: 'session.failed',
            ip: call.ip,
            ...(account ? { account: account.id } : {}),
          });
          throw new Refused('session.login-failed');
        }
        failures.give(call.ip, FAILURES_PER_MINUTE);
        await doors.accounts.loggedIn(tenant, account.id);
        await doors.audit.write({ tenant, action: 'session.login', account: account.id, ip: call.ip });
        return enter(call, account);
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/session',
      may: 'signed-in',
      noun: 'session',
      answer: sessionAnswer,
      beforeChange: true,
      words: { zh: '我是谁，能做什么', en: 'Who I am and what I may do' },
      handler: (call) => answer(call.session),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/session',
      may: 'signed-in',
      noun: 'session',
      answer: 'none',
      beforeChange: true,
      words: { zh: '退出登录', en: 'Sign out' },
      async handler(call) {
        await doors.sessions.close(call.session);
        await doors.audit.write({
          tenant: call.session.tenant,
          action: 'session.logout',
          account: call.session.account,
          ip: call.ip,
        });
        const secure = isSecure(call.request);
        return new Sent(null, JSON_TYPE, 204, {
          'set-cookie': stringifySetCookie({
            name: cookieName(secure),
            value: '',
            maxAge: 0,
            ...cookieOptions(secure),
          }),
          'clear-site-data': '"cache", "storage"',
        });
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/session/password',
      may: 'signed-in',
      noun: 'session',
      body: passwordBody,
      answer: sessionAnswer,
      beforeChange: true,
      words: { zh: '修改自己的密码；其他会话随即结束', en: 'Change one’s own password; all other sessions end' },
      rate: { perMinute: 10, by: 'session' },
      bodyLimit: 4_096,
      async handler(call) {
        const { session } = call;
        const account = await doors.accounts.byId(session.tenant, session.account);
        if (!account) throw new Refused('session.missing');
        if (!(await checkPassword(account.password, call.body.old))) {
          await doors.accounts.failed(session.tenant, account.id);
          throw new Refused('session.login-failed');
        }
        if (call.body.old === call.body.new) throw new Refused('password.unchanged');
        const weak = passwordWeakness(call.body.new, account.login, account.name);
        if (weak) throw new Refused(weak.code, weak.params);
        await doors.accounts.setPassword(session.tenant, account.id, call.body.new, false);
        await doors.sessions.closeAll(session.tenant, account.id);
        await doors.audit.write({
          tenant: session.tenant,
          action: 'session.password',
          account: account.id,
          ip: call.ip,
        });
        return enter({ session: undefined, request: call.request, ip: call.ip }, { ...account, must_change: false });
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/setup',
      may: 'public',
      noun: 'session',
      body: setupBody,
      answer: sessionAnswer,
      words: {
        zh: '空街道的第一位管理员；需要服务器启动时打印的设置码',
        en: 'The first administrator of an empty district; needs the code printed at start',
      },
      rate: { perMinute: 5, by: 'ip' },
      bodyLimit: 4_096,
      async handler(call) {
        const { tenant, code, login, name, password } = call.body;
        const place = doors.places().find((one) => one.id === tenant);
        if (place?.mode !== 'real' || !(await doors.setup.open(tenant))) throw new Refused('setup.done');
        if (!(await doors.setup.matches(tenant, code))) {
          await doors.audit.write({ tenant, action: 'setup.failed', ip: call.ip });
          throw new Refused('setup.code');
        }
        const weak = passwordWeakness(password, login, name);
        if (weak) throw new Refused(weak.code, weak.params);
        const account = await doors.setup.begin(tenant, code, { login, name, password });
        if (!account) throw new Refused('setup.done');
        await doors.audit.write({ tenant, action: 'setup.done', account: account.id, ip: call.ip });
        return enter(call, account);
      },
    }),
  ];
}
