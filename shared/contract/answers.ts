/** What is done with answers: compared, found, bundled, explained. */
export const answersContract = {};
