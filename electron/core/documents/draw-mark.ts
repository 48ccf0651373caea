import type { PaperMark } from '../../../shared/domain/documents/paper-document.ts';
import { paperInk, type Paper } from './paper.ts';

/** The colour that goes with a state's shape. */
export const markColor: Readonly<Record<PaperMark, string>> = {
  good: paperInk.good,
  sampled: paperInk.good,
  soon: paperInk.soon,
  bad: paperInk.bad,
  none: paperInk.faint,
};

/** Draws a state's shape `size` points wide with its middle at `x`, `y`. */
export function drawMark(paper: Paper, mark: PaperMark, x: number, y: number, size: number): void {
  const unit = size / 10;
  const color = markColor[mark];
  paper.decorate((doc) => {
    switch (mark) {
      case 'good':
        doc.circle(x, y, 4.2 * unit).fill(color);
        break;
      case 'sampled':
        doc
          .circle(x, y, 3.6 * unit)
          .lineWidth(1.4 * unit)
          .strokeColor(color)
          .stroke();
        doc.circle(x, y, 1.7 * unit).fill(color);
        break;
      case 'soon':
        doc.rect(x - 3.8 * unit, y - 3.8 * unit, 7.6 * unit, 7.6 * unit).fill(color);
        break;
      case 'bad':
        doc.polygon([x, y - 5 * unit], [x + 5 * unit, y], [x, y + 5 * unit], [x - 5 * unit, y]).fill(color);
        break;
      case 'none':
        doc
          .circle(x, y, 3.7 * unit)
          .lineWidth(1.3 * unit)
          .strokeColor(color)
          .stroke();
        break;
    }
  });
}
