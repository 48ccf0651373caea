import './run-terminal.ts';
