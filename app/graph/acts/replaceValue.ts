import type { Edit } from '#shared/document/edits/edit.ts'
import { resetValue, setTitle, setValue } from '#shared/document/edits/nodes.ts'
import type { Json } from '#shared/ports/value.ts'

/** A title that nobody gave by hand: the name of a file. */
const isFileName = (title: string): boolean => /\.(?=[a-z0-9]*[a-z])[a-z0-9]{2,5}$/i.test(title)

/**
 * Puts another medium, or none, into an input. A title that is the old file's name becomes the new one's; `name` is null
 * if it has none.
 */
export const replaceValue =
  (id: string, port: string, value: Json | undefined, name: string | null): Edit =>
  (workflow) => {
    const put = (value === undefined ? resetValue(id, port) : setValue(id, port, value))(workflow)
    const title = workflow.nodes.find((node) => node.id === id)?.title
    return title !== undefined && isFileName(title) ? setTitle(id, name)(put) : put
  }
