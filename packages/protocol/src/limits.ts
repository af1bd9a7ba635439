/** Bounds both ends of the wire hold to. Whatever a peer can grow has one. */
export const LIMITS = {
  /** Bytes of one control message. */
  messageBytes: 64 * 1024,
  /** Bytes of one frame of the customer's view. A larger change is cut into several frames. */
  frameBytes: 4 * 1024 * 1024,
  /** Bytes of one asset a customer's browser supplies. */
  assetBytes: 8 * 1024 * 1024,
  /** Bytes of all assets one session may hold. */
  sessionAssetBytes: 64 * 1024 * 1024,
  /** Assets one stream may name. */
  assets: 10_000,
  /** Strings the table of one stream keeps; later ones are local to their frame. */
  strings: 65_536,
  /** UTF-16 units of the longest string that enters the stream's table. */
  internedLength: 64,
  /** Depth of the mirrored tree. */
  depth: 512,
  /** Nodes of the mirrored tree. */
  nodes: 500_000,
  /** Documents in iframes of one mirrored page, all levels together. */
  embeds: 100,
  /** Levels of iframes in iframes. */
  embedDepth: 8,
  /** Bytes of keyframe and frame log the service keeps for one session. */
  logBytes: 24 * 1024 * 1024,
  /** Frames the log keeps after its keyframe. */
  logFrames: 20_000,
  agents: 5,
  /** Strokes of drawings the service keeps for one session, and their bytes; the oldest go first. */
  strokes: 1_000,
  strokeBytes: 1024 * 1024,
  /** Bytes of one frame of a drawing, of an act, and of a proposal. */
  drawingBytes: 16 * 1024,
  actBytes: 64 * 1024,
  draftBytes: 256 * 1024,
  /** Fields of one proposal. */
  draftFields: 500,
  /** User ids one session keeps away after `removeAgent`; above it no new agent comes in. */
  removed: 1_000,
  pinLength: 10,
  userIdLength: 128,
  userNameLength: 80,
  /** Bytes queued for one slow reader before it is cut and has to resume. */
  queueBytes: 8 * 1024 * 1024,
  /** Milliseconds a socket has to say hello. */
  helloMs: 5_000,
} as const;
