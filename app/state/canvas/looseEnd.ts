import type { Compatibility } from '#shared/ports/compatibility.ts'
import type { PortType } from '#shared/ports/port.ts'

export type Side = 'input' | 'output'

/** A port of a node on the canvas. */
export interface PortRef {
  readonly node: string
  readonly port: string
  readonly side: Side
}

/** A cable with a loose end: tests which ports on the canvas can take it. */
export interface LooseEnd {
  readonly from: PortRef
  readonly type: PortType
  check(to: PortRef): Compatibility
  /** Why no port of this node can take it, or null. */
  refuses(node: string): string | null
}
