import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SessionAnswer } from '../../../contract/session.ts';
import type { ShiftAnswer } from '../../../contract/shift.ts';
import type { District } from '../../../domain/places/index.ts';
import type { Entry, Store } from './entry.ts';

/** What one phone holds of its shift, so that it can start without a network. */
export interface Held {
  readonly session: SessionAnswer;
  readonly shift: ShiftAnswer & {
    readonly etag: string;
    /** Server's real time less this phone's when it came. */
    readonly ahead: number;
  };
  readonly district: Omit<District, 'households'>;
}

interface Schema extends DBSchema {
  outbox: { key: number; value: Entry };
  held: { key: keyof Held; value: Held[keyof Held] };
}

export type FieldDatabase = IDBPDatabase<Schema>;

/** @param name of the database; tests open their own. */
export function openFieldDatabase(name = 'yiping-field'): Promise<FieldDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'n', autoIncrement: true });
      db.createObjectStore('held');
    },
    // A page of another version wants to change it: let go, so that nobody waits for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}

export function outboxIn(db: FieldDatabase): Store {
  return {
    entries: () => db.getAll('outbox'),
    async add(entry) {
      // Strict: answered when it is on the disk and not before. "Kept" is a promise.
      const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
      const n = await tx.store.add(entry as Entry);
      await tx.done;
      return { ...entry, n };
    },
    async change(entries) {
      const tx = db.transaction('outbox', 'readwrite', { durability: 'strict' });
      for (const entry of entries) void tx.store.put(entry);
      await tx.done;
    },
    async remove(ns) {
      const tx = db.transaction('outbox', 'readwrite');
      for (const n of ns) void tx.store.delete(n);
      await tx.done;
    },
  };
}

export async function hold<K extends keyof Held>(db: FieldDatabase, key: K, value: Held[K]): Promise<void> {
  await db.put('held', value, key);
}

export async function holdings(db: FieldDatabase): Promise<Partial<Held>> {
  const tx = db.transaction('held');
  const [session, shift, district] = await Promise.all([
    tx.store.get('session'),
    tx.store.get('shift'),
    tx.store.get('district'),
  ]);
  return { session, shift, district } as Partial<Held>;
}

/** The work and the district of somebody who is no longer on this phone. What is kept in the outbox stays. */
export async function letGo(db: FieldDatabase): Promise<void> {
  await db.clear('held');
}
