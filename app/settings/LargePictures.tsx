import { useEffect, useState } from 'react'
import type { BucketSettings, KeyState, Settings } from '#shared/api/records.ts'
import { Checkbox } from '../base/ui/Checkbox.tsx'
import { TextField } from '../base/ui/TextField.tsx'
import type { Editor } from '../base/editor.ts'
import { useEditor } from '../base/useEditor.ts'
import { notifyFailedLoad, notifyFailure } from '../base/notify.ts'
import { host } from '../base/host.ts'
import { useHostGone } from '../state/use.ts'
import { show } from '../state/view.ts'
import { TextButton } from '../base/ui/TextButton.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import type { OutcomeOf } from './Outcome.tsx'
import { Outcome } from './Outcome.tsx'

const noBucket: BucketSettings = {
  endpoint: '',
  region: 'us-east-1',
  bucket: '',
  prefix: 'patchbay/',
  lifetime: 86_400,
  pathStyle: true,
}

const fields = [
  ['endpoint', 'Address of the service', 'https://s3.example.com'],
  ['region', 'Region', 'us-east-1'],
  ['bucket', 'Bucket', 'my-pictures'],
  ['prefix', 'Key prefix', 'patchbay/'],
] as const

const keyText = {
  environment: 'Its keys are set in the environment.',
  session: 'Its keys are active until Patchbay ends.',
  file: 'Its keys are remembered in a file that only you can read.',
} as const

const keyState = ({ from, elsewhere }: KeyState): string =>
  from !== null
    ? keyText[from]
    : elsewhere === undefined
      ? 'Its keys are not set.'
      : `Its keys are for ${elsewhere} and are not sent anywhere else. Enter those for this address.`

const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))

const change = async (editor: Editor, wanted: Partial<Settings>): Promise<void> => {
  show(editor, { settings: await host(editor).request('settings.change', wanted) })
}

/** How pictures that are too large for a request may be sent: each way only if the user has enabled it. */
export function LargePictures({ settings }: { readonly settings: Settings }) {
  const editor = useEditor()
  const [outcome, setOutcome] = useState<OutcomeOf | null>(null)
  return (
    <section aria-labelledby="large-pictures" className="mt-2 border-t border-line py-2">
      <h3 id="large-pictures" className="m-0 px-3 py-1 text-[13px] font-semibold">
        Images too large for a request
      </h3>
      <p className="m-0 px-3 text-[12px] text-dim">
        An image is sent by the address that a model gave it, or inside the request if it has up to 6 MiB.
      </p>
      <Checkbox
        className="px-3 py-2"
        checked={settings.smallerCopies}
        onCheck={(checked) =>
          void change(editor, { smallerCopies: checked }).catch((thrown) => notifyFailure(editor, thrown))
        }
      >
        Send a smaller copy of larger images
      </Checkbox>
      <BucketForm settings={settings} onOutcome={setOutcome} />
      <BucketKeys endpoint={settings.bucket?.endpoint ?? null} />
      <div className="px-3">
        <Outcome outcome={outcome} />
      </div>
    </section>
  )
}

interface BucketFormProps {
  readonly settings: Settings
  /** Called with how a change or a test of the bucket went; null for nothing. */
  readonly onOutcome: (outcome: OutcomeOf | null) => void
}

