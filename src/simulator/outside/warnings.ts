import { MINUTE } from '../../domain/kernel/index.ts';
import type { Player, World } from '../world.ts';

/** The warning feed: each message comes through its door within a minute or two of its issue, some of them twice. */
export function warningPlayer(world: World): Player {
  return {
    begin() {
      for (const warning of world.scenario.warnings) {
        const draw = world.random('warning', warning.id);
        const gateway = world.cast.find('gateway') ?? world.cast.find('intake');
        const desk = world.cast.find('intake') ?? gateway;
        const hand = (): void =>
          world.errand(`warning ${warning.id}`, async () => {
            // CAP comes from the machine feed; the district's texts are pasted by the desk, as in life.
            if (warning.door === 'cap') await gateway?.post('/api/v1/warnings', warning.body, 'application/xml');
            else await desk?.post('/api/v1/warnings', warning.body, 'text/plain');
          });
        const arrives = warning.at + Math.round(draw.between(0.3, 2)) * MINUTE;
        world.at(arrives, hand);
        // Feeds repeat themselves; a repeat must change nothing.
        if (warning.door === 'cap' && draw.chance(0.3)) world.at(arrives + 3 * MINUTE, hand);
      }
    },
  };
}
