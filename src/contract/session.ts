import { z } from 'zod';
import { CAPABILITIES, ROLES } from '../domain/people/index.ts';

const words = z.strictObject({ zh: z.string(), en: z.string() });
const login = z
  .string()
  .trim()
  .min(2)
  .max(64)
  .regex(/^[\p{L}\p{N}._@-]+$/u);
/** Length here only bounds the work; the rules are in server/access/password.ts and answer with their own codes. */
const password = z.string().min(1).max(200);
const personName = z.string().trim().min(1).max(60);

/** Roles that an account may hold: the rest act without an account. */
export const ACCOUNT_ROLES = ROLES.filter((role) => role !== 'system' && role !== 'resident');

export const loginBody = z.strictObject({ tenant: z.string().min(1).max(64), login, password });

export const sessionAnswer = z.strictObject({
  account: z.string(),
  person: z.string(),
  login: z.string(),
  name: z.string(),
  unit: z.string().optional(),
  area: z.string().optional(),
  roles: z.array(z.string()),
  capabilities: z.array(z.enum(CAPABILITIES)),
  tenant: z.strictObject({ id: z.string(), mode: z.enum(['drill', 'real']), name: words }),
  /** Goes into the header x-csrf-token of every write. */
  csrf: z.string(),
  mustChange: z.boolean(),
  /** Real time at which the session ends at the latest. */
  expiresAt: z.number(),
});
export type SessionAnswer = z.infer<typeof sessionAnswer>;

export const passwordBody = z.strictObject({ old: password, new: password });

export const setupBody = z.strictObject({
  tenant: z.string().min(1).max(64),
  /** One-time code that the server printed at its start. */
  code: z.string().min(4).max(64),
  login,
  name: personName,
  password,
});

export const accountBody = z.strictObject({
  login,
  name: personName,
  roles: z.array(z.string().max(32)).min(1).max(ROLES.length),
  unit: z.string().max(64).optional(),
  area: z.string().max(64).optional(),
});
export const accountAnswer = z.strictObject({
  id: z.string(),
  login: z.string(),
  name: z.string(),
  roles: z.array(z.string()),
  unit: z.string().optional(),
  area: z.string().optional(),
  disabled: z.boolean(),
  mustChange: z.boolean(),
  lastLoginAt: z.number().optional(),
});
export type AccountAnswer = z.infer<typeof accountAnswer>;
/** The one-time password is shown once, here; only its argon2id digest is kept. */
export const accountMadeAnswer = z.strictObject({ account: accountAnswer, oneTimePassword: z.string() });

export const auditEntry = z.strictObject({
  id: z.number(),
  at: z.number(),
  account: z.string().optional(),
  action: z.string(),
  target: z.string().optional(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  ip: z.string().optional(),
});

export const districtList = z.strictObject({
  districts: z.array(
    z.strictObject({
      id: z.string(),
      mode: z.enum(['drill', 'real']),
      name: words,
      /** True while the district waits for its first administrator. */
      setup: z.boolean(),
      /** A drill is open by design: its accounts are offered on the login page. */
      drill: z
        .strictObject({
          password: z.string(),
          accounts: z.array(
            z.strictObject({
              login: z.string(),
              name: z.string(),
              roles: z.array(z.string()),
              unit: z.string().optional(),
              area: z.string().optional(),
            }),
          ),
        })
        .optional(),
    }),
  ),
});
export type DistrictList = z.infer<typeof districtList>;
