import type { Port } from '#shared/ports/port.ts'

export interface PortControlProps {
  readonly nodeId: string
  readonly portName: string
  readonly port: Port
  /** The node's own value, else the port's default. */
  readonly value: unknown
  readonly isDefault: boolean
  readonly disabled: boolean
  /** What is wrong with the value, or with what is being typed. */
  readonly problem: string | null
  /** Called with what is wrong with what is being typed, before it is in the document; null: nothing. */
  readonly onProblem: (text: string | null) => void
  /** What it is about is shown above it: it needs no picture of its own. */
  readonly isPictureAbove?: boolean
  /** Nothing names it beside itself. */
  readonly isBare?: boolean
}

/** The additional props of each kind of control. */
export interface ControlProps extends PortControlProps {
  /** Ids of the elements with the error and the description. */
  readonly describedBy: string | undefined
  readonly isWrong: boolean
}
