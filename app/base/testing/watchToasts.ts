import { z } from 'zod'
import type { Editor } from '../editor.ts'
import { toasts } from '../notify.ts'

const Titled = z.object({ title: z.string().optional() })
const Change = z.object({ updates: Titled })

/** What happens to the messages of an editor from now on, as in `add No room.` */
export function watchToasts(editor: Editor): readonly string[] {
  const messages: string[] = []
  editor.get(toasts)[' subscribe'](({ action, options }) => {
    const { title } = action === 'update' ? Change.parse(options).updates : Titled.parse(options)
    if (title !== undefined) messages.push(`${action} ${title}`)
  })
  return messages
}
