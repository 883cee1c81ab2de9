import type { TenantMode } from '../engine/types.ts';
import { type Accounts, type NewAccount, unknownRole } from './accounts.ts';
import { digestPassword } from './password.ts';

/**
 * Accounts of a walled-off drill: their common password is public by design, so they are refused for any real district.
 * Existing ones are left as they are. One digest serves all: the password is no secret, and 25 ms × 300 would delay the start.
 */
export async function seedDrillAccounts(
  accounts: Accounts,
  tenant: { readonly id: string; readonly mode: TenantMode },
  people: readonly Omit<NewAccount, 'tenant'>[],
  password: string,
): Promise<number> {
  if (tenant.mode !== 'drill') throw new Error(`drill accounts cannot enter the real district ${tenant.id}`);
  const digest = await digestPassword(password);
  let made = 0;
  for (const person of people) {
    const role = unknownRole(person.roles);
    if (role) throw new Error(`the drill account ${person.login} asks for the role ${role}, which no account may hold`);
    if (await accounts.insert({ ...person, tenant: tenant.id }, digest, false, 'drill')) made++;
  }
  return made;
}
