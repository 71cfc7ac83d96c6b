import { useEffect, useState } from 'react'
import type { ExampleEntry } from '#shared/api/records.ts'
import { host } from '../../base/host.ts'
import { notifyFailedLoad } from '../../base/notify.ts'
import { useEditor } from '../../base/useEditor.ts'
import { useHostGone } from '../use.ts'

/** The templates that come with the program, the main one first; none until they are loaded. */
export function useExamples(): readonly ExampleEntry[] {
  const editor = useEditor()
  const gone = useHostGone()
  const [examples, setExamples] = useState<readonly ExampleEntry[]>([])
  useEffect(() => {
    if (gone) return undefined
    let current = true
    host(editor)
      .request('example.list', {})
      .then((found) => {
        if (current) setExamples(found)
      })
      .catch((thrown) => notifyFailedLoad(editor, thrown))
    return () => {
      current = false
    }
  }, [editor, gone])
  return examples
}
