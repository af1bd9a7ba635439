/** File names of the chunks, put in by the build. */
declare const __CORE_FILE__: string;
/** By language. */
declare const __LIVE_FILES__: { en: string; de: string };
/** Behind the name of every part. */
declare const __PARTS_DIGEST__: string;
