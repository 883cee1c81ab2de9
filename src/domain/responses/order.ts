import type { Command, Event, Instant } from '../kernel/index.ts';

/** 指令: words of the command post to named units, each of which must answer (C7). Telephone calls stand in the duty book (people/roster). */
export interface OrderState {
  readonly id: string;
  readonly phase: 'none' | 'open' | 'answered' | 'withdrawn';
  /** 'YYYY-n', read aloud on the phone. */
  readonly number: string;
  readonly form: 'order' | 'consultation';
  readonly response: string | null;
  readonly text: string;
  readonly issuedAt: Instant | null;
  readonly answerBy: Instant | null;
  readonly receipts: readonly {
    readonly unit: string;
    readonly receivedAt: Instant | null;
    readonly by: string;
    readonly answer: string;
    readonly doneAt: Instant | null;
  }[];
  readonly overdue: boolean;
}
export type OrderCommand =
  | Command<
      'order.issue',
      {
        form: 'order' | 'consultation';
        text: string;
        units: readonly string[];
        response?: string;
        answerMinutes: number;
      }
    >
  | Command<'order.receive', { answer: string }>
  | Command<'order.report-done', { note: string }>
  | Command<'order.withdraw', { reason: string }>
  | Command<'order.mark-overdue', Record<string, never>>;
export type OrderEvent =
  | Event<
      'order.issued',
      {
        id: string;
        number: string;
        form: 'order' | 'consultation';
        text: string;
        units: readonly string[];
        response: string | null;
        answerBy: Instant;
      }
    >
  | Event<'order.received', { id: string; unit: string; answer: string }>
  | Event<'order.done-reported', { id: string; unit: string; note: string }>
  | Event<'order.withdrawn', { id: string; reason: string }>
  | Event<'order.overdue', { id: string; units: readonly string[] }>;
