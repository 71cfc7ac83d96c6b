import { useEffect, useState } from 'react'
import { loadLater } from '../widgets/loadLater.tsx'
import { useView } from '../state/use.ts'

// Rarely needed: loaded when a picture is viewed.
const ViewerDialog = loadLater(async () => (await import('./ViewerDialog.tsx')).ViewerDialog)

/** The place of the viewer: empty until a picture is first viewed. */
export function Viewer() {
  const isOpen = useView((view) => view.viewer !== null)
  const [wanted, setWanted] = useState(isOpen)
  useEffect(() => {
    if (isOpen) setWanted(true)
  }, [isOpen])
  if (!wanted) return null
  return <ViewerDialog />
}
