import type { ComponentType } from 'react'
import { useEffect, useState } from 'react'
import { useEditor } from '../base/useEditor.ts'
import { useHostGone } from '../state/use.ts'
import { notifyError } from '../base/notify.ts'

/**
 * A component whose code is loaded when it is first shown. If loading fails because the host is unreachable, it says so
 * and loads once the host is back: the page works without it.
 */
export function loadLater<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null
  return function Later(props: P) {
    const editor = useEditor()
    const gone = useHostGone()
    const [Shown, setShown] = useState(() => loaded)
    useEffect(() => {
      if (Shown !== null) return
      let over = false
      load().then(
        (component) => {
          loaded = component
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
}
