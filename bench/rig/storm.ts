import { randomUUID } from 'node:crypto';

const CASES = 300;

/** An account of the drill, signed in. */
export interface Post {
  readonly headers: Record<string, string>;
  say(type: string, stream: string, data: object): Promise<void>;
}

export async function signIn(url: string, role: string): Promise<Post> {
  const { districts } = (await (await fetch(`${url}/api/v1/districts`)).json()) as {
    districts: { id: string; drill?: { password: string; accounts: { login: string; roles: string[] }[] } }[];
  };
  const drill = districts.find((one) => one.drill);
  const login = drill?.drill?.accounts.find((account) => account.roles.includes(role))?.login;
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant: drill?.id, login, password: drill?.drill?.password }),
  });
  if (!response.ok) throw new Error(`${role} cannot sign in: ${await response.text()}`);
  const { csrf } = (await response.json()) as { csrf: string };
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  const headers = { 'content-type': 'application/json', cookie, 'x-csrf-token': csrf };
  return {
    headers,
    async say(type, stream, data) {
      const answer = await fetch(`${url}/api/v1/commands`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id: randomUUID(), type, stream, data }),
      });
      if (!answer.ok) throw new Error(`${type}: ${await answer.text()}`);
    },
  };
}

/**
 * Brings a drill to the height of a storm: the response at level II with its tasks and rounds, a notice to every household,
 * and so many open cases. `bodies` are those of reports in which @id@ stands for a fresh UUID.
 */
export async function raiseStorm(url: string, bodies: readonly string[]): Promise<void> {
  const [commander, leader] = await Promise.all([signIn(url, 'commander'), signIn(url, 'shift-leader')]);
  await commander.say('response.start', `response/${randomUUID()}`, {
    kind: 'flood-typhoon',
    level: 'II',
    reason: '台风橙色预警',
    scope: 'all',
    expectedMinutes: 36 * 60,
    measures: '加强值守巡查，逐户通知到位',
    upperNumber: '演练-防汛-03',
  });
  const notice = `notice/${randomUUID()}`;
  await leader.say('notice.compose', notice, {
    template: 'warning',
    fields: { 台站: '上海中心气象台', 时间: '7月25日9时', 灾种: '台风', 颜色: '橙色', 居委电话: '62550000' },
    level: 'II',
    audience: { everyone: true },
  });
  await commander.say('notice.sign', notice, {});
  await leader.say('notice.issue', notice, {});
  const reports = bodies.slice(0, CASES).map((body) => JSON.parse(body.replaceAll('@id@', () => randomUUID())));
  const answer = await fetch(`${url}/api/v1/commands/batch`, {
    method: 'POST',
    headers: leader.headers,
    body: JSON.stringify({ commands: reports }),
  });
  if (!answer.ok) throw new Error(`reports: ${await answer.text()}`);
}
