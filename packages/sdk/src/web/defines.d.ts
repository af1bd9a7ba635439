/** File names of the chunks, put in by the build. */
declare const __CORE_FILE__: string;
declare const __LIVE_FILE__: string;
