import { refusals } from '../../contract/refusals/index.ts';
import type { SessionAnswer } from '../../contract/session.ts';
import type { ShiftAnswer } from '../../contract/shift.ts';
import type { Actor, Refusal } from '../../domain/kernel/index.ts';
import { type District, type DistrictIndex, indexed } from '../../domain/places/index.ts';
import { foresee, type KnownStreams } from '../../domain/screen/index.ts';
import { type Answer, call, callIfNew, keepCsrf, newId, type Trouble, type Wish } from '../ui/api.ts';
import { FieldClock } from './clock.ts';
import { type FieldDatabase, hold, holdings, letGo, openFieldDatabase, outboxIn } from './outbox/database.ts';
import type { Entry, Store } from './outbox/entry.ts';
import { type Flushed, flush, type Outcome } from './outbox/flush.ts';

export interface FieldView {
  readonly phase: 'loading' | 'signed-out' | 'ready';
  readonly session?: SessionAnswer;
  readonly actor?: Actor;
  readonly district?: DistrictIndex;
  readonly shift?: ShiftAnswer;
  /** The shift with everything in it that this phone has kept and the server has not yet taken in. */
  readonly streams: KnownStreams;
  readonly outbox: readonly Entry[];
  /** How the line stands, as of the last try. */
  readonly line: 'online' | 'offline' | 'signed-out' | 'busy';
  /** Real time (this phone's) of the last good answer. */
  readonly heardAt?: number;
  readonly trouble?: Trouble;
}

/** Tries while the page is looked at. A response comes to a phone within this; a phone in a pocket asks for nothing. */
const EVERY_MS = 20_000;
/** Agreed entries that stay to be looked at. */
const AGREED_SHOWN = 30;
const LOCK = 'yiping-outbox';

/** Everything a phone knows and does in the field. One per page; several pages share what is stored. */
export class FieldStore {
  private view: FieldView = { phase: 'loading', streams: {}, outbox: [], line: 'online' };
  private readonly listeners = new Set<() => void>();
  private readonly clock = new FieldClock();
  private readonly channel = new BroadcastChannel('yiping-field');
  private db: FieldDatabase | undefined;
  private store: Store | undefined;
  private syncing: Promise<void> | undefined;
  private again = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  readonly subscribe = (listen: () => void): (() => void) => {
    this.listeners.add(listen);
    return () => this.listeners.delete(listen);
  };
  readonly current = (): FieldView => this.view;
  now(): number {
    return this.clock.now();
  }

  async start(): Promise<void> {
    this.db = await openFieldDatabase();
    this.store = outboxIn(this.db);
    // Storage that the browser may clear when it is short of room is no place for what has been kept.
    void navigator.storage?.persist?.();
    await this.reload();
    for (const event of ['online', 'focus'] as const) addEventListener(event, this.wake);
    document.addEventListener('visibilitychange', this.wake);
    this.channel.onmessage = () => void this.reload();
    this.timer = setInterval(this.wake, EVERY_MS);
    await this.sync();
  }

  stop(): void {
    for (const event of ['online', 'focus'] as const) removeEventListener(event, this.wake);
    document.removeEventListener('visibilitychange', this.wake);
    this.channel.close();
    clearInterval(this.timer);
    this.db?.close();
  }

  /**
   * Does something: refused at once when the rules say no, kept on this phone otherwise. Answers when it is on the
   * phone's disk; whether the server has it is told by the outbox.
   */
  async act(wish: Wish & { readonly id?: string }): Promise<Answer<Entry>> {
    const { session, actor, district, streams } = this.view;
    if (!this.store || !session || !actor || !district) return { ok: false, trouble: NOT_READY };
    const now = this.now();
    const command = { occurredAt: now, ...wish, id: wish.id ?? newId() };
    const foreseen = foresee(streams, command, actor, now, district.district);
    if (foreseen.ok === false) return { ok: false, trouble: inWords(foreseen.refusal) };
    const entry = await this.store.add({
      command,
      tenant: session.tenant.id,
      person: session.person,
      madeAt: Date.now(),
      state: 'kept',
    });
    await this.changed();
    void this.sync();
    return { ok: true, value: entry };
  }

  /** A refused command once more, mended or as it was. It gets a new id: the server would answer the old one as before. */
  async resend(entry: Entry, data: unknown = entry.command.data): Promise<Answer<Entry>> {
    const founding = entry.command.stream.endsWith(`/${entry.command.id}`);
    const id = newId();
    const stream = founding ? `${entry.command.stream.split('/')[0]}/${id}` : entry.command.stream;
    const { type, occurredAt } = entry.command;
    const answer = await this.act({ id, type, stream, data, ...(occurredAt === undefined ? {} : { occurredAt }) });
    if (answer.ok) await this.putAside(entry);
    return answer;
  }

  async putAside(entry: Entry): Promise<void> {
    await this.store?.remove([entry.n]);
    await this.changed();
  }

  readonly wake = (): void => {
    if (document.visibilityState === 'visible') void this.sync();
  };

  /** Sends what is kept and fetches what is new; calls while one is under way make one more. */
  sync(): Promise<void> {
    if (this.syncing) {
      this.again = true;
      return this.syncing;
    }
    this.syncing = this.once().finally(() => {
      this.syncing = undefined;
      if (this.again) {
        this.again = false;
        void this.sync();
      }
    });
    return this.syncing;
  }

