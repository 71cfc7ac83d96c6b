import type { Port } from '#shared/ports/port.ts'

export interface PortControlProps {
  readonly nodeId: string
  readonly portName: string
  readonly port: Port
  /** The node's own value, else the port's default. */
  readonly value: unknown
  readonly isDefault: boolean
  readonly disabled: boolean
  /** What is wrong with it, or with what is being typed, in words. */
  readonly problem: string | null
  /** Called with what is wrong with what is being typed, before it stands in the document; null: nothing. */
  readonly onProblem: (text: string | null) => void
}

/** What each kind of control is given beside. */
export interface ControlProps extends PortControlProps {
  /** Ids of the elements that say what is wrong and what it is for. */
  readonly describedBy: string | undefined
  readonly isWrong: boolean
}