/** The bucket, and whether it works. */
function BucketForm({ settings, onOutcome }: BucketFormProps) {
  const editor = useEditor()
  const [bucket, setBucket] = useState(settings.bucket ?? noBucket)
  const fail = (thrown: unknown): void => onOutcome({ state: 'bad', text: messageOf(thrown) })
  const use = (): void => {
    change(editor, { bucket })
      .then(() => onOutcome({ state: 'good', text: 'The bucket is set. Test it before you rely on it.' }))
      .catch(fail)
  }
  const test = (): void => {
    onOutcome({ state: 'checking', text: 'Writing, reading and deleting a small test file…' })
    host(editor)
      .request('bucket.test', {})
      .then(() => onOutcome({ state: 'good', text: 'The bucket works.' }))
      .catch(fail)
  }
  return (
    <form
      aria-label="Your own bucket"
      onSubmit={(event) => {
        event.preventDefault()
        use()
      }}
    >
      <p className="m-0 px-3 py-1">Or share them through your own bucket (S3 or compatible)</p>
      {fields.map(([name, label, placeholder]) => (
        <label key={name} className="block px-3 py-1">
          <span className="mb-1 block text-[12px] text-dim">{label}</span>
          <TextField
            value={bucket[name]}
            placeholder={placeholder}
            spellCheck={false}
            onChange={(event) => setBucket({ ...bucket, [name]: event.target.value })}
          />
        </label>
      ))}
      <NumberSetting
        label="Link lifetime (hours)"
        help="From 1 to 168. A job may wait long in its queue."
        value={bucket.lifetime / 3600}
        low={1}
        high={168}
        onChange={(hours) => setBucket({ ...bucket, lifetime: Math.round(hours * 3600) })}
      />
      <Checkbox
        className="px-3 py-1"
        checked={bucket.pathStyle}
        onCheck={(checked) => setBucket({ ...bucket, pathStyle: checked })}
      >
        Path-style URLs (bucket in the path)
      </Checkbox>
      <div className="flex gap-2 px-3 py-2">
        <TextButton disabled={bucket.endpoint.trim() === '' || bucket.bucket.trim() === ''} onClick={use}>
          Use this bucket
        </TextButton>
        <TextButton disabled={settings.bucket === null} onClick={test}>
          Test
        </TextButton>
        <TextButton
          disabled={settings.bucket === null}
          onClick={() =>
            void change(editor, { bucket: null }).then(
              () => onOutcome(null),
              (thrown) => notifyFailure(editor, thrown),
            )
          }
        >
          Stop using
        </TextButton>
      </div>
    </form>
  )
}

/** Keys can be set but never read: only where they are stored is shown. */
function BucketKeys({ endpoint }: { readonly endpoint: string | null }) {
  const editor = useEditor()
  const [state, setState] = useState<KeyState>({ from: null })
  const [accessKeyId, setId] = useState('')
  const [secretAccessKey, setSecret] = useState('')
  const [remember, setRemember] = useState(false)
  // Another address has other keys.
  const gone = useHostGone()
  useEffect(() => {
    if (!gone)
      host(editor)
        .request('bucket.state', {})
        .then(setState)
        .catch((thrown) => notifyFailedLoad(editor, thrown))
  }, [editor, endpoint, gone])
  const save = async (): Promise<void> => {
    const saved = await host(editor).request('bucket.setKeys', {
      accessKeyId,
      secretAccessKey,
      remember,
      ...(endpoint !== null && { endpoint }),
    })
    setId('')
    setSecret('')
    setState(saved)
  }
  return (
    <form
      className="px-3 py-2"
      aria-label="Keys of the bucket"
      onSubmit={(event) => {
        event.preventDefault()
        void save().catch((thrown) => notifyFailure(editor, thrown))
      }}
    >
      <p className="m-0 mb-2 text-[12px] text-dim">{keyState(state)}</p>
      <TextField
        aria-label="Access key id"
        placeholder="Access key id"
        autoComplete="off"
        value={accessKeyId}
        onChange={(event) => setId(event.target.value)}
      />
      <TextField
        type="password"
        className="mt-2"
        aria-label="Secret access key"
        placeholder="Secret access key"
        autoComplete="off"
        value={secretAccessKey}
        onChange={(event) => setSecret(event.target.value)}
      />
      <Checkbox className="mt-2" checked={remember} onCheck={setRemember}>
        Remember on this computer
      </Checkbox>
      <div className="mt-2 flex gap-2">
        <TextButton
          disabled={accessKeyId.trim() === '' || secretAccessKey.trim() === ''}
          onClick={() => void save().catch((thrown) => notifyFailure(editor, thrown))}
        >
          Use these keys
        </TextButton>
        <TextButton
          disabled={state.from === null || state.from === 'environment'}
          onClick={() =>
            void host(editor)
              .request('bucket.forgetKeys', {})
              .then(setState)
              .catch((thrown) => notifyFailure(editor, thrown))
          }
        >
          Remove keys
        </TextButton>
      </div>
    </form>
  )
}
