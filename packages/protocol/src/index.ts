export { CloseCode, mayReturn } from './close-codes.js';
export { CHECKSUM_START, mixNumber, mixText } from './codec/checksum.js';
export { ASSET_SCHEME, DOCUMENT_ID, Op, PointerOp, StateFlag, type ViewMeta } from './codec/ops.js';
export {
  type Act,
  type AimedAt,
  type ComposePhase,
  type HistoryStep,
  Modifier,
  type PointerPhase,
  readAct,
  typesOf,
  writeAct,
} from './codec/acts.js';
export { type DraftField, type DraftValue, readDraft, writeDraft } from './codec/drafts.js';
export type { NodePlace } from './codec/place.js';
export { readNumbers } from './codec/numbers.js';
export {
  type Anchor,
  readAnchor,
  readPoints,
  readStroke,
  STROKE_TOOLS,
  type StrokePoints,
  type StrokeStart,
  type StrokeTool,
  writeAnchor,
  writePoints,
  writeStroke,
} from './codec/strokes.js';
export { MalformedFrame, Reader } from './codec/reader.js';
export { createWriter, type Writer } from './codec/writer.js';
export { errorFromWire, makeError } from './errors/make-error.js';
export { type ErrorDetail, type ErrorObject, errorObject, SightlineError } from './errors/sightline-error.js';
export type { ClientErrorId } from './errors/client-rows.js';
export { FAULT_ROW, NETWORK_ROW } from './errors/loader-rows.js';
export type { ErrorRow } from './errors/row.js';
export { STATUSES } from './errors/statuses.js';
export { ERROR_TABLE, type ErrorId, errorOf } from './errors/table.js';
export {
  ACT_TYPES,
  type AssistType,
  DrawingFlag,
  FrameFlag,
  type FrameHeader,
  FrameKind,
  readHeader,
  SeatFlag,
  writeFrame,
} from './frame/header.js';
export { LIMITS } from './limits.js';
export { nearest } from './nearest.js';
export { PATHS } from './paths.js';
export type { ClientMessage, Hello } from './messages/client.js';
export type { CreateRequest, FindRequest, Seat, StateAnswer, StateRequest } from './messages/http.js';
export type { GivenSwitches, RefusalReason, StrokeName, Switches } from './messages/shared.js';
export type { AccountPolicy, Admitted, Ended, ServerMessage, Welcome } from './messages/server.js';
export {
  attributeIn,
  COMMON_NAMES,
  elementIn,
  inertElement,
  isUrlAttribute,
  type NameLists,
} from './safe/allow.js';
export { allowedAttribute, allowedElement } from './safe/allow-all.js';
export { HTML_NS, MATHML_NS, SVG_NS } from './safe/namespaces.js';
export { withRareNames } from './safe/rare-lists.js';
export { BOX_STYLE } from './safe/box-style.js';
export { OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SDK_VERSION, SUPPORTED_SDK } from './version.js';
export { CssToken, type CssTokens, readCssTokens, unescapeCss } from './safe/css-tokens.js';
export * from './rules-text.js';
export {
  type EndReason,
  type LeaveReason,
  type SessionWebhook,
  URL_VALIDATION,
  type UrlValidation,
  WEBHOOK_EVENTS,
  type WebhookEvent,
  type WebhookEventName,
  type WebhookObjects,
} from './webhook-events.js';
