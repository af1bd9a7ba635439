/** Paths of the SDK's own endpoints. All answer CORS without credentials to every origin (spec: errors §6). */
export const PATHS = {
  create: '/sdkapi/zcb/v1/create',
  find: '/sdkapi/zcb/v1/find',
  state: '/sdkapi/zcb/v1/state',
  /** `POST {sessionId, key}`: ends a session nobody's socket is in (`end()` in `session_recoverable`). */
  end: '/sdkapi/zcb/v1/end',
  /** `POST {sessionId, key}`: an agent without a connection leaves; the session goes on. */
  leave: '/sdkapi/zcb/v1/leave',
  /** `POST {appKey, sdkToken, pinCode}` → `{url}`: a hosted viewer, good for 60 s and one entering. */
  viewer: '/sdkapi/zcb/v1/viewer',
  enter: '/sdkapi/zcb/v1/enter',
  desk: '/sdkapi/zcb/frame-templates/desk',
  asset: '/sdkapi/zcb/asset',
} as const;
