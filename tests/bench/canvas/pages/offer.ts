import { createDrive } from './drive.ts'
import type { Drive } from './drive.ts'
import type { Subject } from './subject.ts'

declare global {
  interface Window {
    /** What the benchmark calls from outside the page. */
    bench?: Drive
  }
}

export function offer(subject: Subject): void {
  window.bench = createDrive(subject)
}
