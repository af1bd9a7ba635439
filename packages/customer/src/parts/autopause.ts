/** Part `autopause`: pauses on pages that are to stay private by their path, for pages with `autoPausePaths`. */
export { pauseAt } from '../session/auto-pause.js';
