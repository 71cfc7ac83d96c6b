import type { Port } from '#shared/ports/port.ts'

export interface PortControlProps {
  readonly nodeId: string
  readonly portName: string
  readonly port: Port
  /** The node's own value, else the port's default. */
  readonly value: unknown
  readonly isDefault: boolean
  readonly disabled: boolean
  /** What is wrong with it, in words. */
  readonly problem: string | null
}

/** What each kind of control is given beside. */
export interface ControlProps extends PortControlProps {
  /** Ids of the elements that say what is wrong and what it is for. */
  readonly describedBy: string | undefined
  /** Whether what stands in it is wrong, by the document or by what is being typed. */
  readonly isWrong: boolean
  /** Says what is wrong with what is being typed, in words, before it stands in the document; null: nothing. */
  readonly onProblem: (words: string | null) => void
}
