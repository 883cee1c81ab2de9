import { parseArgs } from 'node:util';
import { createClient } from './client.ts';
import { watchHumans } from './humans.ts';
import { brokenSums, leftOver, outcomeOf } from './outcome.ts';
import { playAlong, playToEnd, preparePlay } from './play.ts';
import { readScenario } from './scenario.ts';
import type { Part } from './world.ts';

/**
 * The outside world of a drill, as a process of its own: `simulator --url http://127.0.0.1:8080 --tenant drill
 * --scenario <folder> [--seed n] [--max | --speed n [--until-end]] [--leave desk,commander]`. Tells how it goes in lines of JSON on stdout:
 *   {"ready":…}  {"at":<tenant ms>,"seq":…}  {"outcome":…,"left":[…],"sums":[…],"refused":{…}}
 * Ends with 0 when the play is over, 1 when it broke.
 */
const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    tenant: { type: 'string', default: 'drill' },
    scenario: { type: 'string' },
    seed: { type: 'string' },
    max: { type: 'boolean', default: false },
    speed: { type: 'string' },
    'until-end': { type: 'boolean', default: false },
    leave: { type: 'string', default: '' },
    explain: { type: 'boolean', default: false },
  },
});

function tell(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  if (!values.url || !values.scenario) throw new Error('--url and --scenario are needed');
  const started = Date.now();
  const scenario = readScenario(values.scenario);
  const seed = values.seed === undefined ? scenario.seed : Number(values.seed);
  if (!Number.isSafeInteger(seed)) throw new Error('--seed must be a whole number');
  const client = createClient(values.url);
  const play = await preparePlay(client, values.tenant, scenario, seed, (code, wish, login) => {
    if (values.explain)
      process.stderr.write(`${code} ${wish.type} ${wish.stream} ${login} ${JSON.stringify(wish.data).slice(0, 200)}\n`);
  });
  tell({ ready: true, from: scenario.from, to: scenario.to, people: play.cast.sessions.length });

  let told = 0;
  const progress = (at: number, seq: number): void => {
    if (Date.now() - told < 250) return;
    told = Date.now();
    tell({ at, seq });
  };
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (values.max) process.exit(1);
      stopping = true;
    });
  }
  // The parent is gone: nobody watches any more.
  process.on('disconnect', () => {
    if (values.max) process.exit(1);
    stopping = true;
  });

  let end: number;
  if (values.max) {
    end = await playToEnd(play, () => leftOver(play.mirror).length === 0, progress);
  } else {
    const humans = watchHumans(
      play.cast,
      play.stage.isOwn,
      values.leave.split(',').filter(Boolean) as Part[],
      Date.now,
    );
    play.stage.setPlayed(humans.isPlayed);
    play.onEvent(humans.on);
    await play.listen();
    play.stage.join(play.mirror.seq);
    // A drill that stands still, new or stopped with its server, goes on; one that people paused cannot be told from it.
    if (values.speed !== undefined) await play.setSpeed(Number(values.speed));
    end = await playAlong(
      play,
      { pollMs: 200, stopped: () => stopping, isOver: () => leftOver(play.mirror).length === 0 },
      progress,
    );
    // The drill rests after the storm.
    if (!stopping) await play.setSpeed(0);
  }
  if (values.max || values['until-end']) {
    const about = {
      scenario: scenario.id,
      from: scenario.from,
      to: end,
      wallMs: Date.now() - started,
      events: play.mirror.seq,
    };
    tell({
      outcome: outcomeOf(play.mirror, about),
      left: leftOver(play.mirror),
      sums: brokenSums(play.mirror),
      refused: play.stage.tally.refused,
      commands: play.stage.tally.commands,
    });
  }
  client.close();
}

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
