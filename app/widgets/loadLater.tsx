import type { ComponentType } from 'react'
import { useEffect, useState } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { useHostGone } from '../state/use.ts'
import { notifyError } from '../base/notify.ts'

/** A component whose code comes later. */
export type Later<P extends object> = ComponentType<P> & {
  /** Loads the code before it is shown. Nothing happens if that is not possible now. */
  readonly prefetch: () => void
}

/**
 * A component whose code is loaded when it is first shown. If loading fails because the host is unreachable, it says so
 * and loads once the host is back: the page works without it.
 */
export function loadLater<P extends object>(load: () => Promise<ComponentType<P>>): Later<P> {
  let loaded: ComponentType<P> | null = null
  const take = async (): Promise<ComponentType<P>> => {
    loaded = await load()
    return loaded
  }
  function LaterPart(props: P) {
    const editor = useEditor()
    const gone = useHostGone()
    const [Shown, setShown] = useState(() => loaded)
    useEffect(() => {
      if (Shown !== null) return
      let over = false
      take().then(
        (component) => {
          if (!over) setShown(() => component)
        },
        () => {
          if (!over)
            notifyError(editor, 'This part of the page could not be loaded: the host is disconnected.')
        },
      )
      return () => {
        over = true
      }
    }, [editor, Shown, gone])
    return Shown === null ? null : <Shown {...props} />
  }
  return Object.assign(LaterPart, {
    prefetch() {
      // It is loaded again, and a failure reported, when it is shown.
      if (loaded === null) take().catch(() => undefined)
    },
  })
}
