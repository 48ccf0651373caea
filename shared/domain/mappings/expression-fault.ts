/** An expression that does not parse, with the place. */
export class ExpressionFault extends Error {
  /** From 0. */
  readonly position: number;

  constructor(words: string, position: number) {
    super(words);
    this.name = 'ExpressionFault';
    this.position = position;
  }
}
