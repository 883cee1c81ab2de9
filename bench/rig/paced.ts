/** Calls `act` so many times a second for so long; catches up when a tick was late, and waits for the last frames to leave. */
export function paced(rate: number, seconds: number, act: () => void): Promise<void> {
  const start = performance.now();
  let done = 0;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(rate * seconds, ((performance.now() - start) * rate) / 1_000);
      for (; done < due; done++) act();
      if (done < rate * seconds) return;
      clearInterval(timer);
      setTimeout(resolve, 500);
    }, 1_000 / rate);
  });
}
