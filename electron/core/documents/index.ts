import type { PaperDocument } from '../../../shared/domain/documents/paper-document.ts';

export { renderHtml } from './render-html.ts';
export { renderMarkdown } from './render-markdown.ts';

/** The document as a tagged PDF. The writer is large, and is read when the first PDF is wanted. */
export async function renderPdf(document: PaperDocument): Promise<Uint8Array> {
  const { renderPdf: render } = await import('./render-pdf.ts');
  return render(document);
}
