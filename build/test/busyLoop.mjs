// A process that keeps one core busy until the process that started it closes its stdin, or ends.

const SLICE_MS = 10

// The system closes the pipe in any case, so that no loop outlives its starter.
process.stdin.resume().once('close', () => process.exit())
burn()

/** In slices: in between the process notices that its stdin is closed. */
function burn() {
  const end = performance.now() + SLICE_MS
  while (performance.now() < end);
  setImmediate(burn)
}
