import { caseRefusals } from './cases.ts';
import { channelRefusals } from './channels.ts';
import { drillRefusals } from './drill.ts';
import { httpRefusals } from './http.ts';
import { kernelRefusals } from './kernel.ts';
import { mediaRefusals } from './media.ts';
import { noticeRefusals } from './notices.ts';
import { open311Refusals } from './open311.ts';
import { paperRefusals } from './papers.ts';
import { peopleRefusals } from './people.ts';
import { placesRefusals } from './places.ts';
import type { RefusalCatalogue } from './refusal.ts';
import { responsesRefusals } from './responses.ts';
import { rollRefusals } from './roll.ts';
import { sweepRefusals } from './sweeps.ts';
import { transferRefusals } from './transfers.ts';

export type { RefusalCatalogue } from './refusal.ts';

/** Who refuses, and the codes of each; docs/refusals.md lists them in this order. */
export const refusalsOf: Readonly<Record<string, RefusalCatalogue>> = {
  engine: kernelRefusals,
  doors: httpRefusals,
  responses: responsesRefusals,
  cases: caseRefusals,
  notices: noticeRefusals,
  papers: paperRefusals,
  channels: channelRefusals,
  sweeps: sweepRefusals,
  transfers: transferRefusals,
  people: peopleRefusals,
  drill: drillRefusals,
  places: placesRefusals,
  roll: rollRefusals,
  open311: open311Refusals,
  media: mediaRefusals,
};

/** The closed catalogue: every code that a decision or a door may answer with. */
export const refusals: RefusalCatalogue = Object.assign({}, ...Object.values(refusalsOf));
