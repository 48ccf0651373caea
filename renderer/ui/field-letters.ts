let canvas: CanvasRenderingContext2D | null = null;

/** How far a letter of a field's one line stands from the field's left edge, in pixels; never outside of the field. */
export function letterAt(field: HTMLInputElement, offset: number): number {
  canvas ??= document.createElement('canvas').getContext('2d');
  const { font, paddingLeft, borderLeftWidth } = getComputedStyle(field);
  if (canvas === null) return 0;
  canvas.font = font;
  const at = parseFloat(borderLeftWidth) + parseFloat(paddingLeft) + canvas.measureText(field.value.slice(0, offset)).width;
  return Math.max(0, Math.min(at - field.scrollLeft, field.clientWidth));
}
