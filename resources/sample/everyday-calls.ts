import { fillPath, type Call, type CallEnd } from './calls.ts';
import type { Dice } from './dice.ts';
import { teamNames } from './people.ts';
import { day, hour, minute } from './sample-time.ts';
import type { SampleApi, SampleEndpoint, SampleEnvironment, Stage, Stock } from './stage.ts';
import { answerHeaders, extraRequestHeaders } from './vendor-answers.ts';
import { callsPerSession, workingSessions } from './working-days.ts';

const everydayTotal = 9_350;

/** How long before now PayPal Orders began to fail; from then on only the scene speaks of it. */
export const burstBegins = 26 * minute;

/** Calls as they come in by the day, without anything that has a story of its own. */
export function everydayCalls(stage: Stage, stock: Stock): Call[] {
  const { dice, now } = stage;
  const sessions = workingSessions(now, dice);
  const counts = callsPerSession(sessions, everydayTotal);
  const weights = stock.apis.map((api) => [api, api.spec.traffic.calls] as const);
  const calls: Call[] = [];
  sessions.forEach(({ from, to }, place) => {
    for (let made = 0; made < (counts[place] ?? 0); made += 1) {
      const api = dice.weighted(weights);
      const at = Math.round(dice.number(from, to));
      if (!isQuiet(api, at, now)) calls.push(makeCall(stage, { api, at, mayFail: now - at > 20 * hour }));
    }
  });
  return calls;
}

function isQuiet(api: SampleApi, at: number, now: number): boolean {
  if (api.key === 'PayPal Orders') return at > now - burstBegins - 2 * minute;
  return at > now - (api.spec.traffic.quietDays ?? 0) * day - 4 * hour && api.spec.traffic.quietDays !== undefined;
}

export interface Wanted {
  readonly api: SampleApi;
  readonly at: number;
  readonly mayFail: boolean;
  readonly endpoint?: SampleEndpoint;
  readonly environment?: SampleEnvironment;
  readonly status?: number;
  readonly waitMs?: number;
  readonly requestBody?: unknown;
  readonly answerBody?: unknown;
}

/** A call of this API with everything that was not asked for left to chance. */
export function makeCall({ dice, team }: Pick<Stage, 'dice' | 'team'>, wanted: Wanted): Call {
  const { api, at } = wanted;
  const endpoint = wanted.endpoint ?? dice.weighted(api.endpoints.map((each) => [each, each.share] as const));
  const environment = wanted.environment ?? chooseEnvironment(api, dice);
  const failure = wanted.mayFail ? chooseFailure(api, dice) : null;
  const status = wanted.status ?? (typeof failure === 'number' ? failure : endpoint.okStatus);
  const end: CallEnd =
    typeof failure === 'string'
      ? { kind: 'failure', cause: failure }
      : { kind: 'answer', status, headers: answerHeaders({ api, endpoint, environment, status, at }, dice), body: wanted.answerBody };
  return {
    at,
    api,
    endpoint,
    environment,
    path: fillPath(endpoint.path, endpoint.method, dice),
    actor: chooseActor(api, team, dice),
    waitMs: wanted.waitMs ?? dice.latency(api.spec.traffic.medianMs * (status >= 400 ? 0.5 : 1)),
    end,
    requestHeaders: extraRequestHeaders(api, endpoint, dice),
    requestBody: wanted.requestBody,
    violations: [],
  };
}

function chooseEnvironment(api: SampleApi, dice: Dice): SampleEnvironment {
  const { sandboxShare } = api.spec.traffic;
  return dice.weighted(
    api.environments.map((environment) => [environment, environment.kind === 'sandbox' ? sandboxShare : 1 - sandboxShare] as const),
  );
}

function chooseFailure(api: SampleApi, dice: Dice): number | 'answer_timeout' | 'reset' | null {
  let left = dice.number(0, 1000);
  for (const [kind, perThousand] of api.spec.traffic.failures) {
    left -= perThousand;
    if (left < 0) return kind;
  }
  return null;
}

/** Whoever owns the API makes most of its calls. */
function chooseActor(api: SampleApi, team: Stage['team'], dice: Dice): string {
  const { owner } = api.spec;
  return owner && dice.chance(0.6) ? team[owner].name : team[dice.pick([...teamNames, 'you'] as const)].name;
}
