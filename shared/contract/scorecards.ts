export const scorecardsContract = {};
