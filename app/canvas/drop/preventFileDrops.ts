/** Prevents the browser from opening a file that is dropped beside the canvas. Returns a function that stops it. */
export function preventFileDrops(): () => void {
  const hover = (event: DragEvent): void => {
    if (event.defaultPrevented || event.dataTransfer?.types.includes('Files') !== true) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'none'
  }
  const drop = (event: DragEvent): void => {
    // A field accepts dragged text, but must not take a file's address.
    if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
  }
  window.addEventListener('dragover', hover)
  window.addEventListener('drop', drop)
  return () => {
    window.removeEventListener('dragover', hover)
    window.removeEventListener('drop', drop)
  }
}
