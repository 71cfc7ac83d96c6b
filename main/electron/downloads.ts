import { extname } from 'node:path'
import type { Electron } from './electron.ts'

/** Asks with the system's own dialog where to save a download, under its name. */
export function askWhereToSave({ defaultSession }: Electron['session']): void {
  defaultSession.on('will-download', (_, item) => {
    const name = item.getFilename()
    item.setSaveDialogOptions({ defaultPath: name, filters: filtersOf(name) })
  })
}

export const workflowFilter = { name: 'Workflow', extensions: ['json'] }
export const pictureFilter = { name: 'Picture with a workflow', extensions: ['png', 'jpg', 'jpeg', 'webp'] }

function filtersOf(name: string): { name: string; extensions: string[] }[] {
  const ending = extname(name).slice(1).toLowerCase()
  if (ending === 'json') return [workflowFilter]
  return ending === '' ? [] : [{ name: `${ending.toUpperCase()} file`, extensions: [ending] }]
}
