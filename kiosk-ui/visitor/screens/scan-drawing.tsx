/** A hand's paper with a code on it, moving down to the scanner's light. Our own drawing; the words beside it say the same. */
export function ScanDrawing() {
  return (
    <svg class="scan-drawing" viewBox="0 0 240 240" aria-hidden="true" focusable="false">
      <path class="scan-beam" d="M78 206 40 120h160l-38 86z" />
      <rect class="scan-box" x="60" y="204" width="120" height="26" rx="10" />
      <rect class="scan-slit" x="82" y="208" width="76" height="7" rx="3.5" />
      <g class="scan-paper">
        <rect class="scan-sheet" x="66" y="18" width="108" height="140" rx="12" />
        <path class="scan-line" d="M84 42h72M84 58h48" />
        <path
          class="scan-code"
          d="M90 78h22v22H90zM128 78h22v22h-22zM90 116h22v22H90zM130 116h8v8h-8zM142 128h8v10h-8zM128 132h8v6h-8z"
        />
        <path class="scan-hand" d="M174 92c16-2 30 4 40 12v52c-14 8-36 4-46-8-8-10-4-18 6-18z" />
      </g>
    </svg>
  );
}
