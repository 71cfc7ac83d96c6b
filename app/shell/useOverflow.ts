import type { RefObject } from 'react'
import { useEffect, useState } from 'react'

/** Whether what is in a strip is wider than it. Whenever either changes, the tab that is shown is brought into view. */
export function useOverflow(strip: RefObject<HTMLElement | null>): boolean {
  const [overflows, setOverflows] = useState(false)
  useEffect(() => {
    const { current } = strip
    if (current === null) return
    const look = (): void => {
      setOverflows(current.scrollWidth > current.clientWidth)
      const shown = current.querySelector('[aria-current=page]')?.closest('[data-tab]')
      shown?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    }
    const observer = new ResizeObserver(look)
    observer.observe(current)
    if (current.firstElementChild !== null) observer.observe(current.firstElementChild)
    return () => observer.disconnect()
  }, [strip])
  return overflows
}
