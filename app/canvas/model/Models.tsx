import { useEffect, useState } from 'react'
import { loadLater } from '../../widgets/loadLater.tsx'
import { useView } from '../../state/use.ts'

// Rarely needed: loaded when another model is first looked for.
const ModelDialog = loadLater(async () => (await import('./ModelDialog.tsx')).ModelDialog)

/** The place of the dialog with other models: empty until it is first opened. It stays for its closing. */
export function Models() {
  const isOpen = useView((view) => view.models !== null)
  const [wanted, setWanted] = useState(isOpen)
  useEffect(() => {
    if (isOpen) setWanted(true)
  }, [isOpen])
  return wanted ? <ModelDialog /> : null
}
