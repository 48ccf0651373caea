/** A parameter as far as it matters for whether it goes. */
export interface Switched {
  readonly in: string;
  readonly isOff?: true | undefined;
}

/**
 * Whether a parameter goes: not when it is switched off. A path has a hole without its value, so what stands in the path always goes.
 */
export const isSent = ({ in: place, isOff }: Switched): boolean => isOff !== true || place === 'path';

/** What of the parameters of a request is sent, in their order. Whoever tells from a draft what would leave asks here. */
export const sentParameters = <T extends Switched>({ parameters }: { readonly parameters: readonly T[] }): T[] => parameters.filter(isSent);
