/** The local mock of a contract. */
export const mockContract = {};
