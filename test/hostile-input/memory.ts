/** Watches the heap of a service through its own metrics. */
export interface MemoryWatch {
  /**
   * Megabytes: the lowest heap seen in the middle third and in the last one, and the largest the process ever was. In the first
   * third what is kept for a while, like reservations, is still growing towards its level.
   */
  stop(): { middle: number; last: number; resident: number };
}

const MB = 1024 * 1024;

export function watchMemory(port: number, everyMs: number): MemoryWatch {
  const heap: number[] = [];
  let resident = 0;
  const read = async (): Promise<void> => {
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    const of = (kind: string): number => Number(new RegExp(`sightline_memory_bytes\\{kind="${kind}"\\} (\\S+)`).exec(text)?.[1]);
    heap.push(of('heap') + of('external'));
    resident = Math.max(resident, of('resident'));
  };
  // A reading that fails says nothing about memory; that the service is gone, others see.
  const timer = setInterval(() => void read().catch(() => {}), everyMs);
  return {
    stop() {
      clearInterval(timer);
      const third = Math.floor(heap.length / 3);
      return { middle: Math.min(...heap.slice(third, -third)) / MB, last: Math.min(...heap.slice(-third)) / MB, resident: resident / MB };
    },
  };
}
