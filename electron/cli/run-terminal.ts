export async function runTerminal(_argv: string[], _io: unknown): Promise<number> { return 3; }
