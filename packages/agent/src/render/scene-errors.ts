import { MalformedFrame } from '@sightline/protocol';

/** The stream's document is of the other mode than the frame's: begin again in a frame of that mode. */
export class WrongMode extends Error {
  constructor(readonly quirks: boolean) {
    super('wrong document mode');
  }
}

/** The mirror is not what the customer's side says it should be. */
export class OutOfSync extends MalformedFrame {
  constructor() {
    super('out of sync');
  }
}
