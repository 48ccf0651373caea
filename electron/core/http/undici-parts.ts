import client from 'undici/lib/dispatcher/client.js';
import connect from 'undici/lib/core/connect.js';

/**
 * The parts of undici that speak HTTP over one connection. Its entry loads all the rest too (fetch, caches, mocks, web sockets), and that loads
 * Node's own undici beside ours: together a tenth of a second of every start.
 */
export const HttpClient = client;
export const makeConnector = connect;
