import { create } from 'zustand';

interface ChosenEnvironments {
  /** The environment that was chosen last for each API; calls that were not begun yet go there. Production is never among them. */
  readonly byApi: Readonly<Record<string, string>>;
  readonly choose: (apiId: string, environmentId: string) => void;
}

/** Where the calls of an API go that nobody said anything else of: whoever works with a mock works with it for more than one call. */
export const useChosenEnvironment = create<ChosenEnvironments>()((set) => ({
  byApi: {},
  choose: (apiId, environmentId) => set(({ byApi }) => ({ byApi: { ...byApi, [apiId]: environmentId } })),
}));
