import type { Instant } from '../../../domain/kernel/index.ts';
import { onDuty, type RosterState, type Shift } from '../../../domain/people/index.ts';
import type { Words } from '../../../domain/places/index.ts';
import {
  activeWarnings,
  type Colour,
  type ResponseState,
  severity,
  WARNING_KINDS,
  type WarningMessage,
  type WarningState,
} from '../../../domain/responses/index.ts';
import { all, type ScreenState } from '../../../domain/screen/index.ts';

export interface Standing {
  readonly id: string;
  readonly state: WarningState & { readonly message: WarningMessage };
}

/** Warnings in force here, worst first. */
export function standingWarnings(screen: ScreenState, now: Instant, mode: 'real' | 'drill'): readonly Standing[] {
  const ids = new Map(Object.entries(all(screen, 'warning')).map(([id, state]) => [state, id]));
  return activeWarnings(ids.keys(), now, mode).map((state) => ({ id: ids.get(state) ?? '', state }));
}

/** The response that stands, the gravest first when there are several. */
export function standingResponse(screen: ScreenState): ({ readonly key: string } & ResponseState) | undefined {
  const active = Object.entries(all(screen, 'response')).filter(([, state]) => state.phase === 'active');
  const [key, state] = active.sort(([, a], [, b]) => severity(b.level) - severity(a.level))[0] ?? [];
  return key && state ? { key, ...state } : undefined;
}

export function kindWords(kind: string, written: string): Words {
  return WARNING_KINDS.find((k) => k.code === kind)?.name ?? { zh: written, en: written };
}
export function warningTitle(
  message: WarningMessage,
  colours: Readonly<Record<Colour, string>>,
  language: 'zh' | 'en',
): string {
  const kind = kindWords(message.kind, message.event)[language];
  if (!message.colour) return kind;
  return language === 'zh' ? `${kind}${colours[message.colour]}` : `${colours[message.colour]} ${kind}`;
}

export function roster(screen: ScreenState): RosterState | undefined {
  return all(screen, 'duty')['roster'];
}
export function signedOn(screen: ScreenState): readonly Shift[] {
  const found = roster(screen);
  return found ? onDuty(found) : [];
}
