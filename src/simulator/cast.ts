import type { Client, Session } from './client.ts';

/** Everybody whom the simulator plays: the drill's accounts, signed in. */
export interface Cast {
  readonly sessions: readonly Session[];
  byLogin(login: string): Session | undefined;
  /** Somebody with the role, of the unit and area if named; the same one every time. */
  find(
    role: string,
    where?: { readonly unit?: string; readonly area?: string; readonly not?: readonly string[] },
  ): Session | undefined;
  /** Like `find`, for parts that every drill must have. @throws Error naming what is missing */
  need(role: string): Session;
  byPerson(person: string): Session | undefined;
  ofUnit(unit: string): readonly Session[];
}

/** Roles that the simulator plays; observers, administrators and auditors have no part in a storm. */
const PLAYED = ['commander', 'shift-leader', 'intake', 'dispatcher', 'supervisor', 'handler', 'committee', 'gateway'];
/** Of several people on a post of the desk two play (shifts, four eyes), of others one: each sign-in costs the server 30 ms of argon2id. */
const PER_POST = { desk: 2, others: 1 } as const;
const DESK = ['commander', 'shift-leader', 'intake', 'dispatcher', 'supervisor'];

/** Signs in to the accounts that the drill offers on its login page. */
export async function signIn(client: Client, tenant: string): Promise<Cast> {
  const place = (await client.districts()).find((one) => one.id === tenant);
  if (!place?.drill)
    throw new Error(`${tenant} is not a drill: it offers no accounts, and the simulator has no business in it`);
  const { password, accounts } = place.drill;
  const onPost = new Map<string, number>();
  const logins = accounts
    .filter((account) => account.roles.some((role) => PLAYED.includes(role)))
    .sort((a, b) => (a.login < b.login ? -1 : 1))
    .filter(({ login, roles }) => {
      const post = login.replace(/\.\d+$/, '');
      onPost.set(post, (onPost.get(post) ?? 0) + 1);
      return (onPost.get(post) ?? 0) <= (roles.some((role) => DESK.includes(role)) ? PER_POST.desk : PER_POST.others);
    })
    .map((account) => account.login);
  const sessions: Session[] = [];
  for (let i = 0; i < logins.length; i += 4) {
    sessions.push(...(await Promise.all(logins.slice(i, i + 4).map((login) => client.login(tenant, login, password)))));
  }
  return castOf(sessions);
}

export function castOf(sessions: readonly Session[]): Cast {
  const find: Cast['find'] = (role, where = {}) =>
    sessions.find(
      ({ who }) =>
        who.roles.includes(role) &&
        (where.unit === undefined || who.unit === where.unit) &&
        (where.area === undefined || who.area === where.area) &&
        !where.not?.includes(who.person),
    );
  return {
    sessions,
    find,
    need(role) {
      const found = find(role);
      if (!found) throw new Error(`the drill has no account with the role ${role}`);
      return found;
    },
    byLogin: (login) => sessions.find((session) => session.login === login),
    byPerson: (person) => sessions.find(({ who }) => who.person === person),
    ofUnit: (unit) => sessions.filter(({ who }) => who.unit === unit),
  };
}
