import { deriveId, HOUR, idOf, MINUTE } from '../../domain/kernel/index.ts';
import type { NoticeState } from '../../domain/notices/index.ts';
import type { Level, NoticeTemplate } from '../../domain/places/index.ts';
import { type ResponseState, rowsAt, severity } from '../../domain/responses/index.ts';
import type { ScenarioOrder } from '../scenario.ts';
import type { Player, World } from '../world.ts';

const KIND = 'flood-typhoon';
/** Longest that the simulator leaves a signature to a person who plays the commander. */
const PATIENCE = 3 * HOUR;

/**
 * The command post: notes the orders of the level above, proposes and signs the level, sends the notices of the plan,
 * lifts and reviews. Leaves the signature to a person for a while when one plays the commander.
 */
export function commandPlayer(world: World): Player {
  const times = world.scenario.people.command;
  const commander = () => world.cast.find('commander');
  const leader = () => world.cast.find('shift-leader');

  function standing(): { readonly id: string; readonly state: ResponseState | undefined } {
    for (const [id, state] of world.mirror.all<ResponseState>('response')) {
      if (state.kind === KIND && state.phase !== 'lifted') return { id, state };
    }
    return { id: deriveId('response', world.scenario.id, world.seed), state: undefined };
  }

  function onOrder(order: ScenarioOrder, index: number): void {
    const draw = world.random('order', index);
    const { id } = standing();
    const { level, number, issuer, text } = order;
    world.say(world.cast.find('intake'), {
      type: 'response.note-upper-order',
      stream: `response/${id}`,
      data: { kind: KIND, level, number, issuer, text },
    });
    world.after(draw.logNormal(times.sign * 0.5, times.spread), () => propose(order));
    world.after(draw.logNormal(times.sign, times.spread) + 1, () => sign(order, world.now() + PATIENCE));
  }

  function propose(order: ScenarioOrder): void {
    const { id, state } = standing();
    if (order.level === null || state?.level === order.level) return;
    world.say(leader(), {
      type: 'response.propose',
      stream: `response/${id}`,
      data: { kind: KIND, ...terms(order, order.level) },
    });
  }

  function terms(order: ScenarioOrder, level: Level) {
    return {
      level,
      reason: `${order.issuer}${order.text}`,
      scope: 'all',
      expectedMinutes: 36 * 60,
      measures: '加强值守巡查，逐户通知到位，排查隐患，落实人员、物资、队伍',
      upperNumber: order.number,
    };
  }

  function sign(order: ScenarioOrder, until: number): void {
    const { id, state } = standing();
    const now = state?.phase === 'active' ? state.level : null;
    if (now === order.level) return;
    if (world.isPlayed('commander') && world.now() < until) {
      world.after(5, () => sign(order, until));
      return;
    }
    const stream = `response/${id}`;
    const proposal = state?.proposals.find((row) => row.state === 'waiting' && row.level === order.level);
    const signed = proposal ? { proposal: proposal.id } : {};
    if (order.level === null) {
      world.say(commander(), {
        type: 'response.lift',
        stream,
        data: { reason: order.text, dangers: '树木、外墙、线缆仍可能有险', upperNumber: order.number },
      });
    } else if (now === null) {
      world.say(commander(), {
        type: 'response.start',
        stream,
        data: { kind: KIND, ...terms(order, order.level), ...signed },
      });
    } else {
      const type = severity(order.level) > severity(now) ? 'response.raise' : 'response.lower';
      world.say(commander(), { type, stream, data: { ...terms(order, order.level), ...signed } });
    }
  }

  /** Notices that a step calls for: those of the plan's new rows, and word of the step itself to every household. */
  function notify(response: string, from: Level | null, to: Level | null, step: number): void {
    const before = new Set(rowsAt(world.district.plan, from).map((row) => row.id));
    const rows =
      to === null
        ? world.district.plan.filter((row) => row.level === 'LIFT')
        : rowsAt(world.district.plan, to).filter((row) => !before.has(row.id));
    const more = to === null ? ['lifted'] : from === null ? [] : ['raised'];
    const named = [...rows.flatMap((row) => row.notice ?? []), ...more];
    const templates = [...new Set(named)].flatMap(
      (id) => world.district.noticeTemplates.find((row) => row.id === id) ?? [],
    );
    templates.forEach((template, i) => {
      compose(response, template, to ?? 'IV', `${step}.${i}`);
    });
  }

  function compose(response: string, template: NoticeTemplate, level: Level, key: string): void {
    const id = deriveId('notice', world.seed, response, template.id, key);
    const stream = `notice/${id}`;
    const draw = world.random('notice', key, template.id);
    const audience = audienceOf(template.id);
    world.say(leader(), {
      type: 'notice.compose',
      stream,
      data: {
        template: template.id,
        fields: Object.fromEntries(template.fields.map((name) => [name, fieldOf(name, level, world)])),
        level,
        audience,
        response,
      },
    });
    const composer = leader()?.who.person ?? '';
    world.after(draw.logNormal(4, 0.3), () => {
      const state = world.mirror.state<NoticeState>(stream);
      if (state?.phase === 'composed' && state.needsSecond)
        world.say(world.cast.find('commander', { not: [composer] }), { type: 'notice.sign', stream, data: {} });
      world.after(2, () => {
        const now = world.mirror.state<NoticeState>(stream);
        if (now?.phase === 'signed' || (now?.phase === 'composed' && !now.needsSecond))
          world.say(leader(), { type: 'notice.issue', stream, data: {} });
      });
    });
  }

  return {
    begin() {
      world.scenario.orders.forEach((order, i) => {
        world.at(order.at + 2 * MINUTE, () => onOrder(order, i));
      });
    },
    on(event) {
      if (!event.stream.startsWith('response/')) {
        if (event.type === 'notice.settled') {
          world.after(3, () => {
            if (world.mirror.state<NoticeState>(event.stream)?.phase === 'settled')
              world.say(leader(), { type: 'notice.close', stream: event.stream, data: {} });
          });
        }
        return;
      }
      const data = event.data as { from?: Level | null; to?: Level | null; number?: number };
      const id = idOf(event.stream);
      switch (event.type) {
        case 'response.started':
        case 'response.raised':
        case 'response.lifted':
          world.after(world.random('notify', event.stream, event.version).between(2, 6), () =>
            notify(id, data.from ?? null, data.to ?? null, data.number ?? 0),
          );
          break;
        case 'response.expected-passed':
          world.after(4, () => {
            const state = world.mirror.state<ResponseState>(event.stream);
            if (state?.phase === 'active' && state.expectedPassed)
              world.say(commander(), {
                type: 'response.extend',
                stream: event.stream,
                data: { expectedMinutes: 24 * 60, reason: '风雨未止' },
              });
          });
          break;
      }
      if (event.type === 'response.lifted') {
        world.after(14 * 60, () =>
          world.say(commander(), {
            type: 'response.review',
            stream: event.stream,
            data: { text: '复盘：通知、巡查、处置、转移四项，问题与改进见附表' },
          }),
        );
      }
    },
  };
}

