import {
  type Aggregate,
  accept,
  type Decision,
  type Due,
  type Event,
  idOf,
  localDate,
  MINUTE,
  type Recorded,
  refuse,
} from '../kernel/index.ts';
import type { District } from '../places/index.ts';
import { refusalOfRight } from './may.ts';
import type { OrderCommand, OrderEvent, OrderState } from './order.ts';

type RecordedOrder = OrderEvent extends infer E ? (E extends Event<infer T, infer D> ? Recorded<T, D> : never) : never;

export const orders: Aggregate<OrderState, OrderCommand, OrderEvent, District> = {
  kind: 'order',
  initial: {
    id: '',
    phase: 'none',
    number: '',
    form: 'order',
    response: null,
    text: '',
    issuedAt: null,
    answerBy: null,
    receipts: [],
    overdue: false,
  },
  decide(state, command, context): Decision<OrderEvent> {
    const right = refusalOfRight(
      command.type,
      context.by,
      state.phase === 'none' ? null : state.receipts.map((r) => r.unit),
    );
    if (right) return right;
    const id = idOf(command.stream);
    if (command.type === 'order.issue') {
      if (state.phase !== 'none') return refuse('order.already-issued', { number: state.number });
      const units = [...new Set(command.data.units)];
      const unknown = units.find((unit) => !context.district.units.some((u) => u.id === unit));
      if (unknown !== undefined) return refuse('order.unit-unknown', { unit: unknown });
      const year = localDate(context.district.calendar, context.now).slice(0, 4);
      const { form, text, response, answerMinutes } = command.data;
      return accept({
        type: 'order.issued',
        data: {
          id,
          number: `${year}-${context.ordinal(`order-${year}`)}`,
          form,
          text,
          units,
          response: response ?? null,
          answerBy: context.now + answerMinutes * MINUTE,
        },
      });
    }
    if (state.phase === 'none') return refuse('order.unknown');
    switch (command.type) {
      case 'order.receive': {
        const receipt = state.receipts.find((r) => r.unit === context.by.unit);
        if (state.phase === 'withdrawn') return refuse('order.withdrawn');
        if (!receipt) return refuse('response.not-your-unit', { command: command.type });
        return receipt.receivedAt === null
          ? accept({ type: 'order.received', data: { id, unit: receipt.unit, answer: command.data.answer } })
          : accept();
      }
      case 'order.report-done': {
        const receipt = state.receipts.find((r) => r.unit === context.by.unit);
        if (state.phase === 'withdrawn') return refuse('order.withdrawn');
        if (!receipt) return refuse('response.not-your-unit', { command: command.type });
        return receipt.doneAt === null
          ? accept({ type: 'order.done-reported', data: { id, unit: receipt.unit, note: command.data.note } })
          : accept();
      }
      case 'order.withdraw':
        return state.phase === 'withdrawn'
          ? accept()
          : accept({ type: 'order.withdrawn', data: { id, reason: command.data.reason } });
      case 'order.mark-overdue': {
        const units = state.receipts.filter((r) => r.receivedAt === null).map((r) => r.unit);
        return state.phase === 'open' && !state.overdue && units.length > 0
          ? accept({ type: 'order.overdue', data: { id, units } })
          : accept();
      }
    }
  },
  evolve(state, recorded) {
    const event = recorded as RecordedOrder;
    switch (event.type) {
      case 'order.issued': {
        const { id, number, form, text, units, response, answerBy } = event.data;
        return {
          id,
          number,
          form,
          text,
          response,
          answerBy,
          phase: 'open',
          issuedAt: event.at,
          overdue: false,
          receipts: units.map((unit) => ({ unit, receivedAt: null, by: '', answer: '', doneAt: null })),
        };
      }
      case 'order.received': {
        const receipts = state.receipts.map((r) =>
          r.unit === event.data.unit
            ? { ...r, receivedAt: event.occurredAt, by: event.by.person, answer: event.data.answer }
            : r,
        );
        return { ...state, receipts, phase: receipts.every((r) => r.receivedAt !== null) ? 'answered' : state.phase };
      }
      case 'order.done-reported': {
        // Done without a word of receipt is received as well.
        const receipts = state.receipts.map((r) =>
          r.unit === event.data.unit
            ? { ...r, receivedAt: r.receivedAt ?? event.occurredAt, by: event.by.person, doneAt: event.occurredAt }
            : r,
        );
        return { ...state, receipts, phase: receipts.every((r) => r.receivedAt !== null) ? 'answered' : state.phase };
      }
      case 'order.withdrawn':
        return { ...state, phase: 'withdrawn' };
      case 'order.overdue':
        return { ...state, overdue: true };
    }
  },
  due(state): Due | undefined {
    return state.phase === 'open' && !state.overdue && state.answerBy !== null
      ? { at: state.answerBy, type: 'order.mark-overdue', data: {} }
      : undefined;
  },
  open: (state) => state.phase === 'open',
};
