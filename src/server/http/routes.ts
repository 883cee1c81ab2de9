import { accountRoutes } from './accounts.ts';
import { boardRoutes } from './board.ts';
import { caseRoutes } from './cases.ts';
import { commandRoutes } from './commands.ts';
import { deliveryRoutes } from './deliveries.ts';
import { districtPackRoutes } from './district-packs.ts';
import { districtRoutes } from './districts.ts';
import { doorListRoutes } from './door-lists.ts';
import type { Doors } from './doors.ts';
import { erasureRoutes } from './erasure.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes, type Metrics } from './health.ts';
import { householdRoutes } from './households.ts';
import { liveRoutes } from './live.ts';
import { mediaRoutes } from './media.ts';
import { noticeRoutes } from './notices.ts';
import { observationRoutes } from './observations.ts';
import { open311Routes } from './open311.ts';
import { open311KeyRoutes } from './open311-keys.ts';
import { openApiRoutes } from './openapi.ts';
import { paperRoutes } from './papers.ts';
import { providerRoutes } from './providers.ts';
import { reportRoutes } from './reports.ts';
import { residentRoutes } from './resident.ts';
import { rollRoutes } from './roll.ts';
import type { Route } from './route.ts';
import { screenRoutes } from './screen.ts';
import { sessionRoutes } from './sessions.ts';
import { shiftRoutes } from './shift.ts';
import { transferRoutes } from './transfers.ts';
import { uploadRoutes } from './uploads.ts';
import { warningRoutes } from './warnings.ts';

/** Every door of the server. */
export function allRoutes(doors: Doors, metrics: Metrics): Route[] {
  const routes = [
    ...sessionRoutes(doors),
    ...accountRoutes(doors),
    ...districtRoutes(doors),
    ...districtPackRoutes(doors),
    ...commandRoutes(doors),
    ...eventRoutes(doors),
    ...liveRoutes(doors),
    ...screenRoutes(doors),
    ...shiftRoutes(doors),
    ...caseRoutes(doors),
    ...uploadRoutes(doors),
    ...mediaRoutes(doors),
    ...warningRoutes(doors),
    ...noticeRoutes(doors),
    ...doorListRoutes(doors),
    ...boardRoutes(doors),
    ...paperRoutes(doors),
    ...transferRoutes(doors),
    ...observationRoutes(doors),
    ...householdRoutes(doors),
    ...erasureRoutes(doors),
    ...rollRoutes(doors),
    ...providerRoutes(doors),
    ...deliveryRoutes(doors),
    ...reportRoutes(doors),
    ...open311Routes(doors),
    ...open311KeyRoutes(doors),
    ...residentRoutes(doors),
    ...healthRoutes(doors, metrics),
  ];
  return [...routes, ...openApiRoutes(doors, routes)];
}
