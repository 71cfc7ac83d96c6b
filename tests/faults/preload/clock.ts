// Another time of day than the machine's, for a program that uses `Date`.

import { plan } from './plan.ts'

export function shiftClock(): void {
  const shift = plan.clockShift ?? 0
  if (shift === 0) return
  const Real = Date
  const now = (): number => Real.now() + shift
  globalThis.Date = new Proxy(Real, {
    construct: (target, args) =>
      (args.length === 0 ? new target(now()) : Reflect.construct(target, args)) as Date,
    apply: () => new Real(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  })
}
