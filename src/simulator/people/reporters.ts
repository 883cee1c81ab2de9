import { publicReportIds } from '../../contract/public-report.ts';
import { deriveId, idOf, kindOf } from '../../domain/kernel/index.ts';
import type { Incident } from '../incidents.ts';
import type { Player } from '../world.ts';
import { type Casework, caseOf } from './casework.ts';

/** Those who see something and tell it, and later say whether it is really gone. */
export function reporterPlayer(work: Casework): Player {
  const { world } = work;
  const { reporter, unit } = world.scenario.people;

  function tell(incident: Incident, nth: number): void {
    const telling = incident.tellings[nth];
    if (!telling) return;
    const ownWords = deriveId('report', world.seed, incident.id, nth);
    const id =
      telling.source === 'resident'
        ? publicReportIds(world.tenant, ownWords).case
        : deriveId('case', world.seed, incident.id, nth);
    work.background.set(id, { incident, nth });
    if (nth === 0) work.firstOf.set(incident.id, id);
    // Told already: the simulator was started anew in the middle of the storm.
    if (caseOf(world, id)) return;
    if (telling.source === 'resident') {
      const { position } = telling;
      const report = {
        tenant: world.tenant,
        id: ownWords,
        category: incident.category,
        description: telling.words,
        place: { position, ...(incident.address ? { address: incident.address } : {}) },
        occurredAt: telling.at,
      };
      world.errand('public report', async () => void (await world.client.report(report)));
      return;
    }
    const place = {
      position: telling.position,
      committee: incident.committee,
      ...(incident.stairwell ? { stairwell: incident.stairwell } : {}),
      ...(incident.address ? { address: incident.address } : {}),
    };
    const draw = world.random('tell', id);
    const common = {
      source: telling.source,
      category: incident.category,
      description: telling.words,
      place,
      links: {},
    };
    const evidence = draw.chance(0.6)
      ? [{ media: `sim:${deriveId('photo', id, 'before')}`, when: 'before', takenAt: telling.at }]
      : [];
    const seen = { occurredAt: telling.at };
    switch (telling.source) {
      case 'committee':
      case 'property': {
        const who = world.cast.find('committee', { area: incident.committee }) ?? world.cast.find('intake');
        if (who && incident.real && draw.chance(unit.fixOnSpotShare)) {
          const after = { media: `sim:${deriveId('photo', id, 'after')}`, when: 'after', takenAt: telling.at };
          world.say(who, {
            type: 'case.fix-on-spot',
            stream: `case/${id}`,
            data: { ...common, evidence: [...evidence, after], done: '当场处理完毕' },
            ...seen,
          });
        } else world.say(who, { type: 'case.report', stream: `case/${id}`, data: { ...common, evidence }, ...seen });
        break;
      }
      case 'patrol':
      case 'video':
        world.say(world.cast.find('supervisor') ?? world.cast.find('intake'), {
          type: 'case.report',
          stream: `case/${id}`,
          data: { ...common, evidence },
          ...seen,
        });
        break;
      default:
        // Called in: the desk writes it down and keeps who told it.
        world.say(world.cast.find('intake'), {
          type: 'case.report',
          stream: `case/${id}`,
          data: { ...common, evidence, reporter: deriveId('resident', world.seed, incident.id, nth) },
          ...seen,
        });
    }
  }

  return {
    begin() {
      for (const incident of world.incidents) {
        incident.tellings.forEach((telling, nth) => {
          world.at(telling.at, () => tell(incident, nth));
        });
      }
    },
    on(event) {
      if (event.type !== 'case.closed' || kindOf(event.stream) !== 'case') return;
      const id = idOf(event.stream);
      const state = caseOf(world, id);
      const ref = state?.reporters.at(-1)?.ref;
      if (!state || !ref || state.evaluation) return;
      const draw = world.random('reporter', id, state.reopens);
      const wait = draw.logNormal(reporter.minutes, 0.8);
      const told = ['resident', 'hotline-12345', 'hotline-962121'].includes(state.source);
      if (told && state.reopens === 0 && draw.chance(reporter.disputeShare)) {
        world.after(wait * 0.5, () => {
          if (caseOf(world, id)?.stage === 'closed') {
            world.say(world.cast.find('intake'), {
              type: 'case.dispute',
              stream: `case/${id}`,
              data: { reason: '又出现了，没有彻底解决', reporter: ref },
            });
          }
        });
      } else if (told && draw.chance(reporter.evaluateShare)) {
        const solved = draw.chance(reporter.solvedShare);
        world.after(wait, () => {
          const now = caseOf(world, id);
          if (now?.stage === 'closed' && !now.dispute) {
            world.say(world.cast.find('intake'), {
              type: 'case.evaluate',
              stream: `case/${id}`,
              data: { score: solved ? draw.whole(4, 5) : draw.whole(1, 3), solved, reporter: ref },
            });
          }
        });
      }
    },
  };
}
