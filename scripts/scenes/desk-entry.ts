import { DrawingFlag, FrameKind, PointerOp, SeatFlag, type Switches, writeStroke } from '@sightline/protocol';
import { type OpenDesk, openDesk, pointerBody, SWITCHES, WELCOME } from '../../packages/agent/src/viewer/testing/open-desk.js';
import type { Tree } from '../../packages/agent/src/render/testing/stream.js';

/** What the scenes drive in the page. */
export interface DeskScreens {
  open(o: { width: number; height: number; locale?: string; switches?: Partial<Switches>; meta?: object }): Promise<void>;
  desk: OpenDesk;
  others(): void;
  strokes(): void;
  drawn(): void;
  /** The middle of a mirrored element on the screen. */
  middleOf(selector: string): { x: number; y: number };
}

const CSS = `
  * { box-sizing: border-box } body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: #1c2430; background: #f5f7fa }
  header { display: flex; gap: 24px; align-items: center; height: 64px; padding: 0 32px; background: #10333f; color: #fff }
  main { max-width: 960px; margin: 32px auto; padding: 24px 32px; background: #fff; border-radius: 12px }
  h1 { margin: 0 0 16px; font-size: 26px } label { display: block; margin: 12px 0 4px; font-size: 14px; color: #4d5a6b }
  input, select { width: 100%; padding: 10px; border: 1px solid #b7c1cd; border-radius: 6px; font: inherit }
  button { margin-top: 24px; padding: 12px 24px; border: 0; border-radius: 8px; background: #1f6f5c; color: #fff; font: inherit }`;
const PAGE: Tree[] = [
  ['header', {}, ['b', {}, 'Northfield Supply'], ['span', {}, 'Shop'], ['span', {}, 'Orders'], ['span', {}, 'Help']],
  [
    'main',
    {},
    ['h1', {}, 'Delivery'],
    ['label', {}, 'Name'],
    ['input', { value: 'Carla Customer' }],
    ['label', {}, 'Street'],
    ['input', { value: 'Long Lane 12' }],
    ['label', {}, 'Town'],
    ['input', {}],
    ['label', {}, 'Country'],
    ['select', { 'aria-label': 'Country' }, ['option', {}, 'Norway'], ['option', {}, 'Sweden'], ['option', {}, 'Denmark']],
    ['button', {}, 'Go on to payment'],
  ],
];
const AGENTS = ['Ben Okafor', 'Chi Nguyen'].map((userName, i) => ({ userId: `b${i}`, userName, seat: 20 + i, color: 2 + i }));

const screens = globalThis as unknown as { screens: Partial<DeskScreens> };
const need = (): OpenDesk => screens.screens.desk as OpenDesk;
const idOf = (selector: string): number => {
  const { renderer } = need().viewer;
  const element = renderer?.document.querySelector(selector);
  return (element && renderer?.idOf(element)) ?? 0;
};

screens.screens = {
  async open({ switches, meta, ...size }) {
    screens.screens.desk = await openDesk(PAGE, {
      ...size,
      css: CSS,
      welcome: { agents: AGENTS, rules: '9f3a52c07be1', switches: { ...SWITCHES, ...switches } },
      meta: { width: 1280, height: 720, title: 'Delivery', url: 'https://shop.example/checkout/delivery', ...meta },
    });
  },
  others() {
    const { viewer } = need();
    const say = (flags: number, stream: number, op: number, x: number, y: number): void =>
      viewer.frame({ kind: FrameKind.Pointer, flags, stream, number: 0 }, pointerBody(op, x, y));
    say(0, 1, PointerOp.Move, 520, 330);
    say(SeatFlag.Agent, 20, PointerOp.Move, 760, 200);
    say(SeatFlag.Agent, 21, PointerOp.Laser, 300, 420);
  },
  strokes() {
    const one = (number: number, seat: number, stroke: Omit<Parameters<typeof writeStroke>[0], 'anchor'>, id: number): void =>
      need().viewer.frame(
        { kind: FrameKind.Drawing, flags: DrawingFlag.Begin | DrawingFlag.End, stream: seat, number },
        writeStroke({ ...stroke, anchor: { stream: 1, path: [], id } }),
      );
    const town = idOf('label:nth-of-type(3) + input');
    one(1, 20, { tool: 'rectangle', color: 0x009e73, width: 3, points: [-0.01, -0.1, 1.01, 1.1] }, town);
    one(2, 20, { tool: 'arrow', color: 0x009e73, width: 3, points: [0.6, 2.6, 0.3, 1.2] }, town);
    one(1, WELCOME.customer?.seat ?? 5, { tool: 'highlighter', color: 0x0072b2, width: 18, points: [0, 0.5, 0.15, 0.5] }, idOf('h1'));
    const wave = Array.from({ length: 60 }, (_, i) => [i / 59, 1.2 + 0.2 * Math.sin(i / 4)]).flat();
    one(1, 21, { tool: 'pen', color: 0xcc79a7, width: 3, points: wave }, idOf('button'));
  },
  middleOf(selector) {
    const { viewer, page } = need();
    const { left, top, width } = page();
    const scale = width / (viewer.renderer?.meta.width ?? 1);
    const box = viewer.renderer?.document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    return { x: left + (box.left + box.width / 2) * scale, y: top + (box.top + box.height / 2) * scale };
  },
  drawn() {
    const { mouse } = need();
    mouse('pointerdown', 420, 180);
    for (let i = 0; i <= 24; i++) mouse('pointermove', 420 + i * 8, 180 + 30 * Math.sin(i / 3));
  },
};
