import { cases, limits } from './cases/index.ts';
import { drillAggregate } from './drill/index.ts';
import type { Aggregate } from './kernel/index.ts';
import { doorsAggregate, noticeAggregate } from './notices/index.ts';
import { personAggregate, rosterAggregate } from './people/index.ts';
import { profileAggregate } from './places/index.ts';
import { orders, responses, standing, tasks, warnings } from './responses/index.ts';
import { rollAggregate } from './roll/index.ts';
import { roundAggregate } from './sweeps/index.ts';
import { ledgerAggregate, shelterAggregate, transferAggregate } from './transfers/index.ts';

/** Every kind of thing that has a life of its own. The engine, the screen and the tests all read this list. */
export const aggregates: readonly Aggregate[] = [
  warnings,
  responses,
  tasks,
  orders,
  standing,
  cases,
  limits,
  noticeAggregate,
  doorsAggregate,
  roundAggregate,
  transferAggregate,
  ledgerAggregate,
  shelterAggregate,
  personAggregate,
  rosterAggregate,
  drillAggregate,
  profileAggregate,
  rollAggregate,
];
