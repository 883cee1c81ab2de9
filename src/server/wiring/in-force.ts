import { type Actor, deriveId, SYSTEM } from '../../domain/kernel/index.ts';
import type { ProfileState } from '../../domain/places/index.ts';
import type { Contacts } from '../access/contacts.ts';
import { adoptPack, type DistrictPack, type DistrictStore } from '../district/index.ts';
import type { Engine, Outcome } from '../engine/index.ts';

interface Parts {
  readonly store: DistrictStore;
  readonly engine: Engine;
  readonly contacts: Contacts;
  readonly say: (message: string) => void;
}

/**
 * District data of a tenant at a start. A pack on disk whose version was never in force is adopted ('district.adopted'
 * stands in the journal). A version that was in force earlier does not come back by itself, and one that says a known
 * version with other content is not believed: in both cases what the journal says is in force stays so, from the store.
 */
export async function packInForce(
  { store, engine, contacts, say }: Parts,
  tenant: string,
  disk: DistrictPack,
): Promise<DistrictPack> {
  const profile = (await engine.state<ProfileState>(tenant, 'district/profile'))?.state;
  const adopted = profile?.adopted ?? undefined;
  if (adopted?.digest === disk.digest) return disk;
  const { version } = disk.district;
  const kept = adopted && (await store.find(tenant, adopted.digest));
  const known = profile?.versions[version];
  if (known === undefined) {
    const id = deriveId('district.adopt', tenant, disk.digest);
    const outcome = (await adoptPack(store, engine, tenant, SYSTEM, disk, id)) as Outcome;
    if (!outcome.ok) throw new Error(`district data ${version} of ${tenant} was not adopted: ${outcome.refusal.code}`);
    await keepNewContacts(contacts, tenant, disk, kept);
    if (adopted) say(`${tenant}: district data ${version} adopted, before ${adopted.version}`);
    return disk;
  }
  if (!kept) throw new Error(`the district data ${adopted?.version} of ${tenant} is in force, but its content is lost`);
  say(
    known === disk.digest
      ? `${tenant}: district data ${adopted.version} is in force; the older ${version} on disk is left alone`
      : `${tenant}: the pack on disk says ${version}, which was used for other data; ${adopted.version} stays in force until the pack gets a new version`,
  );
  return kept;
}

/** Puts a pack that an administrator hands in into force, with the names and numbers of whoever is new in it. */
export async function takeIn(
  { store, engine, contacts }: Omit<Parts, 'say'>,
  tenant: string,
  actor: Actor,
  pack: DistrictPack,
  before: DistrictPack | undefined,
): Promise<Outcome> {
  const id = deriveId('district.import', tenant, pack.digest, (await engine.lastSeq(tenant)).toString());
  const outcome = (await adoptPack(store, engine, tenant, actor, pack, id)) as Outcome;
  if (outcome.ok) await keepNewContacts(contacts, tenant, pack, before);
  return outcome;
}

/** Names and numbers of households that were not in the district before: who had themselves erased stays erased. */
async function keepNewContacts(
  contacts: Contacts,
  tenant: string,
  pack: DistrictPack,
  before: DistrictPack | undefined,
): Promise<void> {
  const known = new Set(before?.district.households.map((row) => row.id));
  await contacts.keepAll(
    tenant,
    pack.contacts.filter((row) => !known.has(row.household)),
  );
}
