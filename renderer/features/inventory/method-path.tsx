import type { ReactNode } from 'react';

interface MethodPathProps {
  readonly method: string;
  readonly path: string;
  readonly children?: ReactNode;
}

/** An endpoint as people name it: method and path template, in mono, cut with the whole on hover. */
export function MethodPath({ method, path, children }: MethodPathProps) {
  return (
    <span className="inv-method-path" title={`${method} ${path}`}>
      <code className="inv-method">{method}</code>
      <code className="inv-path">{path}</code>
      {children}
    </span>
  );
}
