import type { CommandDefinition } from '../../contract/command.ts';
import type { Actor, Recorded } from '../../domain/kernel/index.ts';
import type { District, Words } from '../../domain/places/index.ts';
import type { Accounts } from '../access/accounts.ts';
import type { Audit } from '../access/audit.ts';
import type { Contacts } from '../access/contacts.ts';
import type { Links } from '../access/links.ts';
import type { Session } from '../access/session.ts';
import type { Sessions } from '../access/sessions.ts';
import type { Setup } from '../access/setup.ts';
import type { Sql } from '../access/sql.ts';
import type { Subscriptions } from '../access/subscriptions.ts';
import type { Desks, ProviderStore } from '../deliveries/index.ts';
import type { DistrictPack } from '../district/index.ts';
import type { Engine, Outcome, TenantMode } from '../engine/types.ts';
import type { LiveHub } from '../live/hub.ts';
import type { Media, Uploads } from '../media/index.ts';
import type { Roll } from '../roll/index.ts';

/** A tenant as the doors know it. */
export interface Place {
  readonly id: string;
  readonly mode: TenantMode;
  readonly name: Words;
}

/** A drill's accounts, offered on its login page. */
export interface DrillDoor {
  readonly password: string;
  readonly accounts: readonly {
    readonly login: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly unit?: string;
    readonly area?: string;
  }[];
}

/** Everything that the routes reach for. `wiring` fills it; tests fill it with what they need. */
export interface Doors {
  readonly engine: Engine;
  readonly sql: Sql;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly setup: Setup;
  readonly audit: Audit;
  readonly contacts: Contacts;
  readonly subscriptions: Subscriptions;
  readonly roll: Roll;
  readonly live: LiveHub;
  readonly links: Links;
  readonly media: Media;
  readonly uploads: Uploads;
  /** Where residents reach this server from outside, without a slash at the end. */
  readonly publicUrl?: string;
  readonly providers: ProviderStore;
  readonly desks: Desks;
  readonly commands: readonly CommandDefinition[];
  places(): readonly Place[];
  drillDoor(tenant: string): DrillDoor | undefined;
  districtOf(tenant: string): District | undefined;
  /** The pack in force, with its pictures; undefined where no district was loaded. */
  packOf(tenant: string): DistrictPack | undefined;
  /** Keeps a pack and puts it into force for everybody, at once. */
  adopt(tenant: string, actor: Actor, pack: DistrictPack): Promise<Outcome>;
  /** What of an event this session may see; undefined hides it. */
  visible(event: Recorded, session: Session): Recorded | undefined;
  readonly realTime: () => number;
  readonly version: string;
}
