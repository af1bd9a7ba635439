export * as client from './client.js';
export * as server from './server.js';
export * as http from './http.js';
