export const mappingsContract = {};
