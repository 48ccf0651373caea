/** The sample's team, besides the person at this computer. */
export const teamNames = ['Ines', 'Deniz', 'Maya', 'Mara'] as const;

/** `you` is the person at this computer. */
export type Member = (typeof teamNames)[number] | 'you';

export interface Person {
  readonly id: string;
  readonly name: string;
}

export type Team = Readonly<Record<Member, Person>>;
