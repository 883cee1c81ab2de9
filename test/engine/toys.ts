import { type Aggregate, accept, type Command, deriveId, refuse } from '../../src/domain/kernel/index.ts';
import type { React } from '../../src/server/engine/index.ts';

/** A jar of beans: put some in, take some out, never more than there are. Small enough to keep in one's head. */
export interface Jar {
  readonly beans: number;
  /** Receipt number of the last change. */
  readonly receipt: number;
}
export type JarCommand =
  | Command<'jar.put', { beans: number; note?: string }>
  | Command<'jar.take', { beans: number }>
  | Command<'jar.pour', { beans: number; into: string }>
  | Command<'jar.break', Record<string, never>>;
type JarEvent = {
  type: 'jar.put' | 'jar.took' | 'jar.poured';
  data: { beans: number; receipt: number; into?: string; note?: string };
};

export const jar: Aggregate<Jar, JarCommand, JarEvent> = {
  kind: 'jar',
  initial: { beans: 0, receipt: 0 },
  decide(state, command, context) {
    switch (command.type) {
      case 'jar.put':
        return accept<JarEvent>({
          type: 'jar.put',
          data: { beans: command.data.beans, receipt: context.ordinal('receipt'), note: command.data.note },
        });
      case 'jar.take': {
        const receipt = context.ordinal('receipt');
        if (command.data.beans > state.beans) return refuse('jar.too-few', { beans: state.beans });
        return accept<JarEvent>({ type: 'jar.took', data: { beans: command.data.beans, receipt } });
      }
      case 'jar.pour':
        if (command.data.beans > state.beans) return refuse('jar.too-few', { beans: state.beans });
        return accept<JarEvent>({
          type: 'jar.poured',
          data: { beans: command.data.beans, receipt: context.ordinal('receipt'), into: command.data.into },
        });
      case 'jar.break':
        throw new Error('the jar broke');
    }
  },
  evolve(state, { type, data }) {
    return { beans: state.beans + (type === 'jar.put' ? data.beans : -data.beans), receipt: data.receipt };
  },
  open: (state) => state.beans > 0,
};

/** What is poured out of one jar goes into another; a jar named 'sealed' takes nothing, which stops the pouring. */
export const pouring: React = (event) => {
  if (event.type !== 'jar.poured') return [];
  const { into, beans } = event.data as { into: string; beans: number };
  const id = deriveId('pour', event.commandId);
  return [
    {
      id,
      type: into === 'sealed' ? 'jar.take' : 'jar.put',
      stream: `jar/${into}`,
      data: { beans: into === 'sealed' ? 1_000_000 : beans },
    },
  ];
};

/** An egg timer: rings so many times, every so many milliseconds. */
export interface Egg {
  readonly rings: number;
  readonly left: number;
  readonly every: number;
  readonly next: number;
}
type EggCommand =
  | Command<'egg.set', { at: number; every: number; times: number }>
  | Command<'egg.ring', { ring: number }>;
type EggEvent =
  | { type: 'egg.was-set'; data: { at: number; every: number; times: number } }
  | { type: 'egg.rang'; data: { ring: number } };

export const egg: Aggregate<Egg, EggCommand, EggEvent> = {
  kind: 'egg',
  initial: { rings: 0, left: 0, every: 0, next: 0 },
  decide(state, command, context) {
    if (command.type === 'egg.set') return accept<EggEvent>({ type: 'egg.was-set', data: command.data });
    if (!context.by.roles.includes('system')) return refuse('egg.only-clock');
    if (state.rings === 12) return refuse('egg.worn-out');
    return accept<EggEvent>({ type: 'egg.rang', data: command.data });
  },
  evolve(state, event) {
    if (event.type === 'egg.was-set') {
      const { at, every, times } = event.data as { at: number; every: number; times: number };
      return { rings: 0, left: times, every, next: at };
    }
    return { ...state, rings: state.rings + 1, left: state.left - 1, next: state.next + state.every };
  },
  due: (state) => (state.left > 0 ? { at: state.next, type: 'egg.ring', data: { ring: state.rings + 1 } } : undefined),
};

export const toys: readonly Aggregate[] = [jar, egg];
