import type { Fault, FaultyCall } from './fault.ts'

/** A call as faults select it. */
export interface Occasion {
  readonly call: FaultyCall
  readonly modelId: string | null
  readonly requestId: string | null
}

/** The active faults. */
export interface FaultPlan {
  add(faults: readonly Fault[]): void
  clear(): void
  /** The fault that affects this call, if any. Every call counts for every active fault of its kind. */
  next(occasion: Occasion): Fault | null
  /** The remaining faults, with how many calls each has affected. */
  list(): readonly { readonly fault: Fault; readonly befallen: number }[]
}

export function createFaultPlan(): FaultPlan {
  let orders: { readonly fault: Fault; seen: number; befallen: number }[] = []
  return {
    add(faults) {
      orders.push(...faults.map((fault) => ({ fault, seen: 0, befallen: 0 })))
    },
    clear() {
      orders = []
    },
    next(occasion) {
      const matching = orders.filter(({ fault }) => concerns(fault, occasion))
      const due = matching.find(
        (order) => order.seen >= order.fault.after && order.befallen < order.fault.times,
      )
      for (const order of matching) order.seen += 1
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
