import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recorded } from '../../src/domain/kernel/index.ts';
import { verifyJournal } from '../../src/server/backup/index.ts';
import { startYiping } from '../../src/server/wiring/index.ts';
import { createClient } from '../../src/simulator/client.ts';
import { brokenSums, leftOver, type Outcome, outcomeOf } from '../../src/simulator/outcome.ts';
import { playToEnd, preparePlay } from '../../src/simulator/play.ts';
import { shortStorm, writeTown } from './town.ts';

interface Run {
  readonly outcome: Outcome;
  readonly left: readonly string[];
  readonly sums: readonly string[];
  readonly chain: boolean;
  readonly refused: Readonly<Record<string, number>>;
  /** Type and stream of every event, in order. */
  readonly story: readonly string[];
  /** Source of the cases → who said them. */
  readonly tellers: Readonly<Record<string, readonly string[]>>;
}

const folder = mkdtempSync(path.join(tmpdir(), 'yiping-storm-'));
chmodSync(folder, 0o755);

async function storm(name: string, seed: number): Promise<Run> {
  const scenario = shortStorm();
  const yiping = await startYiping({
    folder: path.join(folder, name),
    port: 0,
    host: '127.0.0.1',
    version: 'test',
    say: () => {},
    places: [
      {
        id: 'drill',
        mode: 'drill',
        pack: path.join(folder, 'town'),
        drill: { scenario: scenario.id, at: scenario.from, speed: 0 },
      },
    ],
  });
  const client = createClient(yiping.url);
  try {
    const play = await preparePlay(client, 'drill', scenario, seed);
    const to = await playToEnd(
      play,
      () => leftOver(play.mirror).length === 0,
      () => {},
    );
    const chain = await verifyJournal(yiping.database.pool, { tenant: 'drill' });
    const events = await yiping.engine.readEvents('drill', 0, 10_000);
    return {
      outcome: outcomeOf(play.mirror, {
        scenario: scenario.id,
        from: scenario.from,
        to,
        wallMs: 0,
        events: play.mirror.seq,
      }),
      left: leftOver(play.mirror),
      sums: brokenSums(play.mirror),
      chain: chain.ok,
      refused: play.stage.tally.refused,
      tellers: tellersOf(events),
      story: events.map((event) => `${event.seq} ${event.at} ${event.type} ${event.stream}`),
    };
  } finally {
    client.close();
    await yiping.stop();
  }
}

function tellersOf(events: readonly Recorded[]): Run['tellers'] {
  const tellers: Record<string, string[]> = {};
  for (const { type, data, by } of events) {
    if (type !== 'case.reported') continue;
    const { source, reporters, links } = data as {
      source: string;
      reporters: readonly { ref: string }[];
      links: { doors?: string };
    };
    // The answer of a household to a notice makes a case by a reaction.
    if (links.doors) continue;
    const teller = reporters.some(({ ref }) => ref === by.person) ? 'themselves' : 'somebody with an account';
    tellers[source] = [...new Set([...(tellers[source] ?? []), teller])];
  }
  return tellers;
}

describe('a short storm through the public doors', () => {
  let first: Run;
  beforeAll(async () => {
    await writeTown(path.join(folder, 'town'));
    first = await storm('first', 7);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('takes in both warnings of the morning, by CAP and as pasted text', () => {
    expect(first.outcome.warnings.received).toBe(2);
  });

  it('goes through the levels that were ordered, and ends', () => {
    expect(first.outcome.levels.map((row) => row.level)).toEqual(['IV', 'III']);
    expect(first.outcome.levels.at(-1)?.to).not.toBeNull();
  });

  it('closes what must be closed', () => {
    expect(first.left).toEqual([]);
    expect(first.outcome.cases.open).toBe(0);
    expect(first.outcome.tasks.open).toBe(0);
    expect(first.outcome.cases.reported).toBeGreaterThan(10);
    expect(first.outcome.cases.closed).toBeGreaterThan(5);
  });

  it('lets residents in by the door without an account, and has the desk write down who calls', () => {
    expect(first.tellers).toMatchObject({
      resident: ['themselves'],
      'hotline-12345': ['somebody with an account'],
    });
  });

  it('has every household in one state, and the states add up', () => {
    const { total, by_state } = first.outcome.households;
    expect(first.sums).toEqual([]);
    expect(total).toBeGreaterThan(500);
    expect(Object.values(by_state).reduce((a, b) => a + b, 0)).toBe(total);
    expect(by_state['pending'] ?? 0).toBe(0);
  });

  it('keeps a chain that holds', () => {
    expect(first.chain).toBe(true);
  });

  it('is refused only where two acts cross', () => {
    const crossing =
      /^(case\.(wrong-stage|request-decided)|task\.(not-open|progress-open)|round\.over|duty\.desk-empty|notice\.)/;
    expect(Object.keys(first.refused).filter((code) => !crossing.test(code))).toEqual([]);
  });

  it('comes out the same again with the same seed, event by event, and another way with another', async () => {
    const second = await storm('second', 7);
    const apart = first.story.findIndex((line, i) => line !== second.story[i]);
    expect({ at: apart, first: first.story[apart], second: second.story[apart] }).toEqual({
      at: -1,
      first: undefined,
      second: undefined,
    });
    expect(second.story.length).toBe(first.story.length);
    expect(second.outcome).toEqual(first.outcome);
    const other = await storm('other', 8);
    expect(other.outcome.cases.by_category).not.toEqual(first.outcome.cases.by_category);
  }, 600_000);
});
