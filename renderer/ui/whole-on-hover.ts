/** From what is pointed at, how many elements outwards may be the one that cuts it. */
const outwards = 4;
const mostLetters = 2_000;
const ours = 'data-cut';

/**
 * Text that is cut for want of room says the whole when it is pointed at, wherever it stands. What has words of its own for
 * that keeps them. Returns how to stop.
 */
export function sayWholeOnHover(target: Document): () => void {
  const onOver = ({ target: at }: Event): void => {
    let element = at instanceof HTMLElement ? at : null;
    for (let step = 0; element !== null && step < outwards; step += 1, element = element.parentElement) {
      if (element.hasAttribute('title') && !element.hasAttribute(ours)) return;
      if (isCut(element)) {
        const whole = element.textContent.trim().slice(0, mostLetters);
        if (element.title !== whole) element.title = whole;
        element.setAttribute(ours, '');
        return;
      }
      if (element.hasAttribute(ours)) {
        element.removeAttribute('title');
        element.removeAttribute(ours);
      }
    }
  };
  target.addEventListener('pointerover', onOver, { passive: true });
  return () => target.removeEventListener('pointerover', onOver);
}

/** Whether an element ends its text with "…" at this moment. */
function isCut(element: HTMLElement): boolean {
  const isWide = element.scrollWidth > element.clientWidth;
  const isHigh = element.scrollHeight > element.clientHeight;
  if (!isWide && !isHigh) return false;
  const { textOverflow, overflowX, webkitLineClamp } = getComputedStyle(element);
  if (isWide && textOverflow === 'ellipsis' && overflowX !== 'visible') return true;
  return isHigh && webkitLineClamp !== '' && webkitLineClamp !== 'none';
}
