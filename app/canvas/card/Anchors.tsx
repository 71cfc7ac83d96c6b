import { memo } from 'react'
import type { CardLayout } from '../../graph/layout/cardLayout.ts'
import { PORT } from '../../graph/layout/metrics.ts'

/**
 * The ends of a light card's cables: invisible elements that React Flow finds when it measures the card, so that no
 * edge is lost.
 */
export const Anchors = memo(function Anchors({ layout }: { readonly layout: CardLayout }) {
  return layout.ports.map(({ name, side, y }) => (
    <i
      key={`${side} ${name}`}
      className={`anchor ${side === 'input' ? 'target' : 'source'}`}
      data-handleid={name}
      data-handlepos={side === 'input' ? 'left' : 'right'}
      style={{ top: y - PORT / 2, left: (side === 'input' ? 0 : layout.width) - PORT / 2 }}
    />
  ))
})
