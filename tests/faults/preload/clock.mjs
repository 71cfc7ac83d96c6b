// Another time of day than the machine's, for a program that asks `Date`.

import { plan } from './plan.mjs'

export function shiftClock() {
  const shift = plan.clockShift ?? 0
  if (shift === 0) return
  const Real = Date
  const now = () => Real.now() + shift
  const Shifted = class extends Real {
    /** @param {any[]} args */
    constructor(...args) {
      // @ts-expect-error Whatever Date takes.
      super(...(args.length === 0 ? [now()] : args))
    }
    static now = now
  }
  Object.assign(globalThis, { Date: Shifted })
}
