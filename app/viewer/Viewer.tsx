import { useEffect, useState } from 'react'
import { loadLater } from '../widgets/loadLater.tsx'
import { useView } from '../state/use.ts'

// Most of a session nobody looks at a single picture: it is loaded when somebody does.
const ViewerDialog = loadLater(async () => (await import('./ViewerDialog.tsx')).ViewerDialog)

/** Where the viewer opens: nothing until a picture is first looked at. */
export function Viewer() {
  const isOpen = useView((view) => view.viewer !== null)
  const [wanted, setWanted] = useState(isOpen)
  useEffect(() => {
    if (isOpen) setWanted(true)
  }, [isOpen])
  if (!wanted) return null
  return <ViewerDialog />
}
