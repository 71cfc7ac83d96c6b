/** The environment variables that every command reads, for help. Those of single options are with the options. */
export const environment: Readonly<Record<string, string>> = {
  RUNCOMFY_API_TOKEN:
    'Key for the runcomfy engine, sent to the address in PATCHBAY_API_URL only. Without it, the key that was set in the editor for this address is used. RUNCOMFY_TOKEN is read as well',
  PATCHBAY_ENGINE: 'Engine where --engine is not given: practice or runcomfy',
  PATCHBAY_API_URL:
    'Base URL of the API, before the one that is set in the editor. Plain http is allowed to this machine only',
  PATCHBAY_HOME: 'Folder of the library',
}
