export { readSettings, SETTINGS, type Settings, type SettingsResult } from './settings.js';
export { type RunningServer, startServer } from './start-server.js';
