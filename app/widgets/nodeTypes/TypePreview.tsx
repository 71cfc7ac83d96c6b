import { ArrowRight } from 'lucide-react'
import type { FoundType } from '#shared/api/catalogueRequests.ts'
import { describeType } from '#shared/ports/compatibility.ts'
import { Glyph } from '../Glyph.tsx'

/** What the chosen node type of a list takes and gives, and what it does. As high for each of them. */
export function TypePreview({ type }: { readonly type: FoundType }) {
  return (
    <div
      className="h-[88px] shrink-0 overflow-hidden border-t border-line px-3 py-2"
      data-preview={type.type}
    >
      <p className="m-0 flex h-5 items-center gap-1">
        <Ports ports={type.takes} />
        <ArrowRight size={14} className="mx-1 text-dim" aria-label="to" />
        <Ports ports={type.gives} />
      </p>
      <p className="m-0 mt-1 line-clamp-2 text-dim">{type.help}</p>
    </div>
  )
}

function Ports({ ports }: { readonly ports: FoundType['takes'] }) {
  return ports.length === 0
    ? null
    : ports.map((port) => {
        const name = describeType(port)
        return (
          <span key={name} title={name} role="img" aria-label={name}>
            <Glyph type={port} filled />
          </span>
        )
      })
}
