import type { PortType } from '#shared/ports/port.ts'
import { glyphs, portColour } from './portGlyph.ts'

/** A port's icon: its colour and shape by kind, doubled for a list, hollow while it is not connected. */
export function Glyph({ type, filled }: { readonly type: PortType; readonly filled: boolean }) {
  const colour = portColour(type.kind)
  return (
    <svg
      viewBox="-1 -1 14 14"
      width="14"
      height="14"
      className="pointer-events-none block"
      aria-hidden="true"
    >
      {type.list && (
        <path
          d={glyphs[type.kind]}
          transform="translate(2.6 -2.2)"
          fill="var(--card)"
          stroke={colour}
          strokeWidth="1.4"
        />
      )}
      <path
        d={glyphs[type.kind]}
        fill={filled ? colour : 'var(--card)'}
        stroke={colour}
        strokeWidth="1.8"
        strokeLinejoin="round"
      />
    </svg>
  )
}
