/** A count with its thousands apart: "1,204". By hand, because the first use of the system's formats takes 15 ms of every start. */
export const wholeNumber = (count: number): string => String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
