/** Requests taken over from other programs, and given to them. */
export const transferContract = {};
