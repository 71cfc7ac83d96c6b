import type { Fault, FaultyCall } from './fault.ts'

/** A call as faults choose it. */
export interface Occasion {
  readonly call: FaultyCall
  readonly modelId: string | null
  readonly requestId: string | null
}

/** The faults on order. */
export interface FaultBook {
  add(faults: readonly Fault[]): void
  clear(): void
  /** The fault that befalls this call, if any. Every call counts for every fault that is on order for its kind. */
  take(occasion: Occasion): Fault | null
  /** What is on order still, with how many calls each has befallen. */
  list(): readonly { readonly fault: Fault; readonly befallen: number }[]
}

export function createFaultBook(): FaultBook {
  let orders: { readonly fault: Fault; seen: number; befallen: number }[] = []
  return {
    add(faults) {
      orders.push(...faults.map((fault) => ({ fault, seen: 0, befallen: 0 })))
    },
    clear() {
      orders = []
    },
    take(occasion) {
      const meant = orders.filter(({ fault }) => concerns(fault, occasion))
      const due = meant.find((order) => order.seen >= order.fault.after && order.befallen < order.fault.times)
      for (const order of meant) order.seen += 1
      if (due === undefined) return null
      due.befallen += 1
      return due.fault
    },
    list: () => orders.map(({ fault, befallen }) => ({ fault, befallen })),
  }
}

const concerns = (fault: Fault, { call, modelId, requestId }: Occasion): boolean =>
  fault.call === call &&
  (fault.model === undefined || fault.model === modelId) &&
  (fault.request === undefined || fault.request === requestId)
