import { z } from 'zod';
import { idParam, wholeParam } from '../../contract/queries.ts';
import { accountAnswer, accountBody, accountMadeAnswer, auditEntry } from '../../contract/session.ts';
import { type AccountRow, accountAnswerOf, unknownRole } from '../access/accounts.ts';
import { AUDIT_ACTIONS } from '../access/audit.ts';
import { readableSecret } from '../access/password.ts';
import type { Doors } from './doors.ts';
import { Refused } from './refused.ts';
import { JSON_TYPE, type Route, route, Sent } from './route.ts';

const one = z.strictObject({ id: idParam });

/** Accounts are not in the journal: they hold names and secrets. What was done to them is in the audit trail. */
export function accountRoutes(doors: Doors): Route[] {
  const { accounts, sessions, audit } = doors;
  const existing = async (tenant: string, id: string): Promise<AccountRow> => {
    const row = await accounts.byId(tenant, id);
    if (!row) throw new Refused('account.unknown');
    return row;
  };
  const rolesChecked = (roles: readonly string[]) => {
    const role = unknownRole(roles);
    if (role !== undefined) throw new Refused('account.unknown-role', { role });
  };
  return [
    route({
      method: 'GET',
      url: '/api/v1/accounts',
      may: 'administer',
      noun: 'accounts',
      answer: z.strictObject({ accounts: z.array(accountAnswer), next: z.string().optional() }),
      query: z.strictObject({ after: z.string().max(64).default(''), limit: wholeParam(1, 500).default(200) }),
      words: { zh: '账号列表', en: 'The accounts' },
      async handler({ session, query }) {
        const rows = await accounts.page(session.tenant, query.after, query.limit);
        return {
          accounts: rows.map(accountAnswerOf),
          ...(rows.length === query.limit ? { next: rows.at(-1)?.login } : {}),
        };
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts',
      may: 'administer',
      noun: 'accounts',
      body: accountBody,
      answer: accountMadeAnswer,
      words: {
        zh: '新建账号；一次性密码只在答复中出现一次',
        en: 'Make an account; its one-time password is shown once, in the answer',
      },
      async handler({ session, body, ip }) {
        rolesChecked(body.roles);
        const made = await accounts.invite({ tenant: session.tenant, ...body }, session.account);
        if (!made) throw new Refused('account.login-taken', { login: body.login });
        await audit.write({
          tenant: session.tenant,
          action: 'account.created',
          account: session.account,
          target: made.row.id,
          detail: { roles: body.roles.join(',') },
          ip,
        });
        return new Sent(
          JSON.stringify({ account: accountAnswerOf(made.row), oneTimePassword: made.oneTimePassword }),
          JSON_TYPE,
          201,
        );
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/accounts/:id',
      may: 'administer',
      noun: 'accounts',
      params: one,
      body: accountBody.omit({ login: true }),
      answer: accountAnswer,
      words: {
        zh: '修改姓名、角色、单位；其会话随即结束',
        en: 'Change name, roles and unit; the sessions of the account end',
      },
      async handler({ session, params, body, ip }) {
        rolesChecked(body.roles);
        const before = await existing(session.tenant, params.id);
        await accounts.change(session.tenant, params.id, body);
        await audit.write({
          tenant: session.tenant,
          action: 'account.changed',
          account: session.account,
          target: params.id,
          detail: { before: before.roles.join(','), after: body.roles.join(',') },
          ip,
        });
        await sessions.closeAll(session.tenant, params.id, params.id === session.account ? session.key : undefined);
        return accountAnswerOf(await existing(session.tenant, params.id));
      },
    }),
    route({
      method: 'POST',
      url: '/api/v1/accounts/:id/reset',
      may: 'administer',
      noun: 'accounts',
      params: one,
      answer: accountMadeAnswer,
      words: {
        zh: '重置为新的一次性密码；其会话随即结束',
        en: 'Reset to a fresh one-time password; the sessions of the account end',
      },
      async handler({ session, params, ip }) {
        const row = await existing(session.tenant, params.id);
        const oneTimePassword = readableSecret();
        await accounts.setPassword(session.tenant, row.id, oneTimePassword, true);
        await audit.write({
          tenant: session.tenant,
          action: 'account.reset',
          account: session.account,
          target: row.id,
          ip,
        });
        await sessions.closeAll(session.tenant, row.id);
        return { account: accountAnswerOf({ ...row, must_change: true }), oneTimePassword };
      },
    }),
    ...(['disable', 'enable'] as const).map((verb) =>
      route({
        method: 'POST',
        url: `/api/v1/accounts/:id/${verb}`,
        may: 'administer',
        noun: 'accounts',
        params: one,
        answer: accountAnswer,
        words:
          verb === 'disable'
            ? { zh: '停用账号；其会话随即结束', en: 'Disable an account; its sessions end' }
            : { zh: '恢复账号', en: 'Enable an account again' },
        async handler({ session, params, ip }) {
          if (verb === 'disable' && params.id === session.account) throw new Refused('account.self');
          if (!(await accounts.setDisabled(session.tenant, params.id, verb === 'disable')))
            throw new Refused('account.unknown');
          await audit.write({
            tenant: session.tenant,
            action: `account.${verb}d`,
            account: session.account,
            target: params.id,
            ip,
          });
          if (verb === 'disable') await sessions.closeAll(session.tenant, params.id);
          return accountAnswerOf(await existing(session.tenant, params.id));
        },
      }),
    ),
    route({
      method: 'GET',
      url: '/api/v1/audit',
      may: 'audit',
      noun: 'accounts',
      answer: z.strictObject({ lines: z.array(auditEntry), next: z.number().int().optional() }),
      query: z.strictObject({
        before: wholeParam(1, Number.MAX_SAFE_INTEGER).optional(),
        action: z.enum(AUDIT_ACTIONS).optional(),
        limit: wholeParam(1, 500).default(100),
      }),
      words: {
        zh: '审计记录，新的在前；查阅本身也被记下',
        en: 'The audit trail, newest first; reading it is written down too',
      },
      async handler({ session, query, ip }) {
        const lines = await audit.page(session.tenant, query.before, query.limit, query.action);
        if (query.before === undefined)
          await audit.write({ tenant: session.tenant, action: 'audit.read', account: session.account, ip });
        return { lines, ...(lines.length === query.limit ? { next: lines.at(-1)?.id } : {}) };
      },
    }),
  ];
}
