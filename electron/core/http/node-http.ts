/**
 * Node's HTTP module without the façade that `import` gives it: filling that in asks for `WebSocket` too, which loads Node's own undici beside
 * ours, for 40 ms of every start.
 */
export const nodeHttp = process.getBuiltinModule('node:http');