  private async once(): Promise<void> {
    const { db, store } = this;
    if (!db || !store) return;
    const signed = await call<SessionAnswer>('/session');
    if (!signed.ok) {
      this.change({ line: lineOf(signed.trouble) });
      if (!this.view.session && signed.trouble.status !== 0) this.change({ phase: 'signed-out' });
      return;
    }
    keepCsrf(signed.value);
    if (signed.value.mustChange) {
      this.change({ phase: 'signed-out', line: 'signed-out' });
      return;
    }
    const before = this.view.session;
    // Somebody else has taken this phone: the work of the one before goes; what is kept waits for its author.
    if (before && (before.person !== signed.value.person || before.tenant.id !== signed.value.tenant.id)) {
      await letGo(db);
      this.change({ shift: undefined, district: undefined, streams: {} });
    }
    await hold(db, 'session', signed.value);
    this.change({ session: signed.value, actor: actorOf(signed.value) });
    const flushed = await exclusively(() =>
      flush(store, signed.value.tenant.id, signed.value.person, (commands) =>
        call<{ outcomes: Outcome[] }>('/commands/batch', { body: { commands } }),
      ),
    );
    await this.changed(false);
    if (flushed && flushed !== 'empty') {
      this.change({ line: flushed });
      if (flushed !== 'busy') return;
    }
    await this.fetch(db, flushed);
  }

  private async fetch(db: FieldDatabase, flushed: Flushed | undefined): Promise<void> {
    const held = (await holdings(db)).shift;
    const sent = Date.now();
    const answer = await callIfNew<ShiftAnswer>('/shift', held?.etag);
    if (!answer.ok) {
      this.change({ line: lineOf(answer.trouble), trouble: answer.trouble });
      return;
    }
    const line = flushed === 'busy' ? 'busy' : 'online';
    if (!answer.value) {
      this.change({ line, heardAt: Date.now(), trouble: undefined, phase: 'ready' });
      return;
    }
    // The answer was written about half-way between asking and having it.
    const { value, etag } = answer.value;
    const ahead = this.clock.aheadOf(value.serverTime) + (Date.now() - sent) / 2;
    const shift = { ...value, etag, ahead };
    if (this.view.district?.district.version !== shift.district) {
      const district = await call<Omit<District, 'households'>>('/district');
      if (district.ok) await hold(db, 'district', district.value);
    }
    await hold(db, 'shift', shift);
    await this.reload();
    this.change({ line, heardAt: Date.now(), trouble: undefined });
    this.tellOthers();
  }

  /** Everything from the disk: at the start, and when another page has changed it. */
  private async reload(): Promise<void> {
    const { db } = this;
    if (!db) return;
    const { session, shift, district } = await holdings(db);
    const known = this.view.district;
    const index =
      known && known.district.version === district?.version
        ? known
        : district && indexed({ ...district, households: [] });
    if (shift) this.clock.set(shift.clock, shift.ahead);
    this.change({
      ...(session ? { session, actor: actorOf(session) } : {}),
      ...(shift ? { shift } : {}),
      ...(index ? { district: index } : {}),
      phase: session && shift && index ? 'ready' : this.view.phase,
    });
    await this.changed(false);
  }

  private async changed(tell = true): Promise<void> {
    const all = (await this.store?.entries()) ?? [];
    const { shift, actor, district, session } = this.view;
    const mine = all.filter((entry) => entry.tenant === session?.tenant.id && entry.person === session?.person);
    const agreed = mine.filter((entry) => entry.state === 'agreed');
    const old = agreed.slice(0, Math.max(0, agreed.length - AGREED_SHOWN));
    if (old.length > 0) await this.store?.remove(old.map((entry) => entry.n));
    let streams: KnownStreams = shift?.streams ?? {};
    if (shift && actor && district) {
      for (const { command, state, seq } of mine) {
        if (state === 'refused' || (seq !== undefined && seq <= shift.seq)) continue;
        const foreseen = foresee(streams, command, actor, command.occurredAt ?? shift.now, district.district);
        if (foreseen.ok) streams = foreseen.streams;
      }
    }
    this.change({ outbox: mine.filter((entry) => !old.includes(entry)), streams });
    if (tell) this.tellOthers();
  }

  private tellOthers(): void {
    this.channel.postMessage('changed');
  }

  private change(part: Partial<FieldView>): void {
    this.view = { ...this.view, ...part };
    for (const listen of this.listeners) listen();
  }
}

const NOT_READY: Trouble = {
  code: 'field.not-ready',
  zh: '本机还没有取到任务数据',
  en: 'This phone has not fetched its work yet',
  todo: { zh: '请先联网登录一次', en: 'Sign in once with a network' },
  status: 0,
};

function actorOf({ person, unit, area, roles }: SessionAnswer): Actor {
  return { person, roles, ...(unit === undefined ? {} : { unit }), ...(area === undefined ? {} : { area }) };
}

function lineOf({ status, code }: Trouble): FieldView['line'] {
  if (status === 0) return 'offline';
  return status === 401 || code.startsWith('session.') ? 'signed-out' : 'busy';
}

/** The words of a refusal that the phone itself foresaw, from the same catalogue as the server's. */
function inWords({ code, params = {} }: Refusal): Trouble {
  const entry = refusals[code];
  const filled = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));
  return {
    code,
    zh: filled(entry?.zh ?? code),
    en: filled(entry?.en ?? code),
    todo: { zh: filled(entry?.todo.zh ?? ''), en: filled(entry?.todo.en ?? '') },
    status: 409,
  };
}

/** One page at a time sends; where another is at it, this one has nothing to do. */
async function exclusively<T>(work: () => Promise<T>): Promise<T | undefined> {
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => (lock ? work() : undefined));
}
