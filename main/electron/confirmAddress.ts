import type { AddressQuestion, Confirm } from '../host/settings/addressChecks.ts'
import type { Electron } from './electron.ts'

const messages: { readonly [What in AddressQuestion['what']]: string } = {
  api: 'Use another address for the API?',
  bucket: 'Share pictures through this address?',
}

const details: { readonly [What in AddressQuestion['what']]: string } = {
  api: 'What you run is sent there from now on. Your key is not: enter the key for this address in the settings.',
  bucket:
    'Pictures that are too large for a request are sent there from now on. The keys of your bucket are not: enter those for this address in the settings.',
}

/** Asks in a system dialog, which no page can answer or cover. */
export const confirmAddress =
  ({ dialog }: Pick<Electron, 'dialog'>): Confirm =>
  async ({ what, origin, isPrivate }) => {
    const near = isPrivate ? '\n\nThis address is on this machine or in its own network.' : ''
    const { response } = await dialog.showMessageBox({
      type: 'question',
      message: messages[what],
      detail: `${origin.length > 300 ? `${origin.slice(0, 300)}…` : origin}\n\n${details[what]}${near}`,
      buttons: ['Use it', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }
