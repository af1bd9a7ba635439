/** The part of the customer's SDK that is loaded only for a session: capture, its privacy rules, the built-in panel. */
export { createWidget, type Widget, type WidgetState } from './ui/index.js';
export { type Capture, type CaptureOptions, startCapture } from './capture/index.js';
