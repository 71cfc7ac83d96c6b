import { useState } from 'react'
import type { Port } from '#shared/ports/port.ts'
import type { Json } from '#shared/ports/value.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useNode } from '../state/useTab.ts'
import { PortControl } from '../widgets/controls/Control.tsx'
import type { Answer } from '../state/mask/openPrompt.ts'

interface PlainAnswerProps {
  readonly node: string
  readonly input: string
  readonly port: Port
  readonly onAnswer: (value: Answer) => void
  readonly onLeave: () => void
}

/** A value that the run asks for, with the same control as on the card. */
export function PlainAnswer({ node, input, port, onAnswer, onLeave }: PlainAnswerProps) {
  const [typing, setTyping] = useState<string | null>(null)
  const own = useNode(
    node,
    ({ values }) => (values !== undefined && Object.hasOwn(values, input) ? values[input] : undefined),
    undefined,
  )
  // The cast is sound: defaults are declared as JSON, in data files or in node files.
  const value = own ?? (port.default as Json | undefined)
  return (
    <form
      className="flex flex-col gap-4 p-4"
      onSubmit={(event) => {
        event.preventDefault()
        if (value !== undefined && typing === null) onAnswer(structuredClone(value))
      }}
    >
      <div className="flex flex-col gap-2">
        <span className="text-dim">{port.label}</span>
        <div className="min-h-[28px]">
          <PortControl
            nodeId={node}
            portName={input}
            port={port}
            value={value}
            isDefault={own === undefined}
            disabled={false}
            problem={typing}
            onProblem={setTyping}
          />
        </div>
      </div>
      <div className="flex justify-end gap-2">
        <TextButton size="dialog" onClick={onLeave}>
          Later
        </TextButton>
        <TextButton
          needsHost
          type="submit"
          size="dialog"
          look="main"
          keepsFocus={false}
          disabled={value === undefined || typing !== null}
        >
          Go on
        </TextButton>
      </div>
    </form>
  )
}
