import { copyText } from '../base/media/copyPicture.ts'
import { host } from '../base/host.ts'
import { platform } from '../base/keys/platform.ts'
import { notifyFailure } from '../base/notify.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { useEditor } from '../base/useEditor.ts'
import { useView } from '../state/use.ts'

/** Where saved images go. A desktop app can open it. */
export function FolderSetting() {
  const editor = useEditor()
  const folder = useView((view) => view.imageFolder)
  if (folder === '') return null
  return (
    <section aria-labelledby="image-folder" className="px-3 py-2">
      <h3 id="image-folder" className="m-0 mb-1 text-[13px] font-normal">
        Folder for images
      </h3>
      <p className="m-0 text-[12px] break-all text-dim select-text">{folder}</p>
      <div className="mt-2 flex gap-2">
        {!platform.browser && (
          <TextButton
            onClick={() =>
              void host(editor)
                .request('shell.openFolder', {})
                .catch((thrown) => notifyFailure(editor, thrown))
            }
          >
            Open folder
          </TextButton>
        )}
        <TextButton onClick={() => void copyText(editor, folder, 'the path')}>Copy path</TextButton>
      </div>
      <p className="mt-1 mb-0 text-[12px] text-dim">
        Save image nodes write here. Their Subfolder input adds folders below it.
      </p>
    </section>
  )
}
