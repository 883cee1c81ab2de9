import type { Command, Event, Instant } from '../kernel/index.ts';

/** A post held. Unit, roles and area are those of the post when the appointment was made. */
export interface Appointment {
  readonly post: string;
  readonly unit: string;
  readonly area?: string;
  readonly since: Instant;
}

/** What the journal knows of a person: posts. Name, telephone and password are personal data and kept elsewhere. */
export interface PersonState {
  readonly known: boolean;
  readonly posts: readonly Appointment[];
}

export type PersonCommand =
  | Command<'person.appoint', { readonly post: string }>
  | Command<'person.relieve', { readonly post: string; readonly reason: string }>;

export type PersonEvent =
  | Event<'person.appointed', { readonly post: string; readonly unit: string; readonly area?: string }>
  | Event<'person.relieved', { readonly post: string; readonly reason: string }>;
