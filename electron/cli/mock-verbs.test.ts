import { describe, it } from 'vitest';
describe.todo('mock');
it.todo('x');
