/** Version of the wire. Raised whenever a message schema, a frame header or a change operation moves. */
export const PROTOCOL_VERSION = 2;

/** Oldest wire the service still speaks with: a page stays open over an upgrade. A client skips messages it does not know. */
export const OLDEST_PROTOCOL_VERSION = 1;

/** Version of the SDK surface this build keeps, sent by `start`, `join` and the socket's hello, and as `X-SDK-Version`. */
export const SDK_VERSION = '3.11.0';

/** Version strings a script path may ask for: any 2.x or 3.x (surface §2). */
export const SUPPORTED_SDK = /^[23]\.(?:\d{1,4}|x)(?:\.(?:\d{1,4}|x))?$/;