/** Whom a template is for: moving out and going home is said to those who live half below ground, the rest to everyone. */
function audienceOf(template: string): object {
  return template === 'transfer' || template === 'return-home' ? { floorKinds: ['semi-basement'] } : { everyone: true };
}

function fieldOf(name: string, level: Level, world: World): string {
  const roman: Readonly<Record<Level, string>> = { IV: 'Ⅳ', III: 'Ⅲ', II: 'Ⅱ', I: 'Ⅰ' };
  const latest = world.scenario.warnings.filter((row) => row.at <= world.now() && row.kind === 'typhoon').at(-1);
  const colour = { blue: '蓝色', yellow: '黄色', orange: '橙色', red: '红色' }[latest?.colour ?? 'blue'];
  const local = new Date(world.now() + 8 * HOUR).toISOString();
  const time = `${Number(local.slice(5, 7))}月${Number(local.slice(8, 10))}日${local.slice(11, 16)}`;
  const known: Readonly<Record<string, string>> = {
    台站: world.scenario.station,
    时间: time,
    起始时间: time,
    灾种: '台风',
    颜色: colour,
    级: roman[level],
    主要措施: '减少外出，关好门窗',
    居委: '居委会',
    文号: '演练指令',
    地址: '房屋',
    危险: '积水倒灌风险',
    截止: '今日18时',
    地点: '社区安置点',
    交通方式: '专车',
    区指令: '区防汛指令',
  };
  return known[name] ?? (name.includes('电话') || name === '联系人' ? '居委值班电话' : '详见居委公告');
}
