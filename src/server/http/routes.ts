import { accountRoutes } from './accounts.ts';
import { commandRoutes } from './commands.ts';
import { districtRoutes } from './districts.ts';
import type { Doors } from './doors.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes, type Metrics } from './health.ts';
import { liveRoutes } from './live.ts';
import type { Route } from './route.ts';
import { sessionRoutes } from './sessions.ts';

/** Every door of the server. */
export function allRoutes(doors: Doors, metrics: Metrics): Route[] {
  return [
    ...sessionRoutes(doors),
    ...accountRoutes(doors),
    ...districtRoutes(doors),
    ...commandRoutes(doors),
    ...eventRoutes(doors),
    ...liveRoutes(doors),
    ...healthRoutes(doors, metrics),
  ];
}
