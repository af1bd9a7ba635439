/**
 * Settles in a task of its own: input and painting come before it. By a channel, since timers of a page in the background wait for a
 * second each.
 */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
