import { setAllOrNothing } from '#shared/document/edits/nodes.ts'
import { isAllOrNothing } from '#shared/document/workflow.ts'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { useEditor } from '../base/useEditor.ts'
import { edit } from '../state/tabs.ts'
import { useNode, useTab } from '../state/useTab.ts'

/** Whether one failed item of a list fails the node. */
export function AllOrNothing({ id }: { readonly id: string }) {
  const editor = useEditor()
  const isSet = useNode(id, isAllOrNothing, false)
  const readOnly = useTab((tab) => tab.readOnly, false)
  return (
    <div className="flex flex-col gap-1">
      <fieldset className="m-0 min-w-0 border-0 p-0" disabled={readOnly}>
        <Checkbox checked={isSet} onCheck={(checked) => edit(editor, setAllOrNothing([id], checked))}>
          All or nothing
        </Checkbox>
      </fieldset>
      {isSet && (
        <p className="m-0 text-[12px] text-dim">
          One failed item of a list fails the node, and a missing one keeps it from running.
        </p>
      )}
    </div>
  )
}
